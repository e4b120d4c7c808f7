#include <fmt/format.h>

#include <algorithm>

#include "sim/base/cursor.h"
#include "sim/dissect/network/wire_fields.h"

namespace tlscam {
namespace {

constexpr FieldKind kHeader{"QUIC", "quic", "RFC 8999, 5.1"};
constexpr FieldKind kFirst{"Form and type", "quic.first", "RFC 9000, 17.2"};
constexpr FieldKind kVersion{"Version", "quic.version", "RFC 9000, 15"};
constexpr FieldKind kDestinationLength{"Destination id length", "quic.id", "RFC 8999, 5.1"};
constexpr FieldKind kDestination{"Destination id", "quic.id", "RFC 8999, 5.1"};
constexpr FieldKind kSourceLength{"Source id length", "quic.id", "RFC 8999, 5.1"};
constexpr FieldKind kSource{"Source id", "quic.id", "RFC 8999, 5.1"};
constexpr FieldKind kSupported{"Supported version", "quic.version", "RFC 8999, 6"};
constexpr FieldKind kContent{"Content", "quic.content", "RFC 9001"};

constexpr std::uint32_t kVersion1 = 1;
constexpr std::uint32_t kVersion2 = 0x6b3343cf;  // RFC 9369
constexpr std::size_t kLongestId = 20;

bool is_known(std::uint32_t version) {
  const bool draft = version >> 8 == 0xff0000;
  const bool google = version >> 24 == 'Q' || version >> 24 == 'T';
  const bool reserved =
      (version & 0x0f0f0f0f) == 0x0a0a0a0a;  // RFC 9000 section 15: answered with a negotiation
  return version == 0 || version == kVersion1 || version == kVersion2 || draft || google || reserved;
}

std::string version_name(std::uint64_t version) {
  if (version == 0) return "version negotiation";
  if (version == kVersion1) return "version 1";
  if (version == kVersion2) return "version 2";
  if (version >> 8 == 0xff0000) return fmt::format("draft {}", version & 0xff);
  if (version >> 24 == 'Q' || version >> 24 == 'T') return "Google's, before the standard";
  return "none: reserved, so that the server must name its own";
}

std::string version_text(std::uint64_t version) {
  return fmt::format("{} (0x{:08x})", version_name(version), version);
}

std::string type_text(std::uint64_t first) {
  return fmt::format("long header (0x{:02x})", first);
}

}  // namespace

bool may_be_quic(ByteView datagram) {
  Cursor in(datagram);
  const std::uint8_t first = in.u8();
  const std::uint32_t version = in.u32be();
  const std::uint8_t destination = in.u8();
  in.skip(destination);
  const std::uint8_t source = in.u8();
  in.skip(source);
  if (!in.ok() || (first & 0x80) == 0 || !is_known(version)) return false;
  if (version == 0) return in.remaining() >= 4 && in.remaining() % 4 == 0;
  return (first & 0x40) != 0 && destination <= kLongestId && source <= kLongestId && !in.at_end();
}

void dissect_quic(FieldReader& in) {
  FieldGroup group(in, kHeader);
  group.set_layer(FieldLayer::application);
  in.u8(kFirst, type_text);
  const std::uint32_t version = in.u32(kVersion, version_text);
  group.set_value(std::string_view(version_name(version)));
  in.bytes(kDestination, in.u8(kDestinationLength));
  in.bytes(kSource, in.u8(kSourceLength));
  if (version == 0) {
    while (in.more()) in.u32(kSupported, version_text);
    return;
  }
  in.rest(kContent);
  in.set_value("encrypted; QUIC has TLS 1.3 inside, and is out of the scope of this program");
}

}  // namespace tlscam
