#include "sim/service/gateway.h"

#include <algorithm>

#include "sim/wire/arp.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/icmp.h"
#include "sim/wire/tcp.h"

namespace tlscam {
namespace {

constexpr Ipv4Address kNoAddress{};
constexpr Ipv4Address kBroadcastAddress{{255, 255, 255, 255}};
constexpr std::size_t kIcmpQuotedPayload = 8;  // "64 bits of data" of the packet in question (RFC 792)

DhcpConfig dhcp_config(const GatewayConfig& gateway) {
  DhcpConfig config;
  config.server = config.router = config.dns_server = gateway.address;
  config.netmask = gateway.netmask;
  for (std::size_t i = 0; i < 3; ++i) {
    config.pool_first.octets[i] = config.pool_last.octets[i] = gateway.address.octets[i];
  }
  return config;
}

}  // namespace

Gateway::Gateway(Switch& network, GatewayConfig config)
    : network_(network),
      config_(config),
      link_(network.plug("gateway", config_.link, [this](ByteView frame) { receive(frame); })),
      dhcp_(dhcp_config(config_)) {
  // A node has a name as long as it has an address. A name that is in use is not taken from its owner.
  dhcp_.on_lease([this](const DhcpLease& lease) {
    const auto known = dns_.find(lease.host_name);
    if (!lease.host_name.empty() && !known) dns_.set_address(lease.host_name, lease.address);
  });
  dhcp_.on_lease_end([this](const DhcpLease& lease) {
    if (dns_.find(lease.host_name) == lease.address) dns_.remove(lease.host_name);
    neighbours_.erase(lease.address);
  });
}

Gateway::~Gateway() {
  stack_.reset();
  network_.unplug(link_);
}

HostStack& Gateway::stack() {
  if (!stack_) {
    HostStackConfig config;
    config.netmask = config_.netmask;
    config.gateway = config_.address;
    config.seed = config_.seed;
    stack_ = std::make_unique<HostStack>(network_, config);
  }
  return *stack_;
}

Result<void> Gateway::add_host(Ipv4Address address) {
  if (is_in_network(address) || is_for_many(address) || address == kNoAddress)
    return fail("{} is not an address beyond the gateway", to_text(address));
  if (is_mine(address)) return fail("{} belongs to a service of the gateway", to_text(address));
  const auto from_host = [this](ByteView packet) {
    carry(emit_ethernet({config_.mac, config_.mac, kEtherTypeIpv4, packet}), Direction::from_node);
  };
  if (auto added = stack().add_routed_address(address, from_host); !added) return added;
  hosts_[address] = nullptr;
  return {};
}

Result<void> Gateway::forward_ports(std::shared_ptr<PortForwarder> forwarder) {
  const Ipv4Address address = forwarder->outside();
  if (is_in_network(address) || is_for_many(address) || address == kNoAddress || hosts_.contains(address))
    return fail("{} is not an address that the router can have outside", to_text(address));
  forwarder_ = std::move(forwarder);
  return {};
}

Result<void> Gateway::place_middlebox(Ipv4Address address, std::shared_ptr<Middlebox> box) {
  const auto host = hosts_.find(address);
  if (host == hosts_.end()) return fail("there is no host {}", to_text(address));
  host->second = std::move(box);
  if (!host->second) return {};
  const std::weak_ptr box_there = host->second;
  host->second->placed(events(), [this, address, box_there](ByteView bytes, Direction direction) {
    if (box_there.lock() != hosts_.at(address)) return;
    // Not at once: a box may send while the stack is in the middle of a packet.
    events().after(Duration::zero(), [this, direction, frame = Bytes(bytes.begin(), bytes.end())] {
      direction == Direction::to_node ? carry_to_host(frame) : carry_to_network(frame);
    });
  });
  return {};
}

std::shared_ptr<Middlebox> Gateway::middlebox(Ipv4Address address) const {
  const auto host = hosts_.find(address);
  return host == hosts_.end() ? nullptr : host->second;
}

// The address of the host is the destination of a packet to it, and the source of one from it.
void Gateway::carry(ByteView bytes, Direction direction) {
  const auto frame = parse_ethernet(bytes);
  const auto packet = parse_ipv4_packet(frame->payload);
  if (!packet) return;
  const auto host = hosts_.find(direction == Direction::to_node ? packet->destination : packet->source);
  if (host != hosts_.end() && host->second) return host->second->see(bytes, direction);
  direction == Direction::to_node ? carry_to_host(bytes) : carry_to_network(bytes);
}

void Gateway::carry_to_host(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || frame->type != kEtherTypeIpv4) return;
  const auto packet = parse_ipv4_packet(frame->payload);
  if (packet && hosts_.contains(packet->destination))
    stack().receive_packet(packet->destination, frame->payload);
}

