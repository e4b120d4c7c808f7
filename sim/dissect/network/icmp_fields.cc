#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/wire/checksum.h"
#include "sim/wire/icmp.h"

namespace tlscam {
namespace {

constexpr FieldKind kMessage{"ICMP", "icmp", "RFC 792"};
constexpr FieldKind kType{"Type", "icmp.type", "RFC 792"};
constexpr FieldKind kCode{"Code", "icmp.code", "RFC 792"};
constexpr FieldKind kChecksum{"Checksum", "icmp.checksum", "RFC 1071"};
constexpr FieldKind kIdentifier{"Identifier", "icmp.echo", "RFC 792, Echo"};
constexpr FieldKind kSequence{"Sequence number", "icmp.echo", "RFC 792, Echo"};
constexpr FieldKind kData{"Data", "icmp.echo", "RFC 792, Echo"};
constexpr FieldKind kUnused{"Unused", "icmp.unused", "RFC 792"};
constexpr FieldKind kOriginal{"Start of the packet that it is about", "icmp.original", "RFC 792"};
constexpr FieldKind kContent{"Content", "icmp.content", "RFC 792"};

std::string type_text(std::uint64_t type) {
  switch (type) {
    case kIcmpEchoReply:
      return "echo reply (0)";
    case kIcmpUnreachable:
      return "destination unreachable (3)";
    case kIcmpEchoRequest:
      return "echo request (8)";
    case 11:
      return "time exceeded (11)";
    default:
      return decimal_text(type);
  }
}

std::string unreachable_text(std::uint64_t code) {
  constexpr const char* kNames[] = {"network unreachable", "host unreachable",     "protocol unreachable",
                                    "port unreachable",    "fragmentation needed", "source route failed"};
  return code < std::size(kNames) ? named_text(kNames[code], code) : decimal_text(code);
}

}  // namespace

void dissect_icmp(FieldReader& in) {
  FieldGroup group(in, kMessage);
  group.set_layer(FieldLayer::ip);
  const bool correct = internet_checksum(in.peek()) == 0;
  const std::uint8_t type = in.u8(kType, type_text);
  group.set_value(type_text, type);
  in.u8(kCode, type == kIcmpUnreachable ? unreachable_text : decimal_text);
  in.u16(kChecksum, hex16_text);
  if (!correct) in.set_broken("wrong");
  if (type == kIcmpEchoRequest || type == kIcmpEchoReply) {
    in.u16(kIdentifier);
    in.u16(kSequence);
    in.rest(kData);
  } else if (type == kIcmpUnreachable || type == 11) {
    in.u32(kUnused, hex32_text);
    in.rest(kOriginal);
  } else {
    in.rest(kContent);
  }
}

}  // namespace tlscam
