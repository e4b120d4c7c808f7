#include "sim/desktop/model/wire_reading.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/lab/reader/reader.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

constexpr std::uint32_t kSentTogether = 64;  // frames at the same moment, at most
constexpr std::uint32_t kChunk = 200;        // frames of a file that are asked for together
constexpr std::size_t kMostChunks = 40;      // that are kept; the others are asked for again

// The number of a packet in a capture, whose frames stand in the order in which they were sent; 0: it is not
// there.
std::uint64_t find_packet(Reader& reader, const FrameShown& wanted, std::uint64_t frames) {
  std::uint64_t low = 1;
  std::uint64_t high = std::max<std::uint64_t>(frames, 1);
  while (low < high) {
    const std::uint64_t middle = (low + high) / 2;
    const auto found = reader.perform(ListPacketsCommand{middle, 1});
    if (found && !found->empty() && found->front().at < wanted.at)
      low = middle + 1;
    else
      high = middle;
  }
  const auto near = reader.perform(ListPacketsCommand{low, kSentTogether});
  if (!near) return 0;
  for (const PacketView& one : *near)
    if (one.at == wanted.at && one.source == wanted.source && one.destination == wanted.destination &&
        one.size == wanted.size)
      return one.number;
  return 0;
}

std::string name_of_file(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

}  // namespace

struct WireReading::LiveCapture {
  std::unique_ptr<Reader> reader;
  CaptureView overview;
};

WireReading::WireReading(Desk& desk, const std::string& explanations)
    : desk_(desk), live_capture_(std::make_shared<LiveCapture>()) {
  live_.post([this, explanations] {
    auto read = FieldExplanations::read(explanations);
    if (!read) return desk_.answer([this, text = read.error().text] { desk_.notice(text); });
    auto shared = std::make_shared<const FieldExplanations>(std::move(*read));
    desk_.answer([this, shared] { explanations_ = shared; });
  });
}

WireReading::~WireReading() {
  // Its thread is to end soon.
  cancel_opening();
}

FieldExplanation WireReading::explanation(const FieldView& field) const {
  return explanations_ ? explanations_->of(field) : FieldExplanation();
}

void WireReading::forget() {
  if (wanted_.empty() && !loading_) return;
  ++turn_;
  wanted_.clear();
  problem_.clear();
  loading_ = false;
  shown_.clear();
}

bool WireReading::begin(std::string wanted) {
  if (wanted == wanted_) return false;
  wanted_ = std::move(wanted);
  ++turn_;
  loading_ = true;
  return true;
}

void WireReading::deliver(std::uint64_t turn, bool again, Result<MessageView> message) {
  auto shared = std::make_shared<Result<MessageView>>(std::move(message));
  desk_.answer([this, turn, again, shared] {
    if (turn != turn_) return;
    loading_ = false;
    if (*shared) {
      problem_.clear();
      shown_.show(std::make_shared<const MessageView>(std::move(**shared)), again);
    } else {
      shown_.clear();
      problem_ = shared->error().text;
    }
  });
}

std::string WireReading::name_of(const ConversationSnapshot& conversation) const {
  return fmt::format("{}/{}/{}", desk_.generation(), conversation.id, conversation.revision);
}

void WireReading::ask_live(const std::string& name, CaptureCommand command,
                           std::function<void(LiveCapture&)> ask, std::function<void(Error)> refused) {
  if (name == live_name_) {
    live_.post([live = live_capture_, ask = std::move(ask)] { ask(*live); });
    return;
  }
  desk_.send(
      command, [this, name, ask = std::move(ask), refused = std::move(refused)](Result<Bytes> bytes) mutable {
        if (!bytes) return refused(bytes.error());
        live_name_ = name;
        auto file = std::make_shared<Bytes>(std::move(*bytes));
        live_.post([this, live = live_capture_, file, ask = std::move(ask), refused = std::move(refused)] {
          auto reader = Reader::open(file_of(std::move(*file)), "");
          if (!reader)
            return desk_.answer([this, refused, error = reader.error()] {
              live_name_.clear();
              refused(error);
            });
          live->reader = std::move(*reader);
          live->overview = live->reader->overview();
          ask(*live);
        });
      });
}