void Gateway::carry_to_network(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || frame->type != kEtherTypeIpv4) return;
  const auto packet = parse_ipv4_packet(frame->payload);
  if (!packet) return;
  if (let_in(*packet, frame->payload, false)) return;
  Bytes copy(frame->payload.begin(), frame->payload.end());
  // From one host to another the way does not lead through the cameras' network.
  if (hosts_.contains(packet->destination)) {
    const Bytes back = emit_ethernet({config_.mac, config_.mac, kEtherTypeIpv4, copy});
    events().after(Duration::zero(), [this, back] { carry(back, Direction::to_node); });
    return;
  }
  send_to_next_hop(packet->destination, std::move(copy));
}

// A packet to the public address goes to the node that the port leads to; where it leads nowhere it is lost,
// as routers do it.
bool Gateway::let_in(const Ipv4Packet& packet, ByteView bytes, bool from_network) {
  if (!forwarder_ || packet.destination != forwarder_->outside()) return false;
  if (auto changed = forwarder_->inward(bytes, from_network)) {
    const auto inner = parse_ipv4_packet(*changed);
    const Ipv4Address node = inner->destination;
    send_to_next_hop(node, std::move(*changed));
  }
  return true;
}

// The answer of such a node leaves from the public address.
bool Gateway::let_out(ByteView bytes) {
  auto changed = forwarder_ ? forwarder_->outward(bytes) : std::nullopt;
  if (!changed) return false;
  const auto outer = parse_ipv4_packet(*changed);
  if (hosts_.contains(outer->destination)) {
    carry(emit_ethernet({config_.mac, config_.mac, kEtherTypeIpv4, *changed}), Direction::to_node);
  } else {
    const Ipv4Address client = outer->destination;
    send_to_next_hop(client, std::move(*changed));
  }
  return true;
}

void Gateway::bind_udp(std::optional<Ipv4Address> address, std::uint16_t port, UdpHandler handler) {
  udp_[{address, port}] = std::move(handler);
}

void Gateway::send_udp(const UdpDatagram& datagram, std::optional<MacAddress> to) {
  const Bytes segment = emit_udp(datagram);
  send_packet({.source = datagram.source,
               .destination = datagram.destination,
               .protocol = kProtocolUdp,
               .payload = segment},
              to);
}

void Gateway::reply(const UdpDatagram& request, ByteView payload) {
  send_udp({request.destination, request.destination_port, request.source, request.source_port, payload});
}

void Gateway::receive(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame || (frame->destination != config_.mac && frame->destination != kBroadcastMac)) return;
  if (frame->type == kEtherTypeArp) return receive_arp(*frame);
  if (frame->type == kEtherTypeIpv4) return receive_ipv4(*frame);
}

void Gateway::receive_arp(const EthernetFrame& frame) {
  const auto packet = parse_arp(frame.payload);
  if (!packet) return;
  learn(packet->sender_address, packet->sender_mac);
  // Only its own address: whoever probes an address that was offered must hear nothing (RFC 5227).
  if (packet->operation != ArpOperation::request || packet->target_address != config_.address) return;
  const Bytes answer = emit_arp(
      {ArpOperation::reply, config_.mac, config_.address, packet->sender_mac, packet->sender_address});
  send_frame(frame.source, kEtherTypeArp, answer);
}

void Gateway::receive_ipv4(const EthernetFrame& frame) {
  const auto packet = parse_ipv4_packet(frame.payload);
  if (!packet) return;
  learn(packet->source, frame.source);
  if (let_in(*packet, frame.payload, true) || let_out(frame.payload)) return;
  if (hosts_.contains(packet->destination) && frame.destination != kBroadcastMac)
    return carry(emit_ethernet({config_.mac, config_.mac, kEtherTypeIpv4, frame.payload}),
                 Direction::to_node);
  // No service here takes datagrams of more than one frame, so fragments are not put together.
  if (packet->is_fragment()) return;
  const bool for_many = is_for_many(packet->destination);
  // RFC 1122 section 3.3.6: a link-layer broadcast must not carry a packet for one node.
  if (frame.destination == kBroadcastMac && !for_many) return;
  if (!for_many && !is_mine(packet->destination)) {
    return report_unreachable(kIcmpHostUnreachable, *packet, frame.payload);
  }
  if (packet->protocol == kProtocolUdp) return receive_udp(*packet, frame.payload);
  if (for_many) return;
  if (packet->protocol == kProtocolIcmp) return receive_icmp(*packet);
  if (packet->protocol == kProtocolTcp) return receive_tcp(*packet);
}

void Gateway::receive_icmp(const Ipv4Packet& packet) {
  auto message = parse_icmp(packet.payload);
  if (!message || message->type != kIcmpEchoRequest || message->code != 0) return;
  message->type = kIcmpEchoReply;
  const Bytes answer = emit_icmp(*message);
  send_packet({.source = packet.destination,
               .destination = packet.source,
               .protocol = kProtocolIcmp,
               .payload = answer});
}

