#include "sim/dissect/frame_summary.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/dissect/ladder/dtls_reader.h"
#include "sim/dissect/ladder/tls_reader.h"
#include "sim/dissect/network/wire_fields.h"
#include "sim/wire/arp.h"
#include "sim/wire/dhcp.h"
#include "sim/wire/dns.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/icmp.h"
#include "sim/wire/ip_packet.h"
#include "sim/wire/ntp.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kMdnsPort = 5353;  // RFC 6762

std::string with_port(const IpAddress& address, std::uint16_t port) {
  return is_ipv4(address) ? fmt::format(FMT_COMPILE("{}:{}"), ip_text(address), port)
                          : fmt::format(FMT_COMPILE("[{}]:{}"), ip_text(address), port);
}

/// One frame does not show whether its records are encrypted, and which version of TLS they are of.
std::string name_out_of_context(const TlsItem& item) {
  if (!item.unknown) return item.name;
  if (item.kind == LadderKind::handshake) return "Handshake record";
  return item.kind == LadderKind::application_data ? "Data record" : item.name;
}

/// "ClientHello", "ServerHello, Certificate, ServerHelloDone": each name once.
std::string names_of(const std::vector<TlsItem>& items) {
  std::vector<std::string> names;
  for (const TlsItem& item : items) {
    const std::string name = name_out_of_context(item);
    if (std::ranges::find(names, name) == names.end()) names.push_back(name);
  }
  return fmt::format("{}", fmt::join(names, ", "));
}

std::string arp_text(const ArpPacket& packet) {
  if (packet.operation == ArpOperation::reply) {
    return fmt::format("{} is at {}", to_text(packet.sender_address), to_text(packet.sender_mac));
  }
  if (packet.sender_address == packet.target_address) {
    return fmt::format("I have {}", to_text(packet.target_address));
  }
  return fmt::format("who has {}?", to_text(packet.target_address));
}

std::string dns_text(const DnsMessage& message) {
  const std::string& name = message.question.name;
  if (!message.is_response) return fmt::format("DNS {}?", name);
  if (message.code == DnsCode::name_error) return fmt::format("DNS {}: no such name", name);
  if (message.code != DnsCode::no_error) {
    return fmt::format("DNS {}: error {}", name, static_cast<int>(message.code));
  }
  for (const DnsAnswer& answer : message.answers) {
    if (answer.type != kDnsTypeA || answer.data.size() != 4) continue;
    Cursor in(answer.data);
    return fmt::format("DNS {} is {}", name, to_text(read_ipv4(in)));
  }
  return fmt::format("DNS {}: no address", name);
}

std::string dhcp_text(const DhcpMessage& message) {
  constexpr const char* kNames[] = {"",    "Discover", "Offer",   "Request", "Decline",
                                    "Ack", "Nak",      "Release", "Inform"};
  const std::string name = fmt::format("DHCP {}", kNames[static_cast<std::size_t>(message.type)]);
  const bool gives = message.type == DhcpType::offer || message.type == DhcpType::ack;
  return gives ? fmt::format("{} {}", name, to_text(message.your_address)) : name;
}

std::string icmp_text(const IcmpMessage& message) {
  switch (message.type) {
    case kIcmpEchoRequest:
      return "ping";
    case kIcmpEchoReply:
      return "ping reply";
    case kIcmpUnreachable:
      if (message.code == kIcmpHostUnreachable) return "host unreachable";
      if (message.code == kIcmpPortUnreachable) return "port unreachable";
      return fmt::format("unreachable, code {}", message.code);
    default:
      return fmt::format("ICMP type {}", message.type);
  }
}

std::string tcp_text(const TcpSegment& segment) {
  std::vector<std::string> parts;
  if (segment.has(kTcpSyn)) parts.emplace_back("SYN");
  if (segment.has(kTcpFin)) parts.emplace_back("FIN");
  if (segment.has(kTcpRst)) parts.emplace_back("RST");
  if (segment.has(kTcpAck) && segment.payload.empty()) parts.emplace_back("ACK");
  if (!segment.payload.empty()) parts.push_back(fmt::format("{} bytes", segment.payload.size()));
  if (parts.empty()) return "nothing";
  return fmt::format("{}", fmt::join(parts, " "));
}

