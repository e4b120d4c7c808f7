#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/command/list.h"
#include "sim/lab/session/listeners.h"
#include "sim/lab/session/world_copies.h"
#include "sim/lesson/lesson.h"

namespace tlscam {

class Platform;
class SessionHands;
class SessionState;
struct Mystery;

/// How a run ended.
enum class RunEnd { scripts_ended, time_ran_out, interrupted, stopped };

/// The one face of the simulator to user interfaces: commands in, snapshots out, and time that passes when it
/// is told to. There is one world at a time; opening another replaces it. Everything happens on the thread
/// that calls; see `SessionThread` for a thread of its own.
class Session {
 public:
  struct Options {
    /// Makes the platform of each world that is opened; required.
    std::function<std::unique_ptr<Platform>()> platform;
    std::vector<Lesson> course;  ///< add_lesson() adds to it
    /// Where the session makes a new folder for each world's workstation; "": among temporary files.
    std::string folders;
    /// The workstation's own commands in a scene draw their randomness from its seed, so that a run repeats
    /// byte for byte with its keys. Such keys are no secrets.
    bool repeatable_keys = false;
    bool terminal = false;    ///< a person watches the workstation's terminal
    bool prompt = false;      ///< the terminal has a prompt that edits lines; with `terminal`
    bool watch_ends = false;  ///< snapshots say what both ends do at each message
    /// Keeps the latest frames for CaptureCommand, in so many bytes; 0: none.
    std::size_t capture_bytes = 0;
    Listeners listeners;
    /// Set by a signal handler to end run() and finish_command(); borrowed, may be null.
    const std::atomic<bool>* interrupted = nullptr;
    /// Gives what was typed at the terminal since it was last asked; finish_command() asks it for a command
    /// that takes every key. May be empty.
    std::function<Bytes()> read_terminal;
  };

  explicit Session(Options options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// Adds a lesson that can be opened, where a course comes in parts.
  void add_lesson(Lesson lesson);

  /// Carries a command out, or says for people why not.
  template <class Command>
  Result<typename Command::Reply> perform(const Command& command);

  /// Opens a scene that was read or made outside, and returns when its world is there. `folder` is a folder
  /// of the learner to be adopted; "" makes a new one.
  Result<void> open(Scene scene, const std::string& folder = "");

  /// Opens the world of a mystery in the same way.
  Result<void> open_mystery(const Mystery& mystery);

  /// Where the opening of a world stands. `failed` is seen once, when the present world, if there is one,
  /// goes on.
  enum class Opening { none, going_on, done, failed };
  Opening opening() const;
  /// Waits in real time until the opening has ended, or somebody interrupts. For callers that show nothing
  /// meanwhile; others call advance().
  void finish_opening();
  /// Why the world could not be opened.
  const std::string& failure() const;

  /// Lets `real` of real time pass: as much virtual time as the pace says, or none while paused. Stops early
  /// when `late` says so after an event; what is left out then is not made up for.
  void advance(Duration real, const std::function<bool()>& late = {});

  /// Lets time pass until every script has ended, the scene's time is up or it is interrupted; in real time
  /// when the scene says so, otherwise as fast as it goes. There must be a world.
  RunEnd run();
  /// Makes run() return after the present event; for listeners.
  void stop_run();
  /// Lets time pass until the terminal's command has ended, and gives its exit code: 130 when interrupted.
  int finish_command();
  /// Lets the world catch up with real time for a while, of which nothing else is made.
  void idle(std::chrono::milliseconds time);

  /// The date in the world, if there is one.
  std::optional<Instant> true_time() const;
  /// Virtual time, which no one can set; nothing while there is no world.
  std::optional<Instant> now() const;

  /// Goes back to the moment after so many events of the world; see MessageSeen::events and GoBackCommand.
  /// There must be a world.
  Result<void> go_back(std::uint64_t events);
  /// Tells that a copy of the world was restored, with the text that WorldCopies::restore() was given.
  Result<void> put_back(const std::string& past);
  /// When a copy that is made now would have been made. There must be a world.
  CopyLabel copy_label() const;
  /// Why the world cannot go back; empty: it can.
  std::string obstacle_to_going_back() const;

  /// Who waits for whom among the scripts that have not ended: a sentence. There must be a world.
  std::string waits() const;
  /// How many frames made room for later ones, in what CaptureCommand exports.
  std::uint64_t frames_dropped() const;

  /// One reader of updates; each has its own place in what has happened.
  class Subscriber;
  /// Gives what happened since the subscriber's last update. There must be a world.
  Update take_update(Subscriber& subscriber, UpdateScope scope = UpdateScope::all);
  /// Whether anything has happened since then that a view would show, in addition to the time.
  bool has_news(const Subscriber& subscriber) const;

  /// The inside, for the lab's own parts.
  SessionState& state() { return *state_; }

 private:
  Result<void> finish_open();

  std::unique_ptr<SessionState> state_;
  std::unique_ptr<SessionHands> hands_;
};

class Session::Subscriber {
 private:
  friend class SnapshotBuilder;
  friend class SessionState;
  std::uint64_t world_ = 0;  // which opened world it has seen
  std::uint64_t news_ = 0;
  std::uint64_t output_ = 0;
  std::uint64_t frames_ = 0;
  std::map<std::uint32_t, Shared<ConversationSnapshot>> conversations_;
};

}  // namespace tlscam
