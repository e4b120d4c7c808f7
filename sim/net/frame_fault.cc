#include "sim/net/frame_fault.h"

#include <fmt/format.h>

#include "sim/base/cursor.h"
#include "sim/wire/checksum.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"

namespace tlscam {
namespace {

constexpr std::uint32_t kMostNth = 1'000'000;
constexpr std::int32_t kFarthestByte = 20'000;  // beyond the longest record

// Where checksums stand: RFC 791 section 3.1, RFC 9293 section 3.1, RFC 768.
constexpr std::size_t kEthernetHeader = 14;
constexpr std::size_t kIpv4Checksum = 10;
constexpr std::size_t kTcpChecksum = 16;
constexpr std::size_t kUdpChecksum = 6;

std::string ordinal(std::uint32_t number) {
  const std::uint32_t tens = number / 10 % 10;
  const char* const endings[] = {"th", "st", "nd", "rd"};
  const std::uint32_t last = number % 10;
  return fmt::format("{}{}", number, tens == 1 || last > 3 ? "th" : endings[last]);
}

void put(Bytes& frame, std::size_t position, std::uint16_t checksum) {
  frame[position] = static_cast<std::uint8_t>(checksum >> 8);
  frame[position + 1] = static_cast<std::uint8_t>(checksum);
}

// The header first: without a right checksum of its own the packet is not read.
void repair_ipv4_header(Bytes& frame) {
  Cursor in(frame);
  in.skip(kEthernetHeader);
  const std::size_t length = (in.u8() & 0x0fu) * 4u;
  if (length < 20 || frame.size() < kEthernetHeader + length) return;
  put(frame, kEthernetHeader + kIpv4Checksum, 0);
  put(frame, kEthernetHeader + kIpv4Checksum,
      internet_checksum(ByteView(frame).subspan(kEthernetHeader, length)));
}

void repair_transport(Bytes& frame) {
  const auto packet = parse_ipv4_packet(ByteView(frame).subspan(kEthernetHeader));
  if (!packet || packet->is_fragment()) return;
  const auto start = static_cast<std::size_t>(packet->payload.data() - frame.data());
  const bool is_udp = packet->protocol == kProtocolUdp;
  if (!is_udp && packet->protocol != kProtocolTcp) return;
  const std::size_t field = is_udp ? kUdpChecksum : kTcpChecksum;
  if (packet->payload.size() < field + 2) return;
  // A sender of UDP may compute none (RFC 768).
  if (is_udp && frame[start + field] == 0 && frame[start + field + 1] == 0) return;
  put(frame, start + field, 0);
  const std::uint16_t checksum =
      transport_checksum(packet->source, packet->destination, packet->protocol, packet->payload);
  put(frame, start + field, is_udp && checksum == 0 ? 0xffff : checksum);
}

}  // namespace

Result<void> check_fault(const FrameFault& fault) {
  if (fault.nth < 1 || fault.nth > kMostNth)
    return fail("nth: {} is not between 1 (the next one) and {}", fault.nth, kMostNth);
  if (fault.bit > 7) return fail("bit: {} is not between 0 (the lowest) and 7", fault.bit);
  if (fault.byte < -kFarthestByte || fault.byte > kFarthestByte)
    return fail("byte: {} lies beyond every message ({} at the most)", fault.byte, kFarthestByte);
  return {};
}

std::string to_text(const FrameFault& fault) {
  const std::string which = fault.nth == 1 ? "next" : ordinal(fault.nth);
  const std::string_view target = to_text(fault.target);
  if (fault.action == FaultAction::drop) return fmt::format("drop the {} {}", which, target);
  return fmt::format("flip bit {} of byte {} of the {} {}", fault.bit, fault.byte, which, target);
}

void flip_bit(Bytes& frame, std::size_t position, std::uint8_t bit, bool repair) {
  frame[position] ^= static_cast<std::uint8_t>(1u << bit);
  if (!repair) return;
  const auto ethernet = parse_ethernet(frame);
  if (!ethernet || ethernet->type != kEtherTypeIpv4) return;
  repair_ipv4_header(frame);
  repair_transport(frame);
}

}  // namespace tlscam
