#include <fmt/format.h>

#include "sim/dissect/network/wire_fields.h"
#include "sim/dissect/tree/registry.h"

namespace tlscam {
namespace {

constexpr FieldKind kHeader{"TCP", "tcp", "RFC 9293, 3.1"};
constexpr FieldKind kSourcePort{"Source port", "tcp.ports", "RFC 9293, 3.1"};
constexpr FieldKind kDestinationPort{"Destination port", "tcp.ports", "RFC 9293, 3.1"};
constexpr FieldKind kSequence{"Sequence number", "tcp.sequence", "RFC 9293, 3.4"};
constexpr FieldKind kAcknowledgment{"Acknowledgment number", "tcp.acknowledgment", "RFC 9293, 3.4"};
constexpr FieldKind kOffsetAndFlags{"Header length and flags", "tcp.flags", "RFC 9293, 3.1"};
constexpr FieldKind kHeaderLength{"Header length", "tcp.header_length", "RFC 9293, 3.1"};
constexpr FieldKind kWindow{"Window", "tcp.window", "RFC 9293, 3.8.6"};
constexpr FieldKind kChecksum{"Checksum", "tcp.checksum", "RFC 9293, 3.1"};
constexpr FieldKind kUrgent{"Urgent pointer", "tcp.urgent", "RFC 9293, 3.8.5"};
constexpr FieldKind kOptions{"Options", "tcp.options", "RFC 9293, 3.2"};
constexpr FieldKind kOption{"Option", "tcp.option", "RFC 9293, 3.2"};
constexpr FieldKind kKind{"Kind", "tcp.option", "RFC 9293, 3.2"};
constexpr FieldKind kLength{"Length", "tcp.option", "RFC 9293, 3.2"};
constexpr FieldKind kSegmentSize{"Maximum segment size", "tcp.option.mss", "RFC 9293, 3.7.1"};
constexpr FieldKind kShift{"Shift of the window", "tcp.option.window_scale", "RFC 7323, 2.2"};
constexpr FieldKind kLeftEdge{"Left edge of a block", "tcp.option.sack", "RFC 2018, 3"};
constexpr FieldKind kRightEdge{"Right edge of a block", "tcp.option.sack", "RFC 2018, 3"};
constexpr FieldKind kTime{"Time", "tcp.option.timestamps", "RFC 7323, 3.2"};
constexpr FieldKind kEcho{"Time of the peer", "tcp.option.timestamps", "RFC 7323, 3.2"};
constexpr FieldKind kPadding{"Padding", "tcp.options", "RFC 9293, 3.1"};
constexpr FieldKind kOther{"Value", "tcp.option.other"};

constexpr std::size_t kShortestHeader = 20;

struct Flag {
  std::uint8_t bit;
  FieldKind kind;
};

constexpr Flag kFlags[] = {{0x80, {"CWR", "tcp.flags.cwr", "RFC 3168, 6.1"}},
                           {0x40, {"ECE", "tcp.flags.ece", "RFC 3168, 6.1"}},
                           {0x20, {"URG", "tcp.flags.urg", "RFC 9293, 3.8.5"}},
                           {kTcpAck, {"ACK", "tcp.flags.ack", "RFC 9293, 3.1"}},
                           {kTcpPsh, {"PSH", "tcp.flags.psh", "RFC 9293, 3.9.1"}},
                           {kTcpRst, {"RST", "tcp.flags.rst", "RFC 9293, 3.5.2"}},
                           {kTcpSyn, {"SYN", "tcp.flags.syn", "RFC 9293, 3.5"}},
                           {kTcpFin, {"FIN", "tcp.flags.fin", "RFC 9293, 3.6"}}};

std::string option_text(std::uint64_t kind) {
  return named_text(registered_name(Registry::tcp_options, kind), kind);
}

void read_option(FieldReader& in) {
  FieldGroup group(in, kOption);
  const std::uint8_t kind = in.u8(kKind, option_text);
  group.set_value(option_text, kind);
  if (kind <= 1) return;  // the two that are a single byte
  const std::uint8_t length = in.u8(kLength);
  if (length < 2) {
    in.set_broken("an option has two bytes at least");
    in.rest(kOther);
    return;
  }
  const FieldBlock value(in, length - 2u);
  switch (kind) {
    case 2:
      in.u16(kSegmentSize);
      return;
    case 3:
      in.u8(kShift);
      return;
    case 5:
      while (in.more()) {
        in.u32(kLeftEdge);
        in.u32(kRightEdge);
      }
      return;
    case 8:
      in.u32(kTime);
      in.u32(kEcho);
      return;
    default:
      in.rest(kOther);
  }
}

void read_options(FieldReader& in, std::size_t size) {
  if (size == 0 || !in.ok()) return;
  FieldGroup group(in, kOptions);
  const FieldBlock block(in, size);
  while (in.more()) {
    const bool last = in.peek()[0] == 0;
    read_option(in);
    if (last) in.rest(kPadding);
  }
}

std::string segment_text(std::uint64_t ports, std::uint64_t flags) {
  std::string text = range_text(decimal_text(ports >> 16), decimal_text(ports & 0xffff));
  text += ':';
  for (const Flag& flag : kFlags) {
    if ((flags & flag.bit) == 0) continue;
    text += ' ';
    text += flag.kind.label();
  }
  return text;
}

void read_flags(FieldReader& in, CarriedSegment& segment) {
  const std::uint16_t bits = in.u16(kOffsetAndFlags, hex16_text);
  segment.flags = static_cast<std::uint8_t>(bits);
  in.note(kHeaderLength, bytes_text, bits >> 12 << 2);
  for (const Flag& flag : kFlags) in.note(flag.kind, segment.has(flag.bit) ? "set" : "not set");
}

/// False when there is no header length that tells where the payload is.
bool read_header(FieldReader& in, CarriedSegment& segment) {
  FieldGroup group(in, kHeader);
  group.set_layer(FieldLayer::transport);
  const ByteView all = in.peek();
  segment.source_port = in.u16(kSourcePort);
  segment.destination_port = in.u16(kDestinationPort);
  segment.sequence = in.u32(kSequence);
  segment.acknowledgment = in.u32(kAcknowledgment);
  const std::size_t header_size = all.size() > 12 ? (all[12] >> 4) * 4u : 0;
  read_flags(in, segment);
  if (header_size < kShortestHeader) in.set_broken("the header is longer than that");
  in.u16(kWindow);
  in.u16(kChecksum, hex16_text);
  if (transport_checksum(segment.ends, kProtocolTcp, all) == 0) {
    in.note({"Check", "tcp.checksum"}, "correct");
  } else {
    in.set_broken("wrong, or to be filled in by the network adapter of the computer that recorded this");
  }
  in.u16(kUrgent);
  if (!in.ok() || header_size < kShortestHeader) return false;
  read_options(in, header_size - kShortestHeader);
  const std::uint64_t ports = std::uint64_t{segment.source_port} << 16 | segment.destination_port;
  group.set_value(segment_text, ports, segment.flags);
  return in.ok();
}

}  // namespace

void dissect_tcp(FieldReader& in, const IpEnds& ends, UpperLayer& upper) {
  CarriedSegment segment{.ends = ends};
  if (!read_header(in, segment)) return;
  segment.payload = in.peek();
  upper.tcp(in, segment);
}

}  // namespace tlscam
