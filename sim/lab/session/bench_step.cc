#include <algorithm>

#include "sim/lab/session/bench_state.h"

namespace tlscam {
namespace {

// So much virtual time at once, then the caller is asked whether it is late.
constexpr Duration kSlice = std::chrono::milliseconds(5);
// Two ends may wait for each other for ever.
constexpr Duration kLongestStep = std::chrono::minutes(2);
constexpr Duration kLongestRun = std::chrono::hours(1);

std::string goal_text(const Stepper& stepper) {
  switch (*stepper.goal()) {
    case StepGoal::message:
      return "the next message";
    case StepGoal::frame:
      return "the next frame";
    case StepGoal::alert:
      return "an alert";
    case StepGoal::named_message:
      return stepper.name();
    case StepGoal::handshake_done:
      return "the end of a handshake";
    case StepGoal::time:
      return "the time";
    case StepGoal::script_end:
      return "the end of the script on " + stepper.name();
  }
  return "";
}

}  // namespace

Result<Nothing> Bench::State::perform(const StepCommand& command) {
  return perform(RunToCommand{command.unit == StepUnit::frame ? StepGoal::frame : StepGoal::message, "", {}});
}

Result<Nothing> Bench::State::perform(const RunToCommand& command) {
  const Instant now = world().now();
  if (command.goal == StepGoal::named_message && command.name.empty())
    return fail("which message? For example \"Certificate\"");
  const bool single = command.goal == StepGoal::message || command.goal == StepGoal::frame;
  Instant deadline = now + (single ? kLongestStep : kLongestRun);
  if (command.goal == StepGoal::time) {
    if (command.at <= now || command.at > deadline)
      return fail("the world can run to an instant in its next hour");
    deadline = command.at;
  }
  if (command.goal == StepGoal::script_end) {
    const auto found = camera(command.name);
    if (!found) return tl::unexpected(found.error());
    const ScriptRun* script = last_script(**found);
    if (!script || script->state() != ScriptState::running) return fail("no script runs on {}", command.name);
  }
  stepper_.begin(command.goal, command.name, now);
  step_deadline_ = deadline;
  stopped_.reset();
  paused_ = false;
  news_ = true;
  return Nothing{};
}

bool Bench::State::script_has_ended() {
  if (stepper_.goal() != StepGoal::script_end) return false;
  const Camera* camera = world().find_camera(stepper_.name());
  const ScriptRun* script = camera ? last_script(*camera) : nullptr;
  return !script || script->state() != ScriptState::running;
}

void Bench::State::stop(Stop stop) {
  stepper_.reach(stop);
  stopped_ = std::move(stop);
  paused_ = true;
  news_ = true;
}

// As fast as it can: what lies between two messages is idle time, mostly.
void Bench::State::run_to_goal(const std::function<bool()>& late) {
  const auto node = [this](const Endpoint& endpoint) { return node_of(endpoint); };
  while (stepper_.goal()) {
    const Instant now = world().now();
    const auto next = stepper_.next(lab_->ladder().conversations(), node);
    if (next && next->at <= now) return stop(*next);
    if (script_has_ended())
      return stop({now, now, "the script on " + stepper_.name() + " has ended", {}, {}});
    if (now >= step_deadline_) {
      const bool time = stepper_.goal() == StepGoal::time;
      return stop({now, now, time ? "the time has come" : goal_text(stepper_) + " has not come", {}, {}});
    }
    const Instant end = std::min({now + kSlice, step_deadline_, next ? next->at : kNever});
    const std::uint64_t seen = stepper_.seen();
    world().run_until(end, [&] { return late() || stepper_.seen() != seen || script_has_ended(); });
    if (late()) return;
  }
}

StepSnapshot Bench::State::step_snapshot() const {
  StepSnapshot shown;
  if (stepper_.goal()) shown.running_to = goal_text(stepper_);
  if (!stopped_ || !paused_) return shown;
  shown.stopped = stopped_->text;
  shown.at = stopped_->arrives;
  shown.conversation = stopped_->conversation;
  shown.entry = stopped_->entry;
  return shown;
}

}  // namespace tlscam
