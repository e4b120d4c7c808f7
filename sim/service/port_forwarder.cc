#include "sim/service/port_forwarder.h"

#include <algorithm>

#include "sim/wire/checksum.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostConversations = 4096;
constexpr std::uint16_t kFirstSeenPort = 49152;  // the dynamic ports (RFC 6335 section 6)
constexpr std::uint16_t kSeenPorts = 16384;

constexpr std::size_t kHeaderChecksum = 10;  // places in the header of IPv4
constexpr std::size_t kSource = 12;
constexpr std::size_t kDestination = 16;
constexpr std::size_t kTcpChecksum = 16;  // and in those of TCP and UDP
constexpr std::size_t kUdpChecksum = 6;
constexpr std::size_t kSmallestTransport = 8;

std::uint16_t u16_at(ByteView bytes, std::size_t place) {
  return static_cast<std::uint16_t>(bytes[place] << 8 | bytes[place + 1]);
}

void put_u16(Bytes& bytes, std::size_t place, std::uint16_t value) {
  bytes[place] = static_cast<std::uint8_t>(value >> 8);
  bytes[place + 1] = static_cast<std::uint8_t>(value);
}

// A packet whose ends can be changed: TCP or UDP, not in fragments.
struct Packet {
  Ipv4Packet parsed;
  std::size_t header = 0;  // bytes

  std::uint16_t source_port() const { return u16_at(parsed.payload, 0); }
  std::uint16_t destination_port() const { return u16_at(parsed.payload, 2); }
};

std::optional<Packet> read(ByteView bytes) {
  const auto parsed = parse_ipv4_packet(bytes);
  if (!parsed || parsed->is_fragment()) return std::nullopt;
  const bool known = parsed->protocol == kProtocolTcp || parsed->protocol == kProtocolUdp;
  const std::size_t smallest = parsed->protocol == kProtocolTcp ? kTcpChecksum + 4 : kSmallestTransport;
  if (!known || parsed->payload.size() < smallest) return std::nullopt;
  return Packet{*parsed, static_cast<std::size_t>(parsed->payload.data() - bytes.data())};
}

Bytes with_ends(const Packet& packet, ByteView bytes, Ipv4Address source, std::uint16_t source_port,
                Ipv4Address destination, std::uint16_t destination_port) {
  Bytes changed(bytes.begin(),
                bytes.begin() + static_cast<std::ptrdiff_t>(packet.header + packet.parsed.payload.size()));
  std::ranges::copy(source.octets, changed.begin() + kSource);
  std::ranges::copy(destination.octets, changed.begin() + kDestination);
  put_u16(changed, kHeaderChecksum, 0);
  put_u16(changed, kHeaderChecksum, internet_checksum(ByteView(changed).first(packet.header)));

  put_u16(changed, packet.header, source_port);
  put_u16(changed, packet.header + 2, destination_port);
  const bool is_udp = packet.parsed.protocol == kProtocolUdp;
  const std::size_t place = packet.header + (is_udp ? kUdpChecksum : kTcpChecksum);
  // "If the computed checksum is zero, it is transmitted as all ones"; zero says that there is none (RFC
  // 768).
  if (is_udp && u16_at(changed, place) == 0) return changed;
  put_u16(changed, place, 0);
  const std::uint16_t sum = transport_checksum(source, destination, packet.parsed.protocol,
                                               ByteView(changed).subspan(packet.header));
  put_u16(changed, place, is_udp && sum == 0 ? 0xffff : sum);
  return changed;
}

}  // namespace

std::optional<Bytes> PortForwarder::inward(ByteView bytes, bool from_network) {
  const auto packet = read(bytes);
  if (!packet) return std::nullopt;
  const auto rule = std::ranges::find(rules_, packet->destination_port(), &Rule::port);
  if (rule == rules_.end()) return std::nullopt;
  const auto address = find_node_(rule->node);
  if (!address) return std::nullopt;
  const End client{packet->parsed.source, packet->source_port()};
  const End node{*address, rule->to};

  const auto is_this = [&](const Conversation& one) {
    return one.protocol == packet->parsed.protocol && one.port == rule->port && one.client == client &&
           one.node == node;
  };
  auto found = std::ranges::find_if(conversations_, is_this);
  if (found == conversations_.end()) {
    if (conversations_.size() == kMostConversations) conversations_.pop_front();
    End seen = client;
    if (from_network) {
      seen = {inside_, static_cast<std::uint16_t>(kFirstSeenPort + seen_ports_)};
      seen_ports_ = static_cast<std::uint16_t>((seen_ports_ + 1) % kSeenPorts);
    }
    conversations_.push_back({packet->parsed.protocol, rule->port, client, seen, node});
    found = conversations_.end() - 1;
  }
  ++packets_;
  return with_ends(*packet, bytes, found->seen.address, found->seen.port, node.address, node.port);
}

std::optional<Bytes> PortForwarder::outward(ByteView bytes) const {
  const auto packet = read(bytes);
  if (!packet) return std::nullopt;
  const End node{packet->parsed.source, packet->source_port()};
  const End seen{packet->parsed.destination, packet->destination_port()};
  const auto is_this = [&](const Conversation& one) {
    return one.protocol == packet->parsed.protocol && one.node == node && one.seen == seen;
  };
  const auto found = std::ranges::find_if(conversations_, is_this);
  if (found == conversations_.end()) return std::nullopt;
  return with_ends(*packet, bytes, outside_, found->port, found->client.address, found->client.port);
}

}  // namespace tlscam
