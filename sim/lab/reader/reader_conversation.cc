#include "sim/lab/reader/reader_conversation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "sim/capture/sent_frame.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/lab/reader/reader_view.h"
#include "sim/lab/view/message_parts.h"
#include "sim/wire/link_frame.h"

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

PartView by_itself(const CapturedFrame& frame, std::uint16_t link_type, std::uint64_t number) {
  if (!is_known_link_type(link_type)) return view_part(PartKind::frame, false, {number}, {}, {});
  const DissectedPacket packet = PacketDissector().dissect(frame.bytes, frame.at, {}, link_type);
  return view_part(PartKind::frame, false, {number}, frame.bytes, packet.fields);
}

/// About as many bytes as it takes in memory.
std::size_t cost_of(const FieldTree& fields) {
  constexpr std::size_t kTexts = 1024;
  return fields.size() * sizeof(Field) + kTexts;
}
std::size_t cost_of(const DissectedPart& part) {
  return sizeof part + part.bytes.size() + part.frames.size() * sizeof(std::uint64_t) + cost_of(part.fields);
}

/// `Collected` are parts of a kind: those that may be shown, and how many more there are.
struct Collected {
  std::vector<PartView> first;
  std::uint32_t more = 0;

  void add(const DissectedPart& part) {
    if (first.size() < kMostParts)
      first.push_back(to_view(part));
    else
      ++more;
  }
  void move_to(MessageView& view) {
    for (PartView& part : first) {
      if (view.parts.size() < kMostParts)
        view.parts.push_back(std::move(part));
      else
        ++view.left_out;
    }
    view.left_out += more;
  }
};

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

tl::unexpected<Error> no_longer_there(std::uint64_t number) {
  return fail("frame {} cannot be read any more: the file has changed, or is gone; open it again", number);
}

ReaderConversation::ReaderConversation(IndexedCapture& capture, const KeyLog& secrets,
                                       std::vector<std::uint32_t> frames, std::uint32_t id,
                                       std::size_t kept_bytes)
    : capture_(capture),
      secrets_(secrets),
      frames_(std::move(frames)),
      id_(id),
      kept_bytes_(kept_bytes),
      ladder_({.conversations = 1, .entries = kMostEntries, .from_the_middle = true}) {
  is_read_ = read();
}

Result<void> ReaderConversation::read() {
  PacketDissector dissector(secrets_.empty() ? MakeOpener() : open_with(secrets_));
  DissectedPacket packet;
  for (const std::uint32_t place : frames_) {
    const CapturedFrame* const frame = capture_.frame(place);
    if (!frame) return no_longer_there(std::uint64_t{place} + 1);
    packet = dissector.dissect(frame->bytes, frame->at, std::move(packet),
                               link_type_of(capture_.file().interfaces(), *frame));
    packet.number = std::uint64_t{place} + 1;
    for (DissectedPart& part : packet.parts) {
      for (std::uint64_t& carrier : part.frames) carrier = number_in_capture(carrier);
    }
    see(*frame, packet);
  }
  ladder_.finish();
  return {};
}

void ReaderConversation::see(const CapturedFrame& frame, DissectedPacket& packet) {
  const bool first = ladder_.conversations().empty() || ladder().entries.empty();
  const std::uint64_t bytes_of_last = first ? 0 : ladder().entries.back().bytes;
  const std::uint32_t count_of_last = first ? 0 : ladder().entries.back().count;
  const std::uint32_t next_id = first ? 0 : ladder().entries.back().id + 1;
  const std::uint16_t link_type = link_type_of(capture_.file().interfaces(), frame);
  const Bytes sent = sent_frame(link_type, frame.bytes).value_or(Bytes());
  ladder_.see({frame.at, kNever, kNoLink, Direction::from_node, Fate::delivered, sent});
  if (ladder_.conversations().empty()) return;

  std::uint32_t more_of_last = 0;
  const std::uint32_t last_id = next_id > 0 ? next_id - 1 : 0;
  const auto& entries = ladder().entries;
  for (auto changed = std::ranges::lower_bound(entries, last_id, {}, &LadderEntry::id);
       changed != entries.end(); ++changed) {
    const LadderEntry& entry = *changed;
    const bool continued = entry.id + 1 == next_id && entry.bytes != bytes_of_last;
    if (continued) more_of_last = entry.count - count_of_last;
    if (entry.id < next_id && !continued) continue;
    Carriers& carriers = carriers_[entry.id];
    if (carriers.first.size() < kMostParts + kMostFrames)
      carriers.first.push_back(packet.number);
    else
      ++carriers.more;
  }
  for (DissectedPart& part : packet.parts) {
    const std::uint32_t entry = entry_of(part);
    keep(std::move(part), entry);
  }
  if (!ladder().is_datagram()) return;
  link_datagram(packet, next_id, more_of_last);
  if (is_thinned_) return;
  packet.parts.clear();
  bytes_ += sizeof packet + cost_of(packet.fields);
  datagrams_.emplace(packet.number, std::exchange(packet, {}));
  if (bytes_ > kept_bytes_) thin_out();
}

