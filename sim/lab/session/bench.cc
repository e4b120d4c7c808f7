#include "sim/lab/session/bench.h"

#include "sim/lab/session/bench_state.h"
#include "sim/lab/session/lesson_evidence.h"

namespace tlscam {
namespace {

// So much virtual time at once, then the caller is asked whether it is late.
constexpr Duration kSlice = std::chrono::milliseconds(5);
constexpr double kSlowest = 0.1;
constexpr double kFastest = 10;

}  // namespace

Bench::Bench(Options options) : state_(std::make_unique<State>(std::move(options))) {}
Bench::~Bench() = default;

Bench::Opening Bench::opening() const {
  return state_->opening();
}

const std::string& Bench::failure() const {
  return state_->failure();
}

void Bench::advance(Duration real, const std::function<bool()>& late) {
  state_->look_at_opening();
  if (state_->opening() == Opening::done) state_->advance(real, late);
}

std::optional<Instant> Bench::true_time() const {
  return state_->true_time();
}

std::optional<Instant> Bench::now() const {
  return state_->now();
}

bool Bench::has_news() const {
  return state_->has_news();
}

Update Bench::take_update(UpdateScope scope) {
  return state_->take_update(scope);
}

void Bench::add_lesson(Lesson lesson) {
  state_->add_lesson(std::move(lesson));
}

template <class Command>
Result<typename Command::Reply> Bench::perform(const Command& command) {
  constexpr bool needs_world = !std::is_same_v<Command, OpenCommand> &&
                               !std::is_same_v<Command, CourseCommand> &&
                               !std::is_same_v<Command, UnfinishedCommand>;
  if (needs_world && state_->opening() != Opening::done)
    return fail("there is no world yet; it is being made, or could not be");
  auto reply = state_->perform(command);
  // What a command did may be undone by the next one before any time passes: a power switch, for example.
  state_->look_at_lesson();
  return reply;
}

// Every command of CommandList, for whoever links the lab.
template Result<OpenCommand::Reply> Bench::perform(const OpenCommand&);
template Result<SaveCommand::Reply> Bench::perform(const SaveCommand&);
template Result<CourseCommand::Reply> Bench::perform(const CourseCommand&);
template Result<HintCommand::Reply> Bench::perform(const HintCommand&);
template Result<ResetStepCommand::Reply> Bench::perform(const ResetStepCommand&);
template Result<CameraModelsCommand::Reply> Bench::perform(const CameraModelsCommand&);
template Result<AddCameraCommand::Reply> Bench::perform(const AddCameraCommand&);
template Result<RemoveCameraCommand::Reply> Bench::perform(const RemoveCameraCommand&);
template Result<PowerCommand::Reply> Bench::perform(const PowerCommand&);
template Result<ResetCommand::Reply> Bench::perform(const ResetCommand&);
template Result<TypeCommand::Reply> Bench::perform(const TypeCommand&);
template Result<RunScriptCommand::Reply> Bench::perform(const RunScriptCommand&);
template Result<StopScriptCommand::Reply> Bench::perform(const StopScriptCommand&);
template Result<ShellCommand::Reply> Bench::perform(const ShellCommand&);
template Result<ShellInputCommand::Reply> Bench::perform(const ShellInputCommand&);
template Result<CompleteCommand::Reply> Bench::perform(const CompleteCommand&);
template Result<UnfinishedCommand::Reply> Bench::perform(const UnfinishedCommand&);
template Result<ListFilesCommand::Reply> Bench::perform(const ListFilesCommand&);
template Result<ReadFileCommand::Reply> Bench::perform(const ReadFileCommand&);
template Result<WriteFileCommand::Reply> Bench::perform(const WriteFileCommand&);
template Result<RemoveFileCommand::Reply> Bench::perform(const RemoveFileCommand&);
template Result<RenameFileCommand::Reply> Bench::perform(const RenameFileCommand&);
template Result<MakeFolderCommand::Reply> Bench::perform(const MakeFolderCommand&);
template Result<InspectFileCommand::Reply> Bench::perform(const InspectFileCommand&);
template Result<SetLinkCommand::Reply> Bench::perform(const SetLinkCommand&);
template Result<DropNextCommand::Reply> Bench::perform(const DropNextCommand&);
template Result<PlaceFaultCommand::Reply> Bench::perform(const PlaceFaultCommand&);
template Result<RemoveFaultCommand::Reply> Bench::perform(const RemoveFaultCommand&);
template Result<SetServicesCommand::Reply> Bench::perform(const SetServicesCommand&);
template Result<SetClockCommand::Reply> Bench::perform(const SetClockCommand&);
template Result<SetPaceCommand::Reply> Bench::perform(const SetPaceCommand&);
template Result<StepCommand::Reply> Bench::perform(const StepCommand&);
template Result<RunToCommand::Reply> Bench::perform(const RunToCommand&);
template Result<CertificateEventsCommand::Reply> Bench::perform(const CertificateEventsCommand&);
template Result<FrameHashCommand::Reply> Bench::perform(const FrameHashCommand&);
template Result<CaptureCommand::Reply> Bench::perform(const CaptureCommand&);

void Bench::State::advance(Duration real, const std::function<bool()>& late) {
  const auto after_event = [&] {
    ends_->look(world(), lab_->ladder());
    return late && late();
  };
  if (!paused_ && stepper_.goal()) {
    run_to_goal(after_event);
  } else if (!paused_) {
    run_for(real, after_event);
  }
  // A program beside the world may end while the world stands still.
  const bool command_ran = terminal_->running();
  terminal_->look();
  if (command_ran && !terminal_->running()) {
    ++changes_;
    news_ = true;
  }
  look_at_lesson();
}

void Bench::State::add_lesson(Lesson lesson) {
  if (std::ranges::find(course_, lesson.id, &Lesson::id) == course_.end())
    course_.push_back(std::move(lesson));
}

void Bench::State::run_for(Duration real, const std::function<bool()>& late) {
  const auto scaled = std::chrono::duration<double, std::micro>(static_cast<double>(real.count()) * pace_);
  const Instant end = world().now() + std::chrono::duration_cast<Duration>(scaled);
  while (world().now() < end) {
    world().run_until(std::min(end, world().now() + kSlice), late);
    if (late()) break;
  }
}

void Bench::State::look_at_lesson() {
  if (opening_ != Opening::done || !lesson_run_) return;
  if (lesson_run_->evaluate(LessonEvidence(*lab_))) news_ = true;
  while (step_starts_.size() <= lesson_run_->current()) {
    const auto saved = perform(SaveCommand{});
    step_starts_.push_back(saved ? std::optional(*saved) : std::nullopt);
  }
}

bool Bench::State::has_news() {
  return news_ || !output_.empty() || !frames_.empty();
}

Result<Nothing> Bench::State::perform(const HintCommand& command) {
  if (!lesson_run_ || !lesson_run_->show_hint(command.step)) return fail("there is no further hint");
  news_ = true;
  return Nothing{};
}

// The world as it was when the step's turn came: files, clocks and faults; what cameras had in memory is
// gone.
Result<Nothing> Bench::State::perform(const ResetStepCommand& command) {
  if (!lesson_run_) return fail("no lesson is open");
  if (command.step >= step_starts_.size()) return fail("step {} has not begun yet", command.step + 1);
  if (!step_starts_[command.step])
    return fail("how step {} began is not known any more; reset the lesson instead", command.step + 1);
  auto starts = std::move(step_starts_);
  starts.resize(command.step + 1);
  OpenCommand open{lesson_->id, seed_, {}, starts[command.step]};
  auto opened = perform(open);
  step_starts_ = std::move(starts);
  return opened;
}

Result<std::vector<LessonText>> Bench::State::perform(const CourseCommand&) {
  std::vector<LessonText> course;
  for (const Lesson& lesson : course_) course.push_back(lesson_text(lesson));
  return course;
}

Result<Nothing> Bench::State::perform(const SetPaceCommand& command) {
  if (command.pace < kSlowest || command.pace > kFastest)
    return fail("the pace {} is not between {} and {}", command.pace, kSlowest, kFastest);
  stepper_.cancel();
  paused_ = command.paused;
  pace_ = command.pace;
  news_ = true;
  return Nothing{};
}

Result<std::string> Bench::State::perform(const FrameHashCommand&) {
  return world().frame_hash();
}

}  // namespace tlscam
