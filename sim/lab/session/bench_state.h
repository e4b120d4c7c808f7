#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/session/bench.h"
#include "sim/lab/session/lab.h"
#include "sim/lab/session/stepper.h"
#include "sim/lab/session/terminal.h"
#include "sim/lab/watch/end_states.h"
#include "sim/lab/watch/inspected_files.h"
#include "sim/lesson/lesson_run.h"

// The inside of Bench, shared by the files bench_*.cc; not for others.

namespace tlscam {

/// A frame as the tap saw it, to be summarized only if it is shown.
struct FrameSeen {
  Instant at, arrives;
  std::string link;
  Direction direction;
  Fate fate;
  Bytes bytes;
  bool altered;
};

class Bench::State {
 public:
  explicit State(Options options) : options_(std::move(options)) {
    for (Lesson& lesson : options_.course) add_lesson(std::move(lesson));
  }

  void add_lesson(Lesson lesson);

  // bench_open.cc
  Result<Nothing> perform(const OpenCommand& command);
  Opening opening() const { return opening_; }
  const std::string& failure() const { return failure_; }
  void look_at_opening();

  // bench.cc
  void advance(Duration real, const std::function<bool()>& late);
  void look_at_lesson();
  bool has_news();
  std::optional<Instant> true_time() const {
    return lab_ ? std::optional(lab_->world().events().true_time()) : std::nullopt;
  }
  std::optional<Instant> now() const { return lab_ ? std::optional(lab_->world().now()) : std::nullopt; }
  Result<Nothing> perform(const HintCommand& command);
  Result<Nothing> perform(const ResetStepCommand& command);
  Result<std::vector<LessonText>> perform(const CourseCommand& command);
  Result<Nothing> perform(const SetPaceCommand& command);
  Result<std::string> perform(const FrameHashCommand& command);

  // bench_step.cc
  Result<Nothing> perform(const StepCommand& command);
  Result<Nothing> perform(const RunToCommand& command);

  // bench_snapshot.cc
  Update take_update(UpdateScope scope);

  // bench_cameras.cc
  Result<std::vector<CameraModelShown>> perform(const CameraModelsCommand& command);
  Result<Nothing> perform(const AddCameraCommand& command);
  Result<Nothing> perform(const RemoveCameraCommand& command);
  Result<Nothing> perform(const PowerCommand& command);
  Result<Nothing> perform(const ResetCommand& command);
  Result<Nothing> perform(const TypeCommand& command);
  Result<Nothing> perform(const RunScriptCommand& command);
  Result<Nothing> perform(const StopScriptCommand& command);

  // bench_terminal.cc
  Result<Nothing> perform(const ShellCommand& command);
  Result<Nothing> perform(const ShellInputCommand& command);
  Result<Completion> perform(const CompleteCommand& command);
  Result<bool> perform(const UnfinishedCommand& command);

  // bench_files.cc
  Result<std::vector<FileEntry>> perform(const ListFilesCommand& command);
  Result<Bytes> perform(const ReadFileCommand& command);
  Result<Nothing> perform(const WriteFileCommand& command);
  Result<Nothing> perform(const RemoveFileCommand& command);
  Result<Nothing> perform(const RenameFileCommand& command);
  Result<Nothing> perform(const MakeFolderCommand& command);
  Result<FileView> perform(const InspectFileCommand& command);
  Result<std::vector<CertificateEvent>> perform(const CertificateEventsCommand& command);

  // bench_network.cc
  Result<Nothing> perform(const SetLinkCommand& command);
  Result<Nothing> perform(const DropNextCommand& command);
  Result<std::uint32_t> perform(const PlaceFaultCommand& command);
  Result<Nothing> perform(const RemoveFaultCommand& command);
  Result<Nothing> perform(const SetServicesCommand& command);
  Result<Nothing> perform(const SetClockCommand& command);

  // bench_capture.cc
  Result<Bytes> perform(const CaptureCommand& command);

  // bench_save.cc
  Result<SavedWorld> perform(const SaveCommand& command);

 private:
  // bench_open.cc
  Result<Scene> scene_for(const OpenCommand& command);
  Result<void> restore(Scene& scene, const SavedWorld& saved);
  void close();
  void world_is_there();

  // bench_files.cc
  Result<std::vector<FileEntry>> list(const std::string& place, const std::string& path);
  Result<Bytes> read(const std::string& place, const std::string& path);
  Result<std::vector<SavedFile>> all_files(const std::string& place);

  // bench_cameras.cc
  Result<Camera*> camera(const std::string& name);
  /// Why a camera cannot be taken away, whatever runs at the moment; empty: it can.
  std::string kept_because(const std::string& camera);
  /// The script that runs, or ran last, on a camera; nullptr: none.
  const ScriptRun* last_script(const Camera& camera) const;

  // bench_network.cc
  void apply(const ServicesSnapshot& services);
  Result<Link*> link(const std::string& name);

  // bench.cc; `late` is called after each event and must be there
  void run_for(Duration real, const std::function<bool()>& late);

  // bench_step.cc
  void run_to_goal(const std::function<bool()>& late);
  bool script_has_ended();
  void stop(Stop stop);
  StepSnapshot step_snapshot() const;

  // bench_snapshot.cc
  CameraSnapshot show(Camera& camera);
  ConversationSnapshot show(const Conversation& conversation);
  std::vector<NodeSnapshot> nodes();
  std::string node_of(const Endpoint& endpoint);
  std::string says(const Conversation& conversation, bool client) const;
  void diagnose(const Conversation& conversation, ConversationSnapshot& snapshot);
  void show_conversations(Update& update, UpdateScope scope);
  void take_frames(Update& update);
  void look_at_drives();

  /// There must be a world.
  World& world() { return lab_->world(); }

  Options options_;
  std::deque<Lesson> course_;  // lessons stay where they are

  Opening opening_ = Opening::none;
  std::string failure_;
  std::optional<EventQueue> before_;  // virtual time of the workstation's commands before there is a world
  std::optional<Task<Result<std::unique_ptr<Lab>>>> task_;
  std::optional<SavedWorld> restored_;

  std::vector<OutputChunk> output_;  // outlives the lab, which writes to it until its end

  const Lesson* lesson_ = nullptr;
  std::uint64_t seed_ = 1;
  std::unique_ptr<Lab> lab_;
  std::optional<Terminal> terminal_;
  std::optional<LessonRun> lesson_run_;
  std::vector<std::optional<SavedWorld>> step_starts_;  // the world when each step's turn came
  ServicesSnapshot services_;
  InspectedFiles inspected_;

  std::map<std::uint32_t, ConversationSnapshot> last_shown_;  // for UpdateScope::changes

  bool paused_ = false;
  double pace_ = 1;
  std::unique_ptr<EndStates> ends_;
  Stepper stepper_;
  Instant step_deadline_;
  std::optional<Stop> stopped_;
  bool news_ = false;
  std::uint64_t shown_revision_ = 0;
  std::uint64_t changes_ = 0;  // counts everything that may have touched a file
  struct DriveShown {
    std::uint64_t fingerprint = 0;
    DriveSpace space;
  };
  std::vector<DriveShown> drives_;  // by camera
  std::size_t next_drive_ = 0;
  std::deque<FrameSeen> frames_;
  std::uint64_t frames_left_out_ = 0;
};

}  // namespace tlscam
