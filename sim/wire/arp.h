#pragma once
#include <cstdint>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

enum class ArpOperation : std::uint16_t { request = 1, reply = 2 };

/// Address resolution for IPv4 over Ethernet (RFC 826). A sender address of 0.0.0.0 is a probe: "does anybody
/// have the target address?" (RFC 5227 section 1.1).
struct ArpPacket {
  ArpOperation operation = ArpOperation::request;
  MacAddress sender_mac;
  Ipv4Address sender_address;
  MacAddress target_mac;
  Ipv4Address target_address;
};

/// `parse_arp` fails for a short packet, other address kinds and other operations. Bytes after it are
/// padding.
Result<ArpPacket> parse_arp(ByteView bytes);
Bytes emit_arp(const ArpPacket& packet);

}  // namespace tlscam
