#pragma once
#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/session/native_session_thread.h"

namespace tlscam {

/// A file of the bench.
struct FileAddress {
  std::string place;  ///< a camera, or "" the workstation
  std::string path;
  bool operator==(const FileAddress&) const = default;
};

/// `Selection` is the same in every panel.
struct Selection {
  std::string place;                          ///< the bench's: a camera, or "" the workstation
  std::optional<FileAddress> file;            ///< open beside the terminal or console of its place
  std::optional<std::uint32_t> conversation;  ///< none: the latest
  std::optional<std::uint32_t> entry;         ///< in its ladder
};

/// Whether a command may make a script or a program run, which then reads files.
template <class Command>
bool runs_scripts(const Command& command) {
  if constexpr (std::is_same_v<Command, TerminalKeysCommand> || std::is_same_v<Command, TypeCommand>)
    return std::find(command.bytes.begin(), command.bytes.end(), '\r') != command.bytes.end();
  else
    return std::is_same_v<Command, LessonActCommand> || std::is_same_v<Command, TypeLineCommand> ||
           std::is_same_v<Command, RunScriptCommand> || std::is_same_v<Command, ShellCommand>;
}

/// `Desk` is what the window knows of its session: the latest snapshot, the course, what was selected. It is
/// used on the window's thread alone; the session lives on its own.
class Desk {
 public:
  /// `wake` is called on any thread when take() has something to do.
  Desk(Session::Options options, std::function<void()> wake);

  /// `take` brings in everything that has happened since, and gives replies to those who wait for them.
  /// Returns false when nothing has.
  bool take();

  /// `send` sends a command. `then` gets the reply on the window's thread, in a later take(); without it, an
  /// error becomes a notice.
  template <class Command>
  void send(Command command, std::function<void(Result<typename Command::Reply>)> then = {}) {
    if (before_running && runs_scripts(command)) before_running();
    thread_->post([this, command = std::move(command), then = std::move(then)](Session& session) {
      auto reply = std::make_shared<Result<typename Command::Reply>>(session.perform(command));
      answer([this, then, reply] {
        if (then) return then(std::move(*reply));
        if (!*reply) notice(reply->error().text);
      });
    });
  }

  /// `with_session` does something on the session's thread; for what is not a command. Any thread.
  void with_session(std::function<void(Session&)> action) { thread_->post(std::move(action)); }
  /// `answer` does something on the window's thread, in a later take(). Any thread.
  void answer(std::function<void()> action);

  /// Goes back to right before the message that arrives then, and pauses there. `then` is called when the
  /// world has come there; not when a program of the workstation is in the way, which is told.
  void go_back(Instant to, std::function<void()> then = {});
  /// Goes back to before the message that arrived last.
  void step_back();
  /// Does something on the session's thread; what it returns is done on the window's, in a later take().
  void on_session(std::function<std::function<void()>(Session&)> work) {
    thread_->post([this, work = std::move(work)](Session& session) { answer(work(session)); });
  }

  /// Opens a lesson or, with "", the free bench.
  void open(const std::string& lesson, std::uint64_t seed = 0);
  /// The same with all that can be said of it. `then` is told whether the opening has begun; an error becomes
  /// a notice. `opened` is called when the world is there.
  void open(OpenCommand command, std::function<void(bool begun)> then = {},
            std::function<void()> opened = {});
  bool opening() const { return opening_; }

  /// Null while there is no world.
  const Snapshot* snapshot() const { return update_ ? &update_->snapshot : nullptr; }
  const CameraSnapshot* camera(const std::string& name) const;
  using Conversations = std::map<std::uint32_t, Shared<ConversationSnapshot>>;
  /// The conversations of the live world by id, in the order of their beginning.
  const Conversations& conversations() const { return conversations_; }
  /// Those that the wire shows: of the live world, or of the capture that is open in place of it.
  const Conversations& shown_conversations() const { return capture_ ? *capture_ : conversations_; }
  /// Shows the conversations of a capture in place of the live world's; null: the live world's again.
  void show_capture(std::shared_ptr<const Conversations> capture);
  bool shows_capture() const { return capture_ != nullptr; }
  /// The selected conversation, or the latest; null: there is none.
  const ConversationSnapshot* conversation() const;
  /// The selected message of it; null: none.
  const LadderEntrySnapshot* entry() const;
  /// Selects the message before or after the selected one.
  void select_neighbour(int step);

  const std::vector<LessonText>& course() const { return course_; }
  /// The text of the open lesson; null: the free bench.
  const LessonText* lesson() const;
  /// Its place in the course, from 0.
  std::size_t lesson_place() const;

  /// The latest frames that were seen, for the map; the newest last.
  const std::deque<FrameShown>& frames() const { return frames_; }
  /// How many there were in all worlds, with those that frames() has forgotten.
  std::uint64_t frames_seen() const { return frames_before_ + frames_.size(); }
  /// How many frames came before the first of these: a frame keeps its number.
  std::uint64_t frames_before() const { return frames_before_; }

  /// Something that a person is to be told; it stays until it is dismissed.
  struct Notice {
    std::string text;
    std::string label;          ///< on a button that does something about it; empty: there is none
    std::function<void()> run;  ///< the button's act
  };
  void notice(std::string text);
  /// The same with a button. It takes the place of an earlier one with the same label.
  void offer(std::string text, std::string label, std::function<void()> run);
  const std::deque<Notice>& notices() const { return notices_; }
  void dismiss_notice() { notices_.pop_front(); }

  /// Counts the worlds that were opened: with another number everything that was shown is of the past.
  std::uint64_t generation() const { return generation_; }

  Selection selection;
  /// `on_output` takes what a camera's console ("": the workstation's terminal) has printed; the bench sets
  /// it.
  std::function<void(const std::string& camera, ByteView bytes)> on_output;
  /// Is called before a command that may make something run; the editors save their texts in it.
  std::function<void()> before_running;
  /// Is called when the world has gone back in time: everything that consoles have printed is printed again.
  std::function<void()> on_rewind;
  /// Is called before another world is opened.
  std::function<void()> before_opening;

 private:
  void take(const SessionThread::News& news);
  bool take_rewinds(std::uint64_t news);

  std::shared_ptr<const Update> update_;
  Conversations conversations_;
  std::shared_ptr<const Conversations> capture_;
  std::vector<LessonText> course_;
  std::deque<FrameShown> frames_;
  std::uint64_t frames_before_ = 0;
  std::deque<Notice> notices_;
  bool opening_ = false;
  std::function<void()> opened_;  // is called when the world is there that is being opened
  std::uint64_t generation_ = 0;
  std::uint64_t taken_ = 0;  // the number of the last news

  std::function<void()> wake_;
  std::mutex mutex_;  // for answers_ and rewinds_
  std::vector<std::function<void()>> answers_;
  // The world has gone back: what came with earlier news is of a past that has not been.
  struct Rewind {
    std::uint64_t after;  // the number of the last news before it
    std::function<void()> action;
  };
  std::deque<Rewind> rewinds_;
  // Last, so that its thread ends first.
  std::unique_ptr<SessionThread> thread_;
};

}  // namespace tlscam
