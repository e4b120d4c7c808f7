#include <fmt/format.h>

#include <algorithm>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"

namespace tlscam {
namespace {

constexpr FieldKind kMessage{"DHCP", "dhcp", "RFC 2131, 2"};
constexpr FieldKind kOperation{"Operation", "dhcp.operation", "RFC 2131, 2"};
constexpr FieldKind kHardware{"Hardware type", "dhcp.hardware", "RFC 2131, 2"};
constexpr FieldKind kHardwareSize{"Hardware address size", "dhcp.hardware", "RFC 2131, 2"};
constexpr FieldKind kHops{"Hops", "dhcp.hops", "RFC 2131, 2"};
constexpr FieldKind kTransaction{"Transaction", "dhcp.transaction", "RFC 2131, 2"};
constexpr FieldKind kSeconds{"Seconds", "dhcp.seconds", "RFC 2131, 2"};
constexpr FieldKind kFlags{"Flags", "dhcp.flags", "RFC 2131, 2"};
constexpr FieldKind kBroadcast{"Broadcast", "dhcp.flags", "RFC 2131, 2"};
constexpr FieldKind kClient{"Client's address", "dhcp.client_address", "RFC 2131, 2"};
constexpr FieldKind kYour{"Your address", "dhcp.your_address", "RFC 2131, 2"};
constexpr FieldKind kNext{"Next server", "dhcp.next_server", "RFC 2131, 2"};
constexpr FieldKind kRelay{"Relay", "dhcp.relay", "RFC 2131, 2"};
constexpr FieldKind kClientMac{"Client's Ethernet address", "dhcp.client_mac", "RFC 2131, 2"};
constexpr FieldKind kMacPadding{"Rest of the hardware address", "dhcp.client_mac", "RFC 2131, 2"};
constexpr FieldKind kServerName{"Server's name", "dhcp.server_name", "RFC 2131, 2"};
constexpr FieldKind kBootFile{"Boot file", "dhcp.boot_file", "RFC 2131, 2"};
constexpr FieldKind kCookie{"Magic cookie", "dhcp.cookie", "RFC 2131, 3"};
constexpr FieldKind kOptions{"Options", "dhcp.options", "RFC 2132"};
constexpr FieldKind kOption{"Option", "dhcp.option", "RFC 2132"};
constexpr FieldKind kCode{"Code", "dhcp.option", "RFC 2132, 2"};
constexpr FieldKind kLength{"Length", "dhcp.option", "RFC 2132, 2"};
constexpr FieldKind kType{"Message type", "dhcp.option.type", "RFC 2132, 9.6"};
constexpr FieldKind kAddress{"Address", "dhcp.option.address", "RFC 2132"};
constexpr FieldKind kTime{"Seconds", "dhcp.option.seconds", "RFC 2132"};
constexpr FieldKind kText{"Text", "dhcp.option.text", "RFC 2132"};
constexpr FieldKind kWanted{"Wanted option", "dhcp.option.wanted", "RFC 2132, 9.8"};
constexpr FieldKind kSize{"Size", "dhcp.option.size", "RFC 2132, 9.10"};
constexpr FieldKind kValue{"Value", "dhcp.option.value", "RFC 2132"};
constexpr FieldKind kPadding{"Padding", "dhcp.padding", "RFC 2132, 3.1"};

constexpr std::uint32_t kMagicCookie = 0x63825363;
constexpr std::uint8_t kPad = 0;
constexpr std::uint8_t kEnd = 255;

std::string operation_text(std::uint64_t operation) {
  return operation == 1   ? "from a client (1)"
         : operation == 2 ? "from a server (2)"
                          : decimal_text(operation);
}

std::string option_text(std::uint64_t code) {
  const std::string_view name = registered_name(Registry::dhcp_options, code);
  return name.empty() ? fmt::format("option {}", code) : named_text(name, code);
}

std::string type_text(std::uint64_t type) {
  return named_text(registered_name(Registry::dhcp_types, type), type);
}

void read_value(FieldReader& in, FieldGroup& group, std::uint8_t code) {
  switch (code) {
    case 53: {
      const std::uint8_t type = in.u8(kType, type_text);
      if (in.ok()) group.set_value(fmt::format("{}: {}", option_text(code), type_text(type)));
      return;
    }
    case 1:
    case 3:
    case 6:
    case 28:
    case 42:
    case 50:
    case 54:
      while (in.more()) in.ipv4(kAddress);
      return;
    case 51:
    case 58:
    case 59:
      in.u32(kTime);
      return;
    case 12:
    case 15:
    case 56:
    case 60:
      in.text(kText, in.remaining());
      return;
    case 55:
      while (in.more()) in.u8(kWanted, option_text);
      return;
    case 57:
      in.u16(kSize);
      return;
    default:
      in.rest(kValue);
  }
}

/// Returns its code.
std::uint8_t read_option(FieldReader& in) {
  FieldGroup group(in, kOption);
  const std::uint8_t code = in.u8(kCode, option_text);
  group.set_value(option_text, code);
  if (code == kPad || code == kEnd) return code;
  const std::uint8_t length = in.u8(kLength);
  const FieldBlock value(in, length);
  read_value(in, group, code);
  return code;
}

void read_options(FieldReader& in) {
  FieldGroup group(in, kOptions);
  while (in.more()) {
    if (read_option(in) == kEnd) break;
  }
  in.rest(kPadding);
}

}  // namespace

void dissect_dhcp(FieldReader& in) {
  FieldGroup group(in, kMessage);
  group.set_layer(FieldLayer::application);
  in.u8(kOperation, operation_text);
  in.u8(kHardware);
  const std::uint8_t mac_size = in.u8(kHardwareSize);
  in.u8(kHops);
  in.u32(kTransaction, hex32_text);
  in.u16(kSeconds);
  const std::uint16_t flags = in.u16(kFlags, hex16_text);
  in.note(kBroadcast, flags & 0x8000 ? "answer to everybody" : "answer to the client alone");
  in.ipv4(kClient);
  in.ipv4(kYour);
  in.ipv4(kNext);
  in.ipv4(kRelay);
  if (mac_size == 6) {
    in.mac(kClientMac);
    in.bytes(kMacPadding, 10);
  } else {
    in.bytes(kClientMac, 16);
  }
  in.text(kServerName, 64);
  in.text(kBootFile, 128);
  const std::uint32_t cookie = in.u32(kCookie, hex32_text);
  if (cookie != kMagicCookie) in.set_broken("0x63825363 stands in front of options");
  if (in.ok()) read_options(in);
}

}  // namespace tlscam
