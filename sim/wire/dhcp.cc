#include "sim/wire/dhcp.h"

#include <string_view>

#include "sim/base/cursor.h"
#include "sim/base/writer.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kBootRequest = 1;
constexpr std::uint8_t kBootReply = 2;
constexpr std::uint8_t kHardwareEthernet = 1;
constexpr std::uint16_t kBroadcastFlag = 0x8000;
constexpr std::uint32_t kMagicCookie = 0x63825363;  // RFC 2131 section 3
constexpr std::size_t kLeastSize = 300;

/// Numbers of the options (RFC 2132).
enum Option : std::uint8_t {
  kPad = 0,
  kNetmask = 1,
  kRouter = 3,
  kDnsServer = 6,
  kHostName = 12,
  kDomain = 15,
  kRequestedAddress = 50,
  kLeaseSeconds = 51,
  kMessageType = 53,
  kServer = 54,
  kRenewalSeconds = 58,
  kRebindingSeconds = 59,
  kEnd = 255,
};

/// Some clients end texts with a zero; RFC 2132 section 2 has receivers trim it.
std::string text_of(ByteView value) {
  std::string_view text = as_text(value);
  while (text.ends_with('\0')) text.remove_suffix(1);
  return std::string(text);
}

/// `store_option` stores one option; it returns false when the value is too short.
bool store_option(DhcpMessage& message, std::uint8_t option, ByteView value) {
  Cursor in(value);
  switch (option) {
    case kMessageType:
      message.type = static_cast<DhcpType>(in.u8());
      break;
    case kNetmask:
      message.netmask = read_ipv4(in);
      break;
    case kRouter:
      message.router = read_ipv4(in);
      break;
    case kDnsServer:
      message.dns_server = read_ipv4(in);
      break;
    case kRequestedAddress:
      message.requested_address = read_ipv4(in);
      break;
    case kServer:
      message.server = read_ipv4(in);
      break;
    case kLeaseSeconds:
      message.lease_seconds = in.u32be();
      break;
    case kRenewalSeconds:
      message.renewal_seconds = in.u32be();
      break;
    case kRebindingSeconds:
      message.rebinding_seconds = in.u32be();
      break;
    case kHostName:
      message.host_name = text_of(value);
      break;
    case kDomain:
      message.domain = text_of(value);
      break;
    default:
      break;
  }
  return in.ok();
}

Result<void> read_options(Cursor& in, DhcpMessage& message) {
  bool has_type = false;
  while (!in.at_end()) {
    const std::uint8_t option = in.u8();
    if (option == kPad) continue;
    if (option == kEnd) break;
    const std::uint8_t length = in.u8();
    const ByteView value = in.take(length);
    if (!in.ok()) return fail("DHCP: option {} runs past the end of the message", option);
    if (!store_option(message, option, value)) {
      return fail("DHCP: option {} has only {} bytes", option, length);
    }
    has_type = has_type || option == kMessageType;
  }
  if (!has_type) return fail("DHCP: the message has no message type (option 53), so it is plain BOOTP");
  if (message.type < DhcpType::discover || message.type > DhcpType::inform) {
    return fail("DHCP: {} is no message type", static_cast<int>(message.type));
  }
  return {};
}

void write_text(Writer& out, Option option, std::string_view text) {
  if (text.empty()) return;
  text = text.substr(0, 255);
  out.u8(option).u8(static_cast<std::uint8_t>(text.size())).bytes(as_bytes(text));
}

void write_address(Writer& out, Option option, const std::optional<Ipv4Address>& address) {
  if (address) out.u8(option).u8(4).bytes(address->octets);
}

void write_seconds(Writer& out, Option option, const std::optional<std::uint32_t>& seconds) {
  if (seconds) out.u8(option).u8(4).u32be(*seconds);
}

}  // namespace

Result<DhcpMessage> parse_dhcp(ByteView bytes) {
  Cursor in(bytes);
  const std::uint8_t operation = in.u8();
  const std::uint8_t hardware = in.u8();
  const std::uint8_t hardware_size = in.u8();
  in.skip(1);  // hops
  DhcpMessage message;
  message.transaction = in.u32be();
  message.seconds = in.u16be();
  message.broadcast = (in.u16be() & kBroadcastFlag) != 0;
  message.client_address = read_ipv4(in);
  message.your_address = read_ipv4(in);
  message.next_server = read_ipv4(in);
  message.relay = read_ipv4(in);
  message.client_mac = read_mac(in);
  in.skip(10 + 64 + 128);  // the rest of the hardware address, server name, boot file
  const std::uint32_t cookie = in.u32be();
  if (!in.ok()) return fail("DHCP: the message has {} bytes, its fixed part alone has 240", bytes.size());
  if (operation != kBootRequest && operation != kBootReply) {
    return fail("DHCP: operation {} is neither request nor reply", operation);
  }
  if (hardware != kHardwareEthernet || hardware_size != 6) return fail("DHCP: the client is not on Ethernet");
  if (cookie != kMagicCookie) return fail("DHCP: the magic cookie in front of the options is missing");
  message.is_reply = operation == kBootReply;
  if (auto read = read_options(in, message); !read) return tl::unexpected(read.error());
  return message;
}

Bytes emit_dhcp(const DhcpMessage& message) {
  Writer out;
  out.u8(message.is_reply ? kBootReply : kBootRequest).u8(kHardwareEthernet).u8(6).u8(0);
  out.u32be(message.transaction).u16be(message.seconds).u16be(message.broadcast ? kBroadcastFlag : 0);
  out.bytes(message.client_address.octets).bytes(message.your_address.octets);
  out.bytes(message.next_server.octets).bytes(message.relay.octets);
  out.bytes(message.client_mac.octets).fill(10 + 64 + 128).u32be(kMagicCookie);

  out.u8(kMessageType).u8(1).u8(static_cast<std::uint8_t>(message.type));
  write_address(out, kServer, message.server);
  write_address(out, kRequestedAddress, message.requested_address);
  write_seconds(out, kLeaseSeconds, message.lease_seconds);
  write_seconds(out, kRenewalSeconds, message.renewal_seconds);
  write_seconds(out, kRebindingSeconds, message.rebinding_seconds);
  write_address(out, kNetmask, message.netmask);
  write_address(out, kRouter, message.router);
  write_address(out, kDnsServer, message.dns_server);
  write_text(out, kHostName, message.host_name);
  write_text(out, kDomain, message.domain);
  out.u8(kEnd);
  if (out.size() < kLeastSize) out.fill(kLeastSize - out.size());
  return out.take();
}

}  // namespace tlscam
