#include "sim/lab/reader/reader.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "sim/capture/sent_frame.h"
#include "sim/dissect/frame_summary.h"
#include "sim/lab/protocol/conversation_snapshot.h"
#include "sim/lab/view/conversation_view.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostPackets = 2000;  ///< in one answer
constexpr std::uint32_t kNobody = std::numeric_limits<std::uint32_t>::max();
/// Frames between two looks at the memory.
constexpr std::uint64_t kFramesPerLook = 1 << 14;

}  // namespace

Result<std::unique_ptr<Reader>> Reader::begin(FileBytes capture, std::string key_log, ReaderLimits limits) {
  auto file = IndexedCapture::open(std::move(capture));
  if (!file) return tl::unexpected(file.error());
  return std::unique_ptr<Reader>(new Reader(std::move(*file), std::move(key_log), std::move(limits)));
}

Result<std::unique_ptr<Reader>> Reader::open(FileBytes capture, std::string key_log, ReaderLimits limits) {
  auto reader = begin(std::move(capture), std::move(key_log), std::move(limits));
  if (reader) (*reader)->read_on(std::numeric_limits<std::uint64_t>::max());
  return reader;
}

std::unique_ptr<Reader> Reader::without_capture() {
  return std::unique_ptr<Reader>(new Reader(std::nullopt, "", {}));
}

Reader::Reader(std::optional<IndexedCapture> capture, std::string key_log, ReaderLimits limits)
    : capture_(std::move(capture)),
      limits_(std::move(limits)),
      key_log_(std::move(key_log)),
      ladder_({.conversations = limits_.conversations, .keep_first = true, .from_the_middle = true}) {}

bool Reader::read_on(std::uint64_t bytes) {
  const std::uint64_t begin = position_;
  while (const CapturedFrame* const frame = capture_->next()) {
    owners_.push_back(index(*frame));
    position_ = capture_->file().position();
    if (limits_.memory && frames() % kFramesPerLook == 0 && limits_.memory() > limits_.memory_bytes) {
      notes_.push_back(fmt::format("byte {}: what is behind is left out: it needs more memory than {} MB",
                                   position_, limits_.memory_bytes >> 20));
      finish();
      return false;
    }
    if (position_ - begin >= bytes) return true;
  }
  position_ = capture_->file().position();
  finish();
  return false;
}

/// Returns the conversation of the frame.
std::uint32_t Reader::index(const CapturedFrame& frame) {
  static const std::string kNoLink;
  const std::uint16_t link_type = link_type_of(capture_->file().interfaces(), frame);
  if (!is_known_link_type(link_type)) {
    ++other_frames_;
    return kNobody;
  }
  const auto sent = sent_frame(link_type, frame.bytes);
  if (!sent) return kNobody;
  ladder_.see({frame.at, kNever, kNoLink, Direction::from_node, Fate::delivered, *sent});
  return ladder_.conversation_of(*sent).value_or(kNobody);
}

void Reader::finish() {
  ladder_.finish();
  const CaptureReader& file = capture_->file();
  std::string lines = file.key_log();
  if (!key_log_.empty() && !lines.empty() && !lines.ends_with('\n')) lines += '\n';
  key_log_ = lines + key_log_;
  secrets_.add(key_log_);
  if (!file.damage().empty()) notes_.insert(notes_.begin(), file.damage());
  if (other_frames_ > 0) {
    notes_.push_back(fmt::format("{} of {} frames are left out: their link type is not known here",
                                 other_frames_, frames()));
  }
}

CaptureView Reader::overview() const {
  CaptureView view;
  if (!capture_) return view;
  view.frames = frames();
  view.comment = capture_->file().comment();
  view.secrets = static_cast<std::uint32_t>(secrets_.size());
  std::size_t entries = 0;
  for (const Conversation& conversation : ladder_.conversations()) {
    entries += conversation.entries.size();
    if (entries > limits_.entries && !view.conversations.empty()) break;
    view.conversations.push_back(to_snapshot(conversation));
    add_judgement(view.conversations.back(), {});
  }
  std::vector<std::string> notes = notes_;
  if (view.conversations.size() < ladder_.conversations().size() || ladder_.not_followed() > 0) {
    notes.push_back(fmt::format(
        "there are more conversations than the {} first ones that are listed; the packets have all",
        view.conversations.size()));
  }
  view.note = fmt::format("{}", fmt::join(notes, "; "));
  return view;
}

std::vector<std::uint32_t> Reader::frames_of(std::uint32_t conversation) const {
  std::vector<std::uint32_t> places;
  for (std::uint32_t place = 0; const std::uint32_t owner : owners_) {
    if (owner == conversation) places.push_back(place);
    ++place;
  }
  return places;
}

Result<ReaderConversation*> Reader::conversation(std::uint32_t id) {
  if (current_ && current_->id() == id) return &*current_;
  std::vector<std::uint32_t> frames = id == kNobody ? std::vector<std::uint32_t>() : frames_of(id);
  if (frames.empty()) return fail("there is no conversation {}", id);
  current_.reset();
  current_.emplace(*capture_, secrets_, std::move(frames), id, limits_.conversation_bytes);
  return &*current_;
}

Result<MessageView> Reader::perform(const ReadMessageCommand& command) {
  const auto found = conversation(command.conversation);
  if (!found) return tl::unexpected(found.error());
  return (*found)->message(command.entry);
}

Result<MessageView> Reader::perform(const ReadFrameCommand& command) {
  if (command.number == 0 || command.number > frames())
    return fail("the capture has no frame {}", command.number);
  const std::uint32_t owner = owners_[static_cast<std::size_t>(command.number - 1)];
  if (owner == kNobody) return ReaderConversation::lone_frame(*capture_, command.number);
  const auto found = conversation(owner);
  if (!found) return tl::unexpected(found.error());
  return (*found)->frame(command.number);
}

Result<std::vector<PacketView>> Reader::perform(const ListPacketsCommand& command) {
  std::vector<PacketView> packets;
  if (command.first == 0) return fail("frames are counted from 1");
  const std::size_t count = std::min<std::size_t>(command.count, kMostPackets);
  for (std::uint64_t i = command.first - 1; i < frames() && packets.size() < count; ++i) {
    const CapturedFrame* const frame = capture_->frame(i);
    if (!frame) return no_longer_there(i + 1);
    const std::vector<CaptureInterface>& interfaces = capture_->file().interfaces();
    const std::uint16_t link_type = link_type_of(interfaces, *frame);
    const auto sent = sent_frame(link_type, frame->bytes);
    const FrameSummary summary = summarize(sent ? *sent : Bytes());
    PacketView& view = packets.emplace_back();
    view.number = i + 1;
    view.at = frame->at;
    if (frame->interface < interfaces.size()) view.link = interfaces[frame->interface].name;
    view.source = summary.source;
    view.destination = summary.destination;
    view.protocol = summary.protocol;
    view.size = frame->original_size;
    view.summary = sent                             ? summary.summary
                   : !is_known_link_type(link_type) ? "of a link type that is not known here"
                                                    : "no packet of IP";
    if (!sent) view.protocol = "";
    view.comment = frame->comment;
    const std::uint32_t owner = owners_[static_cast<std::size_t>(i)];
    if (owner != kNobody) view.conversation = owner;
  }
  return packets;
}

Result<std::string> Reader::perform(const WriteTextCommand& command) {
  const auto found = conversation(command.conversation);
  if (!found) return tl::unexpected(found.error());
  return (*found)->text(command.entry);
}

Result<std::string> Reader::perform(const WriteKeyLogCommand&) const {
  return key_log_;
}

}  // namespace tlscam
