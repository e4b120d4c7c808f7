#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/task.h"
#include "sim/capture/frame_store.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/lab/protocol/saved_world.h"
#include "sim/lab/session/command_prompt.h"
#include "sim/lab/session/frame_feed.h"
#include "sim/lab/session/listeners.h"
#include "sim/lab/session/output_feed.h"
#include "sim/lab/session/platform.h"
#include "sim/lab/session/recording_runner.h"
#include "sim/lab/session/run_log.h"
#include "sim/lab/session/stepper.h"
#include "sim/lab/session/terminal.h"
#include "sim/lab/session/workstation_folder.h"
#include "sim/lab/watch/end_states.h"
#include "sim/lab/watch/failure_watcher.h"
#include "sim/lab/watch/inspected_files.h"
#include "sim/lab/watch/line_splitter.h"
#include "sim/lesson/lesson_run.h"
#include "sim/mystery/mystery_run.h"
#include "sim/workstation/device.h"
#include "sim/workstation/shell.h"
#include "sim/world/world.h"

namespace tlscam {

/// One world and everything that lives as long as it: the workstation with its folder, shell and terminal,
/// the watchers on the wire, and the learner's progress in its lesson.
class OpenWorld {
 public:
  struct Setup {
    Scene scene;
    std::unique_ptr<Platform> platform;
    WorkstationFolder folder;
    const Lesson* lesson = nullptr;               ///< borrowed; none: a scene of one's own
    std::shared_ptr<const DrawnMystery> mystery;  ///< that the scene and the lesson belong to; usually none
    bool repeatable_keys = false;          ///< the scene's own commands draw their randomness from its seed
    bool watch_ends = false;               ///< remember what both ends do at each message
    bool terminal = false;                 ///< a person watches the workstation's terminal
    bool prompt = false;                   ///< and types at a prompt in it
    std::size_t capture_bytes = 0;         ///< how many bytes of frames pcapng() remembers; 0: none
    OutputFeed* output = nullptr;          ///< borrowed; gets everything that consoles and the terminal print
    const Listeners* listeners = nullptr;  ///< borrowed
  };

  /// Makes the workstation's files and the world. `programs` runs those that the scene wants run, which end
  /// in their own time; `events` stands at the scene's clock. Both outlive the task.
  static Task<Result<std::unique_ptr<OpenWorld>>> open(EventQueue& events, CommandRunner& programs,
                                                       Setup setup);
  ~OpenWorld();

  const Lesson* lesson() const { return setup_.lesson; }
  const std::shared_ptr<const DrawnMystery>& drawn() const { return setup_.mystery; }
  std::uint64_t seed() const { return setup_.scene.seed; }
  const Scene& scene() const { return setup_.scene; }

  World& world() const { return *world_; }
  Instant now() const { return world_->now(); }
  const Folder& folder() const { return *folder_; }
  const WorkstationFolder& home() const { return *home_; }
  Shell& shell() const { return *shell_; }
  Terminal& terminal() { return *terminal_; }
  /// The prompt in the terminal, if it has one: then commands are entered there.
  std::optional<CommandPrompt>& prompt() { return prompt_; }
  /// How many commands were entered at the prompt.
  std::uint64_t commands_entered() const { return prompt_ ? prompt_->commands_entered() : 0; }
  /// Takes up the end of a command, and what follows it at the prompt.
  void look_at_terminal() { prompt_ ? prompt_->look() : terminal_->look(); }
  const Ladder& ladder() const { return ladder_; }
  FailureWatcher& failures() { return *failures_; }
  InspectedFiles& inspected() { return inspected_; }
  const EndStates& ends() const { return ends_; }
  FrameFeed& frames() { return frame_feed_; }
  Outside& outside() const { return *outside_; }
  Stepper& stepper() { return stepper_; }
  std::optional<LessonRun>& lesson_run() { return lesson_run_; }
  std::optional<MysteryRun>& mystery_run() { return mystery_run_; }

  /// Gives a capture file of what nodes sent, with the secrets of the cameras' TLS sessions, so that
  /// Wireshark shows it decrypted. `keep`, if there is one, says which frames.
  Bytes pcapng(const std::function<bool(const StoredFrame&)>& keep = {}) const;
  /// How many frames made room for later ones.
  std::uint64_t frames_dropped() const { return captured_ ? captured_->dropped() : 0; }
  /// Everything that a camera has sent over its serial line, to whichever program; the last 256 KiB.
  const std::string& said(const std::string& camera) const;

