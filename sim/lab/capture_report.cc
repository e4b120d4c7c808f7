#include "sim/lab/capture_report.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/base/hex.h"
#include "sim/capture/capture_file.h"
#include "sim/dissect/field_text.h"
#include "sim/dissect/frame_summary.h"
#include "sim/dissect/key_log.h"
#include "sim/dissect/packet_dissector.h"
#include "sim/dissect/tls_decrypter.h"
#include "sim/lab/field_json.h"

namespace tlscam {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::uint16_t kLinkTypeEthernet = 1;
constexpr std::string_view kProtocols[] = {"arp", "dhcp", "dns", "dtls", "icmp",
                                           "ip",  "ntp",  "tcp", "tls",  "udp"};

/// The explanations of the fields at the top of a tree begin with the protocol.
bool has_protocol(const DissectedPacket& packet, std::string_view protocol) {
  if (protocol == "tls") return !packet.parts.empty() && packet.fields.back().about() == "tcp.data";
  return std::ranges::any_of(packet.fields, [&](const Field& field) {
    return field.about() == protocol || field.about() == fmt::format("{}.record", protocol);
  });
}

/// summarize() believes no frame with a wrong checksum, but a computer that records what it sends itself has
/// those: its network adapter fills them in later.
FrameSummary summary_of(const DissectedPacket& packet, const CapturedFrame& frame) {
  FrameSummary summary = summarize(frame.bytes);
  if (summary.summary == "broken" && !packet.fields.empty()) {
    summary.protocol = packet.fields.back().label();
    summary.summary = packet.fields.back().value();
  }
  return summary;
}

std::string json_line(const DissectedPacket& packet, const CapturedFrame& frame,
                      const std::string& interface) {
  const FrameSummary summary = summary_of(packet, frame);
  Json object{{"number", packet.number},    {"time", to_text(packet.at, true)},
              {"interface", interface},     {"protocol", summary.protocol},
              {"source", summary.source},   {"destination", summary.destination},
              {"summary", summary.summary}, {"bytes", to_hex(frame.bytes)}};
  if (frame.original_size > frame.bytes.size()) object["original_size"] = frame.original_size;
  if (!frame.comment.empty()) object["comment"] = frame.comment;
  object["fields"] = fields_json(packet.fields);
  object["parts"] = Json::array();
  for (const DissectedPart& part : packet.parts) {
    object["parts"].push_back(Json{{"kind", to_text(part.kind)},
                                   {"decrypted", part.decrypted},
                                   {"from_client", part.from_client},
                                   {"frames", part.frames},
                                   {"bytes", to_hex(part.bytes)},
                                   {"fields", fields_json(part.fields)}});
  }
  return object.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string_view part_name(DissectedPart::Kind kind) {
  switch (kind) {
    case DissectedPart::Kind::decrypted:
      return "Decrypted, a record";
    case DissectedPart::Kind::message:
      return "Handshake message, put together,";
    case DissectedPart::Kind::record:
    case DissectedPart::Kind::unreadable:
      break;
  }
  return "TLS, a part";
}

std::string text_block(const DissectedPacket& packet, const CapturedFrame& frame,
                       const std::string& interface) {
  const FrameSummary summary = summary_of(packet, frame);
  std::string text = fmt::format("Frame {}, {}{}{}: {} to {}, {}: {}\n", packet.number,
                                 to_text(packet.at, true), interface.empty() ? "" : ", ", interface,
                                 summary.source, summary.destination, summary.protocol, summary.summary);
  if (!frame.comment.empty()) text += fmt::format("  {}\n", frame.comment);
  if (frame.original_size > frame.bytes.size()) {
    text += fmt::format("  The capture has {} of its {} bytes.\n", frame.bytes.size(), frame.original_size);
  }
  text += field_text(packet.fields);
  for (const DissectedPart& part : packet.parts) {
    text += fmt::format("  {} of {} bytes from the {}, in frame{} {}\n", part_name(part.kind),
                        part.bytes.size(), part.from_client ? "client" : "server",
                        part.frames.size() == 1 ? "" : "s", fmt::join(part.frames, ", "));
    text += field_text(part.fields, 1);
  }
  return text + "\n";
}

}  // namespace

std::string report_protocols() {
  return fmt::format("{}", fmt::join(kProtocols, ", "));
}

Result<std::string> report_capture(ByteView bytes, const CaptureReport& report,
                                   const std::function<void(std::string_view)>& print) {
  if (!report.only.empty() && std::ranges::find(kProtocols, report.only) == std::end(kProtocols)) {
    return fail("--only {} is not known; it can be one of {}", report.only, report_protocols());
  }
  const auto capture = read_capture(bytes);
  if (!capture) return tl::unexpected(capture.error());

  KeyLog secrets(capture->key_log);
  const std::size_t bad_lines = secrets.add(report.key_log);
  PacketDissector dissector(secrets.empty() ? MakeOpener() : open_with(secrets));
  std::size_t others = 0;
  for (const CapturedFrame& frame : capture->frames) {
    CaptureInterface interface;
    if (frame.interface < capture->interfaces.size()) interface = capture->interfaces[frame.interface];
    others += interface.link_type != kLinkTypeEthernet;
    const bool readable = interface.link_type == kLinkTypeEthernet;
    const DissectedPacket packet = dissector.dissect(readable ? ByteView(frame.bytes) : ByteView(), frame.at);
    if (!readable || (!report.only.empty() && !has_protocol(packet, report.only))) continue;
    print(report.format == CaptureReport::Format::json ? json_line(packet, frame, interface.name)
                                                       : text_block(packet, frame, interface.name));
  }
  std::string note = capture->damage;
  if (bad_lines > 0) {
    note += fmt::format("{}{} lines of the key log are not as SSLKEYLOGFILE has them",
                        note.empty() ? "" : "; ", bad_lines);
  }
  if (others > 0) {
    note += fmt::format("{}{} of {} frames are left out: they do not come from an Ethernet",
                        note.empty() ? "" : "; ", others, capture->frames.size());
  }
  return note;
}

}  // namespace tlscam
