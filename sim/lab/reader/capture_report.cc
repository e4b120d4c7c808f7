#include "sim/lab/reader/capture_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <initializer_list>
#include <iterator>
#include <set>
#include <vector>

#include "sim/base/hex.h"
#include "sim/capture/capture_reader.h"
#include "sim/capture/sent_frame.h"
#include "sim/dissect/decrypt/key_log.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/dissect/frame_summary.h"
#include "sim/dissect/packet_dissector.h"
#include "sim/dissect/tree/explanations.h"
#include "sim/dissect/tree/field_text.h"
#include "sim/lab/protocol/json_object.h"
#include "sim/lab/reader/field_explanations.h"
#include "sim/lab/reader/field_json.h"

namespace tlscam {
namespace {

/// Bytes of text that are handed over at a time.
constexpr std::size_t kPiece = 64u << 10;
constexpr std::string_view kProtocols[] = {"arp", "dhcp", "dns", "dtls", "icmp",
                                           "ip",  "ntp",  "tcp", "tls",  "udp"};

constexpr std::string_view kStopped = "stopped";

/// Asks now and then whether to go on.
class Pulse {
 public:
  explicit Pulse(const std::function<bool(const CaptureProgress&)>& go_on) : go_on_(go_on) {}

  bool beat(CaptureProgress::Pass pass, std::uint64_t position) {
    constexpr std::uint64_t kEvery = 256u << 10;
    const bool due = pass != pass_ || position >= last_ + kEvery;
    if (!due || !go_on_) return true;
    pass_ = pass;
    last_ = position;
    return go_on_({pass, position});
  }

 private:
  const std::function<bool(const CaptureProgress&)>& go_on_;
  CaptureProgress::Pass pass_ = CaptureProgress::Pass::secrets;
  std::uint64_t last_ = 0;
};

/// The explanations of the fields at the top of a tree begin with the protocol.
bool has_protocol(const DissectedPacket& packet, std::string_view protocol) {
  if (protocol == "tls") return !packet.parts.empty() && packet.fields.back().about() == "tcp.data";
  return std::ranges::any_of(packet.fields, [&](const Field& field) {
    return field.about() == protocol || field.about() == fmt::format("{}.record", protocol);
  });
}

/// summarize() believes no frame with a wrong checksum: then the tree says what it is.
FrameSummary summary_of(const DissectedPacket& packet, const CapturedFrame& frame, std::uint16_t link_type) {
  const auto sent = sent_frame(link_type, frame.bytes);
  FrameSummary summary = summarize(sent ? *sent : Bytes());
  if ((!sent || summary.summary == "broken") && !packet.fields.empty()) {
    summary.protocol = packet.fields.back().label();
    summary.summary = packet.fields.back().value();
  }
  return summary;
}

void put_parts(std::string& out, const std::vector<DissectedPart>& parts) {
  out += '[';
  for (const DissectedPart& part : parts) {
    if (&part != &parts.front()) out += ',';
    JsonObject object(out);
    object.text("kind", to_text(part.kind));
    object.flag("decrypted", part.decrypted);
    object.flag("from_client", part.from_client);
    object.begin("frames");
    fmt::format_to(std::back_inserter(out), "[{}]", fmt::join(part.frames, ","));
    object.plain("bytes", to_hex(part.bytes));
    object.begin("fields");
    put_fields_json(out, part.fields);
  }
  out += ']';
}

void put_json(std::string& out, const DissectedPacket& packet, const CapturedFrame& frame,
              const CaptureInterface& interface) {
  const FrameSummary summary = summary_of(packet, frame, interface.link_type);
  {
    JsonObject object(out);
    object.number("number", packet.number);
    object.text("time", to_text(packet.at, true));
    object.text("interface", interface.name);
    object.text("protocol", summary.protocol);
    object.text("source", summary.source);
    object.text("destination", summary.destination);
    object.text("summary", summary.summary);
    object.plain("bytes", to_hex(frame.bytes));
    if (frame.original_size > frame.bytes.size()) object.number("original_size", frame.original_size);
    if (!frame.comment.empty()) object.text("comment", frame.comment);
    object.begin("fields");
    put_fields_json(out, packet.fields);
    object.begin("parts");
    put_parts(out, packet.parts);
  }
  out += '\n';
}

void append(std::string& out, std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) out += text;
}

std::string_view part_name(DissectedPart::Kind kind) {
  switch (kind) {
    case DissectedPart::Kind::decrypted:
      return "Decrypted, a record";
    case DissectedPart::Kind::message:
      return "Handshake message, put together,";
    case DissectedPart::Kind::packet:
      return "Packet, put together,";
    case DissectedPart::Kind::record:
    case DissectedPart::Kind::unreadable:
      break;
  }
  return "TLS, a part";
}

void put_text(std::string& out, const DissectedPacket& packet, const CapturedFrame& frame,
              const CaptureInterface& interface, const FieldNotes& notes) {
  const FrameSummary summary = summary_of(packet, frame, interface.link_type);
  const auto end = std::back_inserter(out);
  const fmt::format_int number(packet.number);
  append(out, {"Frame ",
               {number.data(), number.size()},
               ", ",
               to_text(packet.at, true),
               interface.name.empty() ? "" : ", ",
               interface.name,
               ": ",
               summary.source,
               " to ",
               summary.destination,
               ", ",
               summary.protocol,
               ": ",
               summary.summary,
               "\n"});
  if (!frame.comment.empty()) fmt::format_to(end, "  {}\n", frame.comment);
  if (frame.original_size > frame.bytes.size()) {
    fmt::format_to(end, "  The capture has {} of its {} bytes.\n", frame.bytes.size(), frame.original_size);
  }
  put_field_text(out, packet.fields, 0, notes);
  for (const DissectedPart& part : packet.parts) {
    fmt::format_to(end, "  {} of {} bytes from the {}, in frame{} {}\n", part_name(part.kind),
                   part.bytes.size(), part.from_client ? "client" : "server",
                   part.frames.size() == 1 ? "" : "s", fmt::join(part.frames, ", "));
    put_field_text(out, part.fields, 1, notes);
  }
  out += '\n';
}

/// Each field is explained where it stands for the first time; later only what is said of other values.
FieldNotes notes_of(const Explanations& explanations, bool wanted) {
  if (!wanted) return {};
  return [&explanations, said = std::set<std::string, std::less<>>()](const Field& field) mutable {
    std::vector<std::string> paragraphs = explanations.about(field);
    std::erase_if(paragraphs, [&](const std::string& one) { return !said.insert(one).second; });
    return paragraphs;
  };
}

}  // namespace

