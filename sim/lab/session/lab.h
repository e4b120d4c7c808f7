#pragma once
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/capture/frame_store.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/protocol/snapshot.h"
#include "sim/lab/session/platform.h"
#include "sim/lab/session/run_request.h"
#include "sim/lab/watch/failure_watcher.h"
#include "sim/lab/watch/message_watch.h"
#include "sim/lab/watch/verification_step.h"
#include "sim/workstation/program.h"
#include "sim/workstation/shell.h"

namespace tlscam {

/// How a run ended.
enum class RunEnd { scripts_ended, time_ran_out, interrupted };

/// The one face of the simulator to user interfaces: it makes a world, lets it run in virtual or real time,
/// takes commands and gives snapshots.
class Lab {
 public:
  struct Options {
    std::unique_ptr<Platform> platform;  ///< required
    std::string workstation_folder;      ///< the learner's files; empty: a folder that is gone at the end
    /// Sees all that cameras write, as it comes.
    World::Console on_console;
    /// Sees whole lines that scripts (or cameras without a script) print. Without the line end.
    std::function<void(const std::string& camera, Instant when, std::string_view line)> on_line;
    /// Sees each message as it goes onto the wire, while run() goes on; the world stands still meanwhile.
    std::function<void(const MessageSeen&)> on_message;
    /// The same of each certificate that a camera has verified; asked for only with on_message.
    std::function<void(const std::string& camera, Instant when, const VerificationStep&)> on_verification;
    /// Told of what goes wrong between the world and real programs.
    std::function<void(const std::string& text)> on_problem;
    /// Gives what was typed at the terminal since it was last asked; only asked for a command that wants
    /// every key for itself.
    std::function<Bytes()> read_terminal;
    /// Keeps the latest frames for pcapng(), in so many bytes; 0: none.
    std::size_t capture_bytes = 0;
    /// Set by a signal handler to end a run; may be null.
    const std::atomic<bool>* interrupted = nullptr;
  };

  /// Makes the workstation's files and the world. Returns when that is done.
  static Result<std::unique_ptr<Lab>> open(Scene scene, Options options);
  /// The same where nothing may wait: programs that the scene wants run end in their own time. `events`
  /// stands at the scene's clock, and outlives the task.
  static Task<Result<std::unique_ptr<Lab>>> opening(EventQueue& events, Scene scene, Options options);
  ~Lab();

  /// Lets time pass until every script has ended, the scene's time is up, or it is interrupted; in real time
  /// when the scene says so, otherwise as fast as it goes.
  RunEnd run();

  /// Runs one line of the workstation's shell to its end, and gives its exit code: 130 when it was
  /// interrupted. Meanwhile the world goes on.
  int run_shell_line(const std::string& line, const Output& output);
  /// Whether a terminal should ask for another line before running this one: a quote is open, or it ends with
  /// `\`.
  static bool is_unfinished(std::string_view line);
  /// Lets the world catch up with real time while nobody asks anything of it; returns after at most `time`.
  void idle(std::chrono::milliseconds time);

  World& world() const;
  const Folder& folder() const;
  Shell& shell() const;
  /// Every conversation on the wire since the start.
  const Ladder& ladder() const;
  /// A capture file of what nodes sent, with the secrets of the cameras' TLS sessions, so that Wireshark
  /// shows it decrypted. `keep`, if there is one, says which frames.
  Bytes pcapng(const std::function<bool(const StoredFrame&)>& keep = {}) const;
  /// How many frames made room for later ones.
  std::uint64_t frames_dropped() const;
  /// What a camera has sent over its serial line since the start, to whichever program; the last 256 KiB.
  const std::string& said(const std::string& camera) const;
  /// What has gone wrong since the start, and why.
  FailureWatcher& failures() const;

  /// See World; their consoles come to the same listeners.
  Result<Camera*> add_camera(const SceneCamera& wanted);
  void remove_camera(Camera& camera);

  /// Clocks and cameras; the rest is filled by Bench.
  Snapshot snapshot() const;
  /// Who waits for whom among the scripts that have not ended.
  std::string waits() const;

 private:
  class State;
  explicit Lab(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace tlscam