/// The entry that a part belongs to; of what lies in no stream, the last one of its direction.
std::uint32_t ReaderConversation::entry_of(const DissectedPart& part) const {
  constexpr std::size_t kMostLooks = 100;
  const auto& entries = ladder().entries;
  std::size_t looks = 0;
  for (auto entry = entries.rbegin(); entry != entries.rend() && looks < kMostLooks; ++entry, ++looks) {
    if (entry->from_client != part.from_client) continue;
    if (part.range.empty() || part.range.overlaps({entry->begin, entry->end})) return entry->id;
  }
  return entries.empty() ? 0 : entries.back().id;
}

std::size_t ReaderConversation::place_of(std::uint64_t number) const {
  return static_cast<std::size_t>(std::ranges::lower_bound(frames_, number - 1) - frames_.begin());
}

void ReaderConversation::keep(DissectedPart part, std::uint32_t entry) {
  const std::size_t cost = cost_of(part);
  if (is_thinned_ && !has_room_for(part, entry, cost)) {
    ++dropped_[entry];
    if (!part.frames.empty()) dropped_in_[place_of(part.frames.back())] = true;
    return;
  }
  bytes_ += cost;
  parts_.push_back({std::move(part), entry});
  if (!is_thinned_ && bytes_ > kept_bytes_) thin_out();
}

/// Of a handshake there is room for more than of data.
bool ReaderConversation::has_room_for(const DissectedPart& part, std::uint32_t entry, std::size_t cost) {
  const auto& entries = ladder().entries;
  const auto found = std::ranges::lower_bound(entries, entry, {}, &LadderEntry::id);
  const bool is_data = found == entries.end() || found->id != entry ||
                       found->kind == LadderKind::application_data || found->kind == LadderKind::unreadable;
  if (bytes_ + cost > (is_data ? kept_bytes_ : 2 * kept_bytes_)) return false;
  return counts_[{entry, part.kind}]++ < kMostParts;
}

/// Everything was kept so far: that is too much.
void ReaderConversation::thin_out() {
  is_thinned_ = true;
  dropped_in_.resize(frames_.size());
  datagrams_.clear();
  bytes_ = 0;
  for (Part& one : std::exchange(parts_, {})) keep(std::move(one.part), one.entry);
}

void ReaderConversation::link_datagram(const DissectedPacket& packet, std::uint32_t first_new,
                                       std::uint32_t more_of_last) {
  const auto items = items_of(packet.fields);
  auto item = items.begin();
  const auto give = [&](std::uint32_t entry, std::uint32_t count) {
    for (; count > 0 && item != items.end(); --count) {
      const Place place{packet.number, *item++};
      places_.try_emplace(entry, Places{place, place}).first->second.last = place;
    }
  };
  if (more_of_last > 0) give(first_new - 1, more_of_last);
  const auto& entries = ladder().entries;
  for (auto entry = std::ranges::lower_bound(entries, first_new, {}, &LadderEntry::id);
       entry != entries.end(); ++entry) {
    give(entry->id, entry->count);
  }
}

Result<const LadderEntry*> ReaderConversation::find(std::uint32_t entry) const {
  if (!is_read_) return tl::unexpected(is_read_.error());
  const auto& entries = ladder().entries;
  const auto found = std::ranges::find(entries, entry, &LadderEntry::id);
  if (found == entries.end()) return fail("this conversation has no message {}", entry);
  return &*found;
}

Result<PartView> ReaderConversation::frame_part(std::uint64_t number) const {
  const CapturedFrame* const frame = capture_.frame(number - 1);
  if (!frame) return no_longer_there(number);
  const auto known = datagrams_.find(number);
  if (known == datagrams_.end())
    return by_itself(*frame, link_type_of(capture_.file().interfaces(), *frame), number);
  return view_part(PartKind::frame, false, {number}, frame->bytes, known->second.fields);
}

