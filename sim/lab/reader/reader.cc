#include "sim/lab/reader/reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "sim/capture/sent_frame.h"
#include "sim/dissect/frame_summary.h"
#include "sim/lab/protocol/conversation_snapshot.h"
#include "sim/lab/view/conversation_view.h"
#include "sim/stream/flow.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostConversations = 20'000;
constexpr std::size_t kMostPackets = 2000;  ///< in one answer

}  // namespace

Result<std::unique_ptr<Reader>> Reader::open(ByteView capture, const std::string& key_log) {
  auto file = read_capture(capture);
  if (!file) return tl::unexpected(file.error());
  if (!key_log.empty() && !file->key_log.empty() && !file->key_log.ends_with('\n')) file->key_log += '\n';
  file->key_log += key_log;
  std::unique_ptr<Reader> reader(new Reader(std::move(*file)));
  reader->index();
  return reader;
}

std::unique_ptr<Reader> Reader::without_capture() {
  return std::unique_ptr<Reader>(new Reader(CaptureFile{}));
}

Reader::Reader(CaptureFile file)
    : file_(std::move(file)),
      secrets_(file_.key_log),
      note_(file_.damage),
      ladder_({.conversations = kMostConversations, .from_the_middle = true}) {}

void Reader::index() {
  const std::string no_link;
  std::map<Flow, std::uint32_t> known;
  std::size_t others = 0;
  for (std::size_t i = 0; i < file_.frames.size(); ++i) {
    CapturedFrame& frame = file_.frames[i];
    owners_.emplace_back();
    if (!is_known_link_type(link_type_of(file_, frame))) {
      ++others;
      frame.bytes.clear();
      continue;
    }
    const auto sent = sent_frame(file_, frame);
    if (!sent) continue;
    const std::size_t conversations = ladder_.conversations().size();
    ladder_.see({frame.at, kNever, no_link, Direction::from_node, Fate::delivered, *sent});
    const auto flow = flow_of(*sent);
    if (!flow) continue;
    if (ladder_.conversations().size() > conversations) known[*flow] = ladder_.conversations().back().id;
    const auto found = known.find(*flow);
    if (found == known.end()) continue;
    owners_[i] = found->second;
    frames_of_.resize(std::max<std::size_t>(frames_of_.size(), found->second + 1));
    frames_of_[found->second].push_back(i);
  }
  ladder_.finish();
  if (others == 0) return;
  note_ += fmt::format("{}{} of {} frames are left out: their link type is not known here",
                       note_.empty() ? "" : "; ", others, file_.frames.size());
}

CaptureView Reader::overview() const {
  CaptureView view;
  view.frames = file_.frames.size();
  view.comment = file_.comment;
  view.note = note_;
  view.secrets = static_cast<std::uint32_t>(secrets_.size());
  for (const Conversation& conversation : ladder_.conversations()) {
    view.conversations.push_back(to_snapshot(conversation));
    add_judgement(view.conversations.back(), {});
  }
  return view;
}

Result<ReaderConversation*> Reader::conversation(std::uint32_t id) {
  if (id >= frames_of_.size() || frames_of_[id].empty()) return fail("there is no conversation {}", id);
  if (!current_ || current_->id() != id) {
    current_.reset();
    current_.emplace(file_, secrets_, frames_of_[id], id);
  }
  return &*current_;
}

Result<MessageView> Reader::perform(const ReadMessageCommand& command) {
  const auto found = conversation(command.conversation);
  if (!found) return tl::unexpected(found.error());
  return (*found)->message(command.entry);
}

Result<MessageView> Reader::perform(const ReadFrameCommand& command) {
  if (command.number == 0 || command.number > file_.frames.size())
    return fail("the capture has no frame {}", command.number);
  const std::size_t place = command.number - 1;
  if (!owners_[place]) return ReaderConversation::lone_frame(file_, file_.frames[place], command.number);
  const auto found = conversation(*owners_[place]);
  if (!found) return tl::unexpected(found.error());
  return (*found)->frame(command.number);
}

Result<std::vector<PacketView>> Reader::perform(const ListPacketsCommand& command) const {
  std::vector<PacketView> packets;
  if (command.first == 0) return fail("frames are counted from 1");
  const std::size_t count = std::min<std::size_t>(command.count, kMostPackets);
  for (std::size_t i = command.first - 1; i < file_.frames.size() && packets.size() < count; ++i) {
    const CapturedFrame& frame = file_.frames[i];
    const auto sent = sent_frame(file_, frame);
    const FrameSummary summary = summarize(sent ? *sent : Bytes());
    PacketView& view = packets.emplace_back();
    view.number = i + 1;
    view.at = frame.at;
    if (frame.interface < file_.interfaces.size()) view.link = file_.interfaces[frame.interface].name;
    view.source = summary.source;
    view.destination = summary.destination;
    view.protocol = summary.protocol;
    view.size = frame.original_size;
    view.summary = sent                  ? summary.summary
                   : frame.bytes.empty() ? "of a link type that is not known here"
                                         : "no packet of IP";
    if (!sent) view.protocol = "";
    view.comment = frame.comment;
    view.conversation = owners_[i];
  }
  return packets;
}

Result<std::string> Reader::perform(const WriteTextCommand& command) {
  const auto found = conversation(command.conversation);
  if (!found) return tl::unexpected(found.error());
  return (*found)->text(command.entry);
}

Result<std::string> Reader::perform(const WriteKeyLogCommand&) const {
  return file_.key_log;
}

}  // namespace tlscam