void set_tcp(FrameSummary& summary, const TcpSegment& segment) {
  summary.protocol = "TCP";
  summary.summary = tcp_text(segment);
  if (segment.payload.size() < kTlsRecordHeaderSize || !may_be_tls_record(segment.payload)) return;
  summary.protocol = "TLS";
  TlsSeals nothing_known(false);
  const std::string names = names_of(TlsReader().read(segment.payload, nothing_known));
  summary.summary = names.empty() ? "start of a long record" : names;
}

void set_udp(FrameSummary& summary, const UdpDatagram& datagram) {
  const auto uses = [&](std::uint16_t port) {
    return datagram.source_port == port || datagram.destination_port == port;
  };
  summary.protocol = "UDP";
  summary.summary = fmt::format("{} bytes", datagram.payload.size());
  if (uses(kDhcpServerPort) || uses(kDhcpClientPort)) {
    summary.protocol = "DHCP";
    if (const auto message = parse_dhcp(datagram.payload)) summary.summary = dhcp_text(*message);
  } else if (uses(kDnsPort) || uses(kMdnsPort)) {
    summary.protocol = uses(kDnsPort) ? "DNS" : "mDNS";
    if (const auto message = parse_dns(datagram.payload)) summary.summary = dns_text(*message);
  } else if (uses(kNtpPort)) {
    summary.protocol = "NTP";
    if (const auto packet = parse_ntp(datagram.payload)) {
      summary.summary =
          packet->mode == static_cast<std::uint8_t>(NtpMode::client) ? "what time is it?" : "the time";
    }
  } else if (const auto items = DtlsReader().read(datagram.payload); items && !items->empty()) {
    summary.protocol = "DTLS";
    summary.summary = names_of(*items);
  } else if (may_be_quic(datagram.payload)) {
    summary.protocol = "QUIC";
  }
}

void set_ip(FrameSummary& summary, const IpPacket& packet) {
  summary.protocol = packet.ipv6 ? "IPv6" : "IPv4";
  summary.source = ip_text(packet.ends.source);
  summary.destination = ip_text(packet.ends.destination);
  summary.summary = fmt::format("protocol {}", packet.protocol);
  if (packet.is_fragment) {
    summary.summary = "a fragment of a packet";
    return;
  }
  if (packet.protocol == kProtocolIcmp && !packet.ipv6) {
    summary.protocol = "ICMP";
    const auto message = parse_icmp(packet.payload);
    summary.summary = message ? icmp_text(*message) : "broken";
  } else if (packet.protocol == kProtocolTcp) {
    const auto segment = parse_tcp(packet);
    summary.protocol = "TCP";
    summary.summary = "broken";
    if (!segment) return;
    summary.source = with_port(packet.ends.source, segment->source_port);
    summary.destination = with_port(packet.ends.destination, segment->destination_port);
    set_tcp(summary, *segment);
  } else if (packet.protocol == kProtocolUdp) {
    const auto datagram = parse_udp(packet);
    summary.protocol = "UDP";
    summary.summary = "broken";
    if (!datagram) return;
    summary.source = with_port(packet.ends.source, datagram->source_port);
    summary.destination = with_port(packet.ends.destination, datagram->destination_port);
    set_udp(summary, *datagram);
  }
}

}  // namespace

FrameSummary summarize(ByteView bytes) {
  FrameSummary summary{.protocol = "Ethernet", .summary = "broken", .source = {}, .destination = {}};
  const auto frame = parse_ethernet(bytes);
  if (!frame) return summary;
  summary.source = to_text(frame->source);
  summary.destination = frame->destination == kBroadcastMac ? "everybody" : to_text(frame->destination);
  if (frame->type == kEtherTypeArp) {
    summary.protocol = "ARP";
    if (const auto packet = parse_arp(frame->payload)) summary.summary = arp_text(*packet);
  } else if (frame->type == kEtherTypeIpv4 || frame->type == kEtherTypeIpv6) {
    summary.protocol = frame->type == kEtherTypeIpv4 ? "IPv4" : "IPv6";
    if (const auto packet = parse_ip_packet(frame->type, frame->payload)) set_ip(summary, *packet);
  } else {
    summary.summary = fmt::format("type 0x{:04x}", frame->type);
  }
  return summary;
}

}  // namespace tlscam
