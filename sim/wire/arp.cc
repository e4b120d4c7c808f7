#include "sim/wire/arp.h"

#include "sim/base/writer.h"
#include "sim/wire/ethernet.h"

namespace tlscam {
namespace {

constexpr std::uint16_t kHardwareEthernet = 1;

}  // namespace

Result<ArpPacket> parse_arp(ByteView bytes) {
  Cursor in(bytes);
  const std::uint16_t hardware = in.u16be();
  const std::uint16_t protocol = in.u16be();
  const std::uint8_t hardware_size = in.u8();
  const std::uint8_t protocol_size = in.u8();
  const std::uint16_t operation = in.u16be();
  ArpPacket packet;
  packet.sender_mac = read_mac(in);
  packet.sender_address = read_ipv4(in);
  packet.target_mac = read_mac(in);
  packet.target_address = read_ipv4(in);
  if (!in.ok()) return fail("ARP: the packet has {} bytes, 28 are needed", bytes.size());
  if (hardware != kHardwareEthernet || protocol != kEtherTypeIpv4 || hardware_size != 6 ||
      protocol_size != 4) {
    return fail("ARP: the packet is not about IPv4 over Ethernet");
  }
  if (operation != 1 && operation != 2) return fail("ARP: {} is neither request nor reply", operation);
  packet.operation = static_cast<ArpOperation>(operation);
  return packet;
}

Bytes emit_arp(const ArpPacket& packet) {
  Writer out;
  out.u16be(kHardwareEthernet).u16be(kEtherTypeIpv4).u8(6).u8(4);
  out.u16be(static_cast<std::uint16_t>(packet.operation));
  out.bytes(packet.sender_mac.octets).bytes(packet.sender_address.octets);
  out.bytes(packet.target_mac.octets).bytes(packet.target_address.octets);
  return out.take();
}

}  // namespace tlscam