void WireReading::read_live(const std::string& name, CaptureCommand command, bool again, Ask ask) {
  const std::uint64_t turn = turn_;
  ask_live(
      name, command,
      [this, turn, again, ask = std::move(ask)](LiveCapture& live) { deliver(turn, again, ask(live)); },
      [this, turn](Error error) { deliver(turn, false, tl::unexpected(std::move(error))); });
}

void WireReading::read(const ConversationSnapshot& conversation, const LadderEntrySnapshot& entry) {
  const std::string message =
      capture_ ? fmt::format("file {}/{}/{}/", capture_->path, conversation.id, entry.id)
               : fmt::format("live {}/{}/{}/", desk_.generation(), conversation.id, entry.id);
  const bool again = wanted_.starts_with(message);
  if (!begin(fmt::format("{}{}/{}", message, entry.bytes, entry.at.time_since_epoch().count()))) return;
  if (capture_) {
    files_.post([this, capture = capture_, turn = turn_, again,
                 command = ReadMessageCommand{conversation.id, entry.id}] {
      deliver(turn, again, capture->reader->perform(command));
    });
    return;
  }
  read_live(name_of(conversation), CaptureCommand{conversation.id}, again,
            [at = entry.at, name = entry.name,
             from_client = entry.from_client](LiveCapture& live) -> Result<MessageView> {
              if (live.overview.conversations.empty()) return fail("{}", words<"notice.frames_gone">());
              const ConversationSnapshot& captured = live.overview.conversations.front();
              for (const LadderEntrySnapshot& one : captured.entries)
                if (one.at == at && one.name == name && one.from_client == from_client)
                  return live.reader->perform(ReadMessageCommand{captured.id, one.id});
              return fail("{}", words<"notice.frames_gone">());
            });
}

void WireReading::read_packet(std::uint64_t number, const FrameShown& packet) {
  if (!begin(fmt::format("live {}/packet {}", desk_.generation(), number))) return;
  std::string name = fmt::format("{}/everything {}", desk_.generation(), live_until_);
  if (number >= live_until_ || name != live_name_) {
    live_until_ = desk_.frames_before() + desk_.frames().size();
    name = fmt::format("{}/everything {}", desk_.generation(), live_until_);
  }
  read_live(name, CaptureCommand{}, false, [packet](LiveCapture& live) -> Result<MessageView> {
    const std::uint64_t found = find_packet(*live.reader, packet, live.overview.frames);
    if (found == 0) return fail("{}", words<"notice.frames_gone">());
    return live.reader->perform(ReadFrameCommand{found});
  });
}

void WireReading::read_frame(std::uint64_t number) {
  if (!capture_ || !begin(fmt::format("file {}/frame {}", capture_->path, number))) return;
  files_.post([this, capture = capture_, turn = turn_, number] {
    deliver(turn, false, capture->reader->perform(ReadFrameCommand{number}));
  });
}

void WireReading::read_certificate(const std::string& name, const Bytes& bytes) {
  if (!begin(fmt::format("certificate {} {}", name, bytes.size()))) return;
  files_.post([this, turn = turn_, bytes] {
    deliver(turn, false, Reader::without_capture()->perform(CertificateTreesCommand{bytes}));
  });
}