Result<MessageView> ReaderConversation::lone_frame(IndexedCapture& capture, std::uint64_t number) {
  const CapturedFrame* const frame = capture.frame(number - 1);
  if (!frame) return no_longer_there(number);
  MessageView view;
  view.parts.push_back(by_itself(*frame, link_type_of(capture.file().interfaces(), *frame), number));
  view.eavesdropper = eavesdropper_view(view);
  return view;
}

Result<MessageView> ReaderConversation::message(std::uint32_t id) const {
  const auto found = find(id);
  if (!found) return tl::unexpected(found.error());
  const LadderEntry* const entry = *found;
  const auto places = places_.find(id);
  const StreamRange range{entry->begin, entry->end};
  std::map<DissectedPart::Kind, Collected> collected;
  Collected of_datagram;
  std::vector<std::uint64_t> frames;
  std::optional<std::uint64_t> first_begin;
  for (const auto& [part, in_entry] : parts_) {
    const bool mine = part.from_client == entry->from_client && part.range.overlaps(range);
    // What is put together of the fragments of DTLS, or was inside of its records, lies in no stream.
    const bool here = places != places_.end() && !part.frames.empty() &&
                      part.frames.back() == places->second.last.frame && part.range.empty() &&
                      part.decrypted == entry->encrypted;
    if (mine && !first_begin) first_begin = part.range.begin;
    if (mine) collected[part.kind].add(part);
    if (here) of_datagram.add(part);
    if (mine || here) frames.insert(frames.end(), part.frames.begin(), part.frames.end());
  }
  MessageView view;
  for (const auto kind : {DissectedPart::Kind::message, DissectedPart::Kind::decrypted,
                          DissectedPart::Kind::record, DissectedPart::Kind::unreadable}) {
    collected[kind].move_to(view);
  }
  of_datagram.move_to(view);
  if (!view.parts.empty() && view.parts[0].kind == PartKind::record) {
    const bool begins = *first_begin >= range.begin;
    view.field =
        field_at(view.parts[0].fields, begins ? static_cast<std::uint32_t>(kTlsRecordHeaderSize)
                                              : static_cast<std::uint32_t>(range.begin - *first_begin));
  }
  if (!view.parts.empty() && view.parts[0].kind == PartKind::decrypted)
    view.field = field_inside(view.parts[0].fields);
  const bool only_frames = view.parts.empty();
  const auto carriers = carriers_.find(id);
  std::size_t count = 0;
  if (carriers != carriers_.end()) count = carriers->second.first.size() + carriers->second.more;
  if (frames.empty() && count > 0) frames = carriers->second.first;
  std::ranges::sort(frames);
  frames.erase(std::unique(frames.begin(), frames.end()), frames.end());
  // Of parts that were not kept it is not known in which frames they came, but in how many.
  const auto dropped = dropped_.find(id);
  if (dropped != dropped_.end()) view.left_out += dropped->second;
  if (dropped == dropped_.end() && !only_frames) count = frames.size();
  const std::size_t shown = std::min(frames.size(), kMostParts + kMostFrames - view.parts.size());
  view.left_out += static_cast<std::uint32_t>(std::max(count, shown) - shown);
  frames.resize(shown);
  for (const std::uint64_t number : frames) {
    auto part = frame_part(number);
    if (!part) return tl::unexpected(part.error());
    view.parts.push_back(std::move(*part));
  }
  if (only_frames && !view.parts.empty()) {
    const std::vector<FieldView>& fields = view.parts[0].fields;
    if (places != places_.end()) {
      view.field = field_at(fields, places->second.first.offset);
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

Result<MessageView> ReaderConversation::frame(std::uint64_t number) const {
  if (!is_read_) return tl::unexpected(is_read_.error());
  auto frame = frame_part(number);
  if (!frame) return tl::unexpected(frame.error());
  MessageView view;
  view.parts.push_back(std::move(*frame));
  for (const auto& [part, entry] : parts_) {
    if (!part.frames.empty() && part.frames.back() == number) view.parts.push_back(to_view(part));
  }
  if (is_thinned_ && dropped_in_[place_of(number)]) ++view.left_out;
  view.eavesdropper = eavesdropper_view(view);
  return view;
}

Result<std::string> ReaderConversation::text(std::optional<std::uint32_t> wanted) const {
  if (!is_read_) return tl::unexpected(is_read_.error());
  if (wanted) {
    if (auto found = find(*wanted); !found) return tl::unexpected(found.error());
  } else if (is_thinned_) {
    return fail(
        "this conversation is too long to be written as one text: its messages take more than {} MB; `tlscam "
        "dissect` writes it on the command line",
        kept_bytes_ >> 20);
  }
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