  /// Lets virtual time pass until an instant, or until `enough` says so after an event, or until a program
  /// begins to compute for which time has to stand still (see poll_programs()).
  void run_until(Instant until, const std::function<bool()>& enough);
  /// Looks after the programs of the workstation. While one computes for which virtual time has to stand
  /// still, this waits in real time, at most so long. Returns whether time may pass now. To be called before
  /// time passes, never from inside an event.
  bool poll_programs(std::chrono::milliseconds most);
  /// As run_until(), but waits in real time for every program that virtual time stands still for. For callers
  /// that show nothing meanwhile.
  void pass_until(Instant until, const std::function<bool()>& enough);
  /// Lets the programs beside the world go on, and real connections, for at most so much real time.
  void wait(std::chrono::microseconds most);
  /// How many events of the world there were.
  std::uint64_t events() const { return events_; }
  Moment moment() const { return {now(), events_}; }

  /// Copies of this world, if the platform makes any; nullptr: it does not.
  WorldCopies* copies() const { return setup_.platform->copies(); }
  /// Everything that came from outside since the world was opened.
  RunLog& log() { return log_; }
  /// The scene that makes this world again, with the files that the workstation had at the beginning; nothing
  /// when they were too many.
  const std::optional<Scene>& beginning() const { return beginning_; }
  /// Goes on to a moment that a world of the same scene came to; false when this one does not come there.
  bool come_to(const Moment& moment);
  /// Programs that are started from now on end as in the past, as long as they are the same.
  void repeat_programs(const RunLog& past) { runner_->repeat(past); }
  void end_past_programs() { runner_->end_past_programs(); }
  /// While silent, listeners are told nothing.
  void set_silent(bool silent) { silent_ = silent; }
  /// The workstation's files are in a folder of the learner from now on.
  Result<void> move_home(const std::string& adopted);
  /// Gives the listeners the lines that have no end yet.
  void flush_lines();

  /// As in World; the new camera's console is watched like the others.
  Result<Camera*> add_camera(const SceneCamera& wanted);
  void remove_camera(Camera& camera);
  /// The script that runs, or ran last, on a camera; nullptr: none.
  const ScriptRun* last_script(const Camera& camera) const;
  /// A node's name: a camera's, or the name of the link that leads to the end.
  std::string node_of(const Endpoint& endpoint) const;

 private:
  explicit OpenWorld(Setup setup) : setup_(std::move(setup)), home_(std::move(setup_.folder)) {}

  Task<Result<void>> prepare(EventQueue& events, CommandRunner& programs);
  Result<void> make_world();
  void set_up_shell();
  void begin_mystery();
  std::vector<Device> devices();
  void listen_to(Camera& camera);
  void hear(const Camera& camera, World::Source source, ByteView bytes);
  void report_line(const std::string& camera, std::string_view line);
  void look_after_event();
  void report_verifications();

  Setup setup_;
  std::optional<WorkstationFolder> home_;
  std::optional<Scene> beginning_;
  RunLog log_;
  bool silent_ = false;
  InspectedFiles inspected_;
  std::optional<Folder> folder_;
  std::map<std::string, bool> has_script_;  // by camera
  std::map<std::string, LineSplitter> lines_;
  std::map<std::string, std::string> said_;
  Ladder ladder_;
  std::optional<FrameStore> captured_;
  FrameFeed frame_feed_;
  Stepper stepper_;
  std::uint64_t events_ = 0;
  std::uint64_t reported_verifications_ = 0;
  EndStates ends_;
  std::optional<MessageWatch> messages_;
  std::unique_ptr<World> world_;
  std::optional<FailureWatcher> failures_;
  std::unique_ptr<Outside> outside_;
  std::unique_ptr<RecordingRunner> runner_;
  std::unique_ptr<Shell> shell_;
  std::optional<Terminal> terminal_;
  std::optional<CommandPrompt> prompt_;
  std::optional<LessonRun> lesson_run_;
  std::optional<MysteryRun> mystery_run_;
};

}  // namespace tlscam