void Gateway::receive_udp(const Ipv4Packet& packet, ByteView bytes) {
  const auto datagram = parse_udp(packet);
  if (!datagram) return;
  auto handler = udp_.find({datagram->destination, datagram->destination_port});
  if (handler == udp_.end()) handler = udp_.find({std::nullopt, datagram->destination_port});
  if (handler == udp_.end()) return report_unreachable(kIcmpPortUnreachable, packet, bytes);
  const UdpHandler handle = handler->second;  // a copy, because it may bind another one in its place
  handle(*datagram);
}

void Gateway::receive_tcp(const Ipv4Packet& packet) {
  const auto segment = parse_tcp(packet);
  if (!segment || segment->has(kTcpRst)) return;
  const TcpSegment reset = make_reset(*segment);
  const Bytes answer = emit_tcp(reset);
  send_packet({.source = reset.source,
               .destination = reset.destination,
               .protocol = kProtocolTcp,
               .payload = answer});
}

void Gateway::report_unreachable(std::uint8_t code, const Ipv4Packet& packet, ByteView bytes) {
  // RFC 1122 section 3.2.2: never about an ICMP error, about a packet for many, or to a sender that is not
  // one node.
  const bool from_one = packet.source != kNoAddress && !is_for_many(packet.source);
  const bool about_icmp = packet.protocol == kProtocolIcmp &&
                          (packet.payload.empty() || packet.payload.front() != kIcmpEchoRequest);
  if (!from_one || about_icmp || is_for_many(packet.destination)) return;

  const auto header = static_cast<std::size_t>(packet.payload.data() - bytes.data());
  const std::size_t quoted = header + std::min(packet.payload.size(), kIcmpQuotedPayload);
  const Bytes report = emit_icmp({.type = kIcmpUnreachable, .code = code, .payload = bytes.first(quoted)});
  // From the address that was tried if it is ours: a sender matches the answer with its question by it.
  send_packet({.source = is_mine(packet.destination) ? packet.destination : config_.address,
               .destination = packet.source,
               .protocol = kProtocolIcmp,
               .payload = report});
}

bool Gateway::is_in_network(Ipv4Address address) const {
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    if (((address.octets[i] ^ config_.address.octets[i]) & config_.netmask.octets[i]) != 0) return false;
  }
  return true;
}

bool Gateway::is_for_many(Ipv4Address address) const {
  if (address == kBroadcastAddress) return true;
  if ((address.octets[0] & 0xf0) == 0xe0) return true;  // multicast, 224.0.0.0/4 (RFC 1112 section 4)
  Ipv4Address directed = config_.address;
  for (std::size_t i = 0; i < 4; ++i) {
    directed.octets[i] = static_cast<std::uint8_t>(directed.octets[i] | ~config_.netmask.octets[i]);
  }
  return address == directed;
}

bool Gateway::is_mine(Ipv4Address address) const {
  return address == config_.address ||
         std::ranges::any_of(udp_, [&](const auto& bound) { return bound.first.first == address; });
}

void Gateway::learn(Ipv4Address address, MacAddress mac) {
  const bool usable = address != kNoAddress && address != config_.address && is_in_network(address) &&
                      !is_for_many(address) && !mac.is_group();
  if (!usable) return;
  neighbours_[address] = mac;
  if (const auto packet = waiting_.extract(address)) send_frame(mac, kEtherTypeIpv4, packet.mapped());
}

void Gateway::send_packet(Ipv4Packet packet, std::optional<MacAddress> to) {
  packet.identification = identification_++;
  const Bytes bytes = emit_ipv4_packet(packet);
  send_to_next_hop(packet.destination, bytes, to);
}

void Gateway::send_to_next_hop(Ipv4Address next, Bytes bytes, std::optional<MacAddress> to) {
  if (!to && is_for_many(next)) to = kBroadcastMac;
  if (const auto known = neighbours_.find(next); !to && known != neighbours_.end()) to = known->second;
  if (to) return send_frame(*to, kEtherTypeIpv4, bytes);
  if (!is_in_network(next)) return;  // there is no way out of the world
  // RFC 1122 section 2.3.2.2: the latest packet is kept until the address is resolved.
  waiting_[next] = std::move(bytes);
  const Bytes question = emit_arp({ArpOperation::request, config_.mac, config_.address, MacAddress{}, next});
  send_frame(kBroadcastMac, kEtherTypeArp, question);
}

void Gateway::send_frame(MacAddress to, std::uint16_t type, ByteView payload) {
  link_.send(emit_ethernet({to, config_.mac, type, payload}));
}

}  // namespace tlscam
