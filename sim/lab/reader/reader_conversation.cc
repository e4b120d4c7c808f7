#include "sim/lab/reader/reader_conversation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "sim/capture/sent_frame.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/lab/reader/reader_view.h"
#include "sim/lab/view/message_parts.h"

namespace tlscam {
namespace {

/// Of a message that is very long (a long stream of data is one entry), so many parts are shown.
constexpr std::size_t kMostParts = 40;
constexpr std::size_t kMostFrames = 20;
constexpr std::size_t kMostEntries = 5000;

const std::string kNoLink;

/// Of a part's tree, the field that begins at `offset` and stands within the first one; the first if there is
/// none.
std::uint32_t field_at(const std::vector<FieldView>& fields, std::uint32_t offset) {
  const auto found = std::ranges::find_if(fields, [&](const FieldView& field) {
    return field.offset == offset && field.size > 0 && field.depth == 1;
  });
  return found == fields.end() ? 0 : static_cast<std::uint32_t>(found - fields.begin());
}

std::uint32_t field_about(const std::vector<FieldView>& fields, std::string_view about) {
  const auto found = std::ranges::find(fields, about, &FieldView::about);
  return found == fields.end() ? 0 : static_cast<std::uint32_t>(found - fields.begin());
}

/// Where the records and messages of a datagram begin, in its frame: a fragment of a handshake message in the
/// clear each for itself, what else a record holds as one, as the ladder counts them.
std::vector<std::uint32_t> items_of(FieldRange frame) {
  std::vector<std::uint32_t> items;
  for (const Field& record : frame) {
    if (record.about() != "dtls.record") continue;
    const std::size_t before = items.size();
    for (const Field& inside : record.fields()) {
      if (inside.layer == FieldLayer::handshake && inside.size > 0) items.push_back(inside.offset);
    }
    if (items.size() == before) items.push_back(record.offset + 13);  // RFC 6347, 4.1: the header
  }
  return items;
}

PartView by_itself(const CaptureFile& file, const CapturedFrame& frame, std::uint64_t number) {
  const DissectedPacket packet =
      PacketDissector().dissect(frame.bytes, frame.at, {}, link_type_of(file, frame));
  return view_part(PartKind::frame, false, {number}, frame.bytes, packet.fields);
}

/// As field_text() writes a tree.
std::string text_of(const std::vector<FieldView>& fields) {
  std::string text;
  for (const FieldView& field : fields) {
    const std::string place = field.size == 0 ? ""
                              : field.size == 1
                                  ? fmt::format("{}", field.offset)
                                  : fmt::format("{}-{}", field.offset, field.offset + field.size - 1);
    text += fmt::format("{:>11}  {:{}}{}{}{}{}\n", place, "", field.depth * 2, field.broken ? "(!) " : "",
                        field.label, field.value.empty() ? "" : ": ", field.value);
  }
  return text;
}

/// What was encrypted, behind what says how it was opened.
std::uint32_t field_inside(const std::vector<FieldView>& fields) {
  const auto inside = std::ranges::find_if(
      fields, [](const FieldView& field) { return !field.about.starts_with("tls.opened"); });
  return inside == fields.end() ? 0 : static_cast<std::uint32_t>(inside - fields.begin());
}

}  // namespace

ReaderConversation::ReaderConversation(const CaptureFile& file, const KeyLog& secrets,
                                       std::vector<std::size_t> frames, std::uint32_t id)
    : file_(file),
      frames_(std::move(frames)),
      id_(id),
      ladder_({.conversations = 1, .entries = kMostEntries, .from_the_middle = true}),
      dissector_(secrets.empty() ? MakeOpener() : open_with(secrets)) {
  for (std::size_t i = 0; i < frames_.size(); ++i) see(i);
  ladder_.finish();
}

void ReaderConversation::see(std::size_t local) {
  const CapturedFrame& frame = file_.frames[frames_[local]];
  const std::uint64_t number = frames_[local] + 1;
  const bool first = local == 0;
  const std::size_t entries = first ? 0 : ladder().entries.size();
  const std::uint64_t bytes_of_last = entries == 0 ? 0 : ladder().entries.back().bytes;
  const std::uint32_t count_of_last = entries == 0 ? 0 : ladder().entries.back().count;
  const std::uint32_t next_id = entries == 0 ? 0 : ladder().entries.back().id + 1;
  const Bytes sent = sent_frame(file_, frame).value_or(Bytes());
  ladder_.see({frame.at, kNever, kNoLink, Direction::from_node, Fate::delivered, sent});

  std::uint32_t more_of_last = 0;
  for (const LadderEntry& entry : ladder().entries) {
    const bool continued = entry.id + 1 == next_id && entry.bytes != bytes_of_last;
    if (continued) more_of_last = entry.count - count_of_last;
    if (entry.id >= next_id || continued) carriers_[entry.id].insert(number);
  }

  DissectedPacket packet = dissector_.dissect(frame.bytes, frame.at, {}, link_type_of(file_, frame));
  for (DissectedPart& part : packet.parts) {
    for (std::uint64_t& carrier : part.frames) carrier = number_in_capture(carrier);
    parts_.push_back(std::move(part));
  }
  packet.parts.clear();
  if (!ladder().is_datagram()) return;
  packet.number = number;
  link_datagram(packet, next_id, more_of_last);
  datagrams_.emplace(number, std::move(packet));
}

void ReaderConversation::link_datagram(const DissectedPacket& packet, std::uint32_t first_new,
                                       std::uint32_t more_of_last) {
  const auto items = items_of(packet.fields);
  auto item = items.begin();
  const auto give = [&](std::uint32_t entry, std::uint32_t count) {
    for (; count > 0 && item != items.end(); --count) places_[entry].push_back({packet.number, *item++});
  };
  if (more_of_last > 0) give(first_new - 1, more_of_last);
  for (const LadderEntry& entry : ladder().entries) {
    if (entry.id >= first_new) give(entry.id, entry.count);
  }
}

const LadderEntry* ReaderConversation::find(std::uint32_t entry) const {
  const auto found = std::ranges::find(ladder().entries, entry, &LadderEntry::id);
  return found == ladder().entries.end() ? nullptr : &*found;
}

PartView ReaderConversation::frame_part(std::uint64_t number) const {
  const CapturedFrame& frame = file_.frames[number - 1];
  const auto known = datagrams_.find(number);
  if (known == datagrams_.end()) return by_itself(file_, frame, number);
  return view_part(PartKind::frame, false, {number}, frame.bytes, known->second.fields);
}

MessageView ReaderConversation::lone_frame(const CaptureFile& file, const CapturedFrame& frame,
                                           std::uint64_t number) {
  MessageView view;
  view.parts.push_back(by_itself(file, frame, number));
  view.eavesdropper = eavesdropper_view(view);
  return view;
}

Result<MessageView> ReaderConversation::message(std::uint32_t id) const {
  const LadderEntry* entry = find(id);
  if (!entry) return fail("this conversation has no message {}", id);
  MessageView view;
  std::set<std::uint64_t> frames;
  const auto take = [&](const DissectedPart& part) {
    frames.insert(part.frames.begin(), part.frames.end());
    if (view.parts.size() < kMostParts)
      view.parts.push_back(to_view(part));
    else
      ++view.left_out;
  };
  const StreamRange range{entry->begin, entry->end};
  const auto mine = [&](const DissectedPart& part) {
    return part.from_client == entry->from_client && part.range.overlaps(range);
  };
  for (const auto kind : {DissectedPart::Kind::message, DissectedPart::Kind::decrypted,
                          DissectedPart::Kind::record, DissectedPart::Kind::unreadable}) {
    for (const DissectedPart& part : parts_) {
      if (part.kind == kind && mine(part)) take(part);
    }
  }
  // What is put together of the fragments of DTLS, or was inside of its records, lies in no stream.
  const auto places = places_.find(id);
  if (places != places_.end()) {
    for (const DissectedPart& part : parts_) {
      const bool here = !part.frames.empty() && part.frames.back() == places->second.back().frame;
      if (here && part.range.empty() && part.decrypted == entry->encrypted) take(part);
    }
  }
  if (!view.parts.empty() && view.parts[0].kind == PartKind::record) {
    const auto first = std::ranges::find_if(parts_, mine);
    const bool begins = first->range.begin >= range.begin;
    view.field =
        field_at(view.parts[0].fields, begins ? static_cast<std::uint32_t>(kTlsRecordHeaderSize)
                                              : static_cast<std::uint32_t>(range.begin - first->range.begin));
  }
  if (!view.parts.empty() && view.parts[0].kind == PartKind::decrypted)
    view.field = field_inside(view.parts[0].fields);
  const bool only_frames = view.parts.empty();
  if (const auto carriers = carriers_.find(id);
      carriers != carriers_.end() && (only_frames || frames.empty())) {
    frames.insert(carriers->second.begin(), carriers->second.end());
  }
  for (const std::uint64_t number : frames) {
    if (view.parts.size() < kMostParts + kMostFrames)
      view.parts.push_back(frame_part(number));
    else
      ++view.left_out;
  }
  if (only_frames && !view.parts.empty()) {
    const std::vector<FieldView>& fields = view.parts[0].fields;
    if (places != places_.end()) {
      view.field = field_at(fields, places->second.front().offset);
    } else if (entry->kind == LadderKind::tcp) {
      view.field = field_about(fields, "tcp");
    } else {
      const bool tcp = ladder().protocol == ConversationProtocol::tcp;
      view.field = field_about(fields, tcp ? "tcp.data" : "udp.data");
    }
  }
  view.eavesdropper = eavesdropper_view(view);
  return view;
}

MessageView ReaderConversation::frame(std::uint64_t number) const {
  MessageView view;
  view.parts.push_back(frame_part(number));
  for (const DissectedPart& part : parts_) {
    if (!part.frames.empty() && part.frames.back() == number) view.parts.push_back(to_view(part));
  }
  view.eavesdropper = eavesdropper_view(view);
  return view;
}

Result<std::string> ReaderConversation::text(std::optional<std::uint32_t> wanted) const {
  if (wanted && !find(*wanted)) return fail("this conversation has no message {}", *wanted);
  std::string text;
  for (const LadderEntry& entry : ladder().entries) {
    if (wanted && entry.id != *wanted) continue;
    text += fmt::format("{}  {} from the {}\n", to_text(entry.at, true), entry.name,
                        entry.from_client ? "client" : "server");
    const auto view = message(entry.id);
    if (!view) continue;
    for (const PartView& part : view->parts) {
      text += fmt::format("  {} of {} bytes, in frame{} {}\n", name_of(part.kind), part.bytes.size(),
                          part.frames.size() == 1 ? "" : "s", fmt::join(part.frames, ", "));
      text += text_of(part.fields);
    }
    text += "\n";
  }
  return text;
}

}  // namespace tlscam