std::string report_protocols() {
  return fmt::format("{}", fmt::join(kProtocols, ", "));
}

Result<std::string> report_capture(const std::function<ByteSource()>& open, const CaptureReport& report,
                                   const std::function<void(std::string_view)>& print) {
  if (!report.only.empty() && std::ranges::find(kProtocols, report.only) == std::end(kProtocols)) {
    return fail("--only {} is not known; it can be one of {}", report.only, report_protocols());
  }
  auto first = CaptureReader::open(open());
  if (!first) return tl::unexpected(first.error());
  Pulse pulse(report.go_on);
  while (first->next() != nullptr) {
    if (!pulse.beat(CaptureProgress::Pass::secrets, first->position())) return std::string(kStopped);
  }
  KeyLog secrets(first->key_log());
  const std::size_t bad_lines = secrets.add(report.key_log);

  auto capture = CaptureReader::open(open());
  if (!capture) return tl::unexpected(capture.error());
  PacketDissector dissector(secrets.empty() ? MakeOpener() : open_with(secrets));
  Explanations explanations;
  if (!report.explanations.empty()) {
    if (auto read = read_explanations(explanations, report.explanations); !read) {
      return tl::unexpected(read.error());
    }
  }
  const FieldNotes notes = notes_of(explanations, !report.explanations.empty());
  DissectedPacket packet;
  std::string out;  // handed over in large pieces
  std::size_t frames = 0;
  std::size_t others = 0;
  while (const CapturedFrame* frame = capture->next()) {
    ++frames;
    if (!pulse.beat(CaptureProgress::Pass::frames, capture->position())) {
      print(out);
      return fmt::format("{} in front of frame {}", kStopped, frames);
    }
    const CaptureInterface& interface = capture->interfaces()[frame->interface];
    const bool readable = is_known_link_type(interface.link_type);
    others += !readable;
    packet = dissector.dissect(readable ? ByteView(frame->bytes) : ByteView(), frame->at, std::move(packet),
                               interface.link_type);
    if (!readable || (!report.only.empty() && !has_protocol(packet, report.only))) continue;
    if (report.format == CaptureReport::Format::json) {
      put_json(out, packet, *frame, interface);
    } else {
      put_text(out, packet, *frame, interface, notes);
    }
    if (out.size() < kPiece) continue;
    print(out);
    out.clear();
  }
  print(out);
  std::string note = capture->damage();
  if (bad_lines > 0) {
    note += fmt::format("{}{} lines of the key log are not as SSLKEYLOGFILE has them",
                        note.empty() ? "" : "; ", bad_lines);
  }
  if (others > 0) {
    note += fmt::format("{}{} of {} frames are left out: their link type is not known here",
                        note.empty() ? "" : "; ", others, frames);
  }
  return note;
}

}  // namespace tlscam
