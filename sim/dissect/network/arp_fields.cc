#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"

namespace tlscam {
namespace {

constexpr FieldKind kPacket{"ARP", "arp", "RFC 826"};
constexpr FieldKind kHardware{"Hardware type", "arp.hardware", "RFC 826, Packet format"};
constexpr FieldKind kProtocol{"Protocol type", "arp.protocol", "RFC 826, Packet format"};
constexpr FieldKind kHardwareSize{"Hardware address size", "arp.sizes", "RFC 826, Packet format"};
constexpr FieldKind kProtocolSize{"Protocol address size", "arp.sizes", "RFC 826, Packet format"};
constexpr FieldKind kOperation{"Operation", "arp.operation", "RFC 826, Packet format"};
constexpr FieldKind kSenderMac{"Sender's Ethernet address", "arp.sender_mac", "RFC 826, Packet format"};
constexpr FieldKind kSender{"Sender's IP address", "arp.sender", "RFC 826, Packet format"};
constexpr FieldKind kTargetMac{"Target's Ethernet address", "arp.target_mac", "RFC 826, Packet format"};
constexpr FieldKind kTarget{"Target's IP address", "arp.target", "RFC 826, Packet format"};
constexpr FieldKind kAddresses{"Addresses", "arp.other", "RFC 826, Packet format"};

std::string hardware_text(std::uint64_t type) {
  return type == 1 ? "Ethernet (1)" : decimal_text(type);
}

std::string operation_text(std::uint64_t operation) {
  return operation == 1 ? "request (1)" : operation == 2 ? "reply (2)" : decimal_text(operation);
}

}  // namespace

void dissect_arp(FieldReader& in) {
  FieldGroup group(in, kPacket);
  in.u16(kHardware, hardware_text);
  in.u16(kProtocol, ether_type_text);
  const std::uint8_t hardware_size = in.u8(kHardwareSize);
  const std::uint8_t protocol_size = in.u8(kProtocolSize);
  const std::uint16_t operation = in.u16(kOperation, operation_text);
  if (hardware_size != 6 || protocol_size != 4) {
    in.bytes(kAddresses, 2u * (hardware_size + protocol_size));
    return;
  }
  const MacAddress sender_mac = in.mac(kSenderMac);
  const Ipv4Address sender = in.ipv4(kSender);
  in.mac(kTargetMac);
  const Ipv4Address target = in.ipv4(kTarget);
  if (!in.ok()) return;
  group.set_value(operation == 2 ? fmt::format("{} is at {}", to_text(sender), to_text(sender_mac))
                                 : fmt::format("who has {}?", to_text(target)));
}

}  // namespace tlscam