void WireReading::open_files(const std::vector<std::string>& paths) {
  const auto capture = std::find_if_not(paths.begin(), paths.end(), is_key_log);
  if (capture == paths.end() && (paths.empty() || !capture_)) {
    if (!paths.empty()) desk_.notice(words<"notice.not_a_capture">({.file = name_of_file(paths.front())}));
    return;
  }
  std::vector<std::string> key_logs;
  std::copy_if(paths.begin(), paths.end(), std::back_inserter(key_logs), is_key_log);
  const std::string path = capture == paths.end() ? capture_->path : *capture;
  cancel_opening();
  opening_ = std::make_shared<CaptureOpening>();
  opening_->name = name_of_file(path);
  files_.post([this, path, key_logs, opening = opening_] {
    std::string key_log;
    for (const std::string& one : key_logs)
      if (const auto text = read_file(one)) key_log.append(as_text(*text)).append("\n");
    auto result = std::make_shared<Result<std::shared_ptr<OpenCapture>>>(
        open_capture(path, key_log, *opening, [this] { desk_.answer([] {}); }));
    desk_.answer([this, opening, result] {
      if (opening->cancelled || opening != opening_) return;
      opening_.reset();
      if (!*result)
        return desk_.notice(
            words<"notice.capture_unreadable">({.file = opening->name, .why = result->error().text}));
      take_capture(std::move(**result));
    });
  });
}

void WireReading::take_capture(std::shared_ptr<OpenCapture> capture) {
  forget();
  chunks_.clear();
  asked_.clear();
  capture_ = std::move(capture);
  desk_.show_capture(capture_->conversations);
}

void WireReading::cancel_opening() {
  if (opening_) opening_->cancelled = true;
  opening_.reset();
}

void WireReading::back_to_world() {
  forget();
  chunks_.clear();
  asked_.clear();
  capture_.reset();
  desk_.show_capture(nullptr);
}

const PacketView* WireReading::frame(std::uint64_t number) {
  const std::uint64_t chunk = (number - 1) / kChunk;
  if (const auto found = chunks_.find(chunk); found != chunks_.end()) {
    const std::uint64_t place = (number - 1) % kChunk;
    return place < found->second.size() ? &found->second[place] : nullptr;
  }
  if (!capture_ || !asked_.insert(chunk).second) return nullptr;
  files_.post([this, capture = capture_, chunk] {
    auto packets = std::make_shared<Result<std::vector<PacketView>>>(
        capture->reader->perform(ListPacketsCommand{chunk * kChunk + 1, kChunk}));
    desk_.answer([this, capture, chunk, packets] {
      if (capture != capture_) return;
      if (!*packets) return desk_.notice(packets->error().text);
      asked_.erase(chunk);
      // The one that is furthest away makes room.
      while (chunks_.size() >= kMostChunks)
        chunks_.erase(chunk - chunks_.begin()->first > chunks_.rbegin()->first - chunk ? chunks_.begin()
                                                                                       : --chunks_.end());
      chunks_[chunk] = std::move(**packets);
    });
  });
  return nullptr;
}

void WireReading::write_text(const ConversationSnapshot& conversation, TakeText then) {
  const auto give = [this, then](Result<std::string> text) {
    desk_.answer([then, shared = std::make_shared<Result<std::string>>(std::move(text))] { then(*shared); });
  };
  if (capture_) {
    files_.post([capture = capture_, give, command = WriteTextCommand{conversation.id, {}}] {
      give(capture->reader->perform(command));
    });
    return;
  }
  ask_live(
      name_of(conversation), CaptureCommand{conversation.id},
      [give](LiveCapture& live) {
        if (live.overview.conversations.empty()) return give(fail("{}", words<"notice.frames_gone">()));
        give(live.reader->perform(WriteTextCommand{live.overview.conversations.front().id, {}}));
      },
      [then](Error error) { then(tl::unexpected(std::move(error))); });
}

void WireReading::write_key_log(TakeText then) {
  const auto give = [this, then](Result<std::string> text) {
    desk_.answer([then, shared = std::make_shared<Result<std::string>>(std::move(text))] { then(*shared); });
  };
  if (capture_) {
    files_.post([capture = capture_, give] { give(capture->reader->perform(WriteKeyLogCommand{})); });
    return;
  }
  live_name_.clear();  // the secrets as they are now
  live_until_ = desk_.frames_before() + desk_.frames().size();
  ask_live(
      fmt::format("{}/everything {}", desk_.generation(), live_until_), CaptureCommand{},
      [give](LiveCapture& live) { give(live.reader->perform(WriteKeyLogCommand{})); },
      [then](Error error) { then(tl::unexpected(std::move(error))); });
}

}  // namespace tlscam
