#include "sim/lab/session/world_pace.h"

#include <algorithm>

namespace tlscam {
namespace {

constexpr double kSlowest = 0.1;
constexpr double kFastest = 10;
// The most virtual time that passes before the caller is asked whether it is late.
constexpr Duration kSlice = std::chrono::milliseconds(5);
// Two ends may wait for each other for ever.
constexpr Duration kLongestStep = std::chrono::minutes(2);
constexpr Duration kLongestRun = std::chrono::hours(1);
// So long the caller is kept waiting for a program that computes, while the world stands still for it.
constexpr std::chrono::milliseconds kPatience{20};

}  // namespace

WorldPace::WorldPace(OpenWorld& opened)
    : opened_(opened), real_start_(SteadyClock::now()), virtual_start_(opened.now()) {}

Result<void> WorldPace::set(bool paused, double pace) {
  if (pace < kSlowest || pace > kFastest)
    return fail("the pace {} is not between {} and {}", pace, kSlowest, kFastest);
  opened_.stepper().cancel();
  paused_ = paused;
  pace_ = pace;
  return {};
}

Result<void> WorldPace::run_to(StepGoal goal, const std::string& name, Instant at) {
  const Instant now = opened_.now();
  if (goal == StepGoal::named_message && name.empty())
    return fail("name the message to stop at, for example \"Certificate\"");
  const bool single = goal == StepGoal::message || goal == StepGoal::frame;
  Instant deadline = now + (single ? kLongestStep : kLongestRun);
  if (goal == StepGoal::time) {
    if (at <= now || at > deadline) return fail("the world can run to an instant in its next hour");
    deadline = at;
  }
  if (goal == StepGoal::script_end) {
    const Camera* camera = opened_.world().find_camera(name);
    if (!camera) return fail("there is no camera named {}", name);
    const ScriptRun* script = opened_.last_script(*camera);
    if (!script || script->state() != ScriptState::running) return fail("no script runs on {}", name);
  }
  opened_.stepper().begin(goal, name, now);
  deadline_ = deadline;
  stopped_.reset();
  paused_ = false;
  return {};
}

bool WorldPace::advance(Duration real, const std::function<bool()>& late) {
  const auto after_event = [&] { return late && late(); };
  if (paused_ || !opened_.poll_programs(kPatience)) return false;
  if (opened_.stepper().goal()) return run_to_goal(after_event);
  const auto scaled = std::chrono::duration<double, std::micro>(static_cast<double>(real.count()) * pace_);
  const Instant end = opened_.now() + std::chrono::duration_cast<Duration>(scaled);
  while (opened_.now() < end) {
    opened_.run_until(std::min(end, opened_.now() + kSlice), after_event);
    if (after_event() || !opened_.poll_programs({})) break;
  }
  return false;
}

// Most of the time between two messages is idle: it passes as fast as it can.
bool WorldPace::run_to_goal(const std::function<bool()>& late) {
  Stepper& stepper = opened_.stepper();
  const auto node = [this](const Endpoint& endpoint) { return opened_.node_of(endpoint); };
  while (stepper.goal()) {
    const Instant now = opened_.now();
    const auto next = stepper.next(opened_.ladder().conversations(), node);
    if (next && next->at <= now) return stop(*next);
    if (script_has_ended()) return stop({now, now, "the script on " + stepper.name() + " has ended", {}, {}});
    if (now >= deadline_) {
      const bool time = *stepper.goal() == StepGoal::time;
      return stop({now, now, time ? "the time has come" : goal_text() + " has not come", {}, {}});
    }
    const Instant end = std::min({now + kSlice, deadline_, next ? next->at : kNever});
    const std::uint64_t seen = stepper.seen();
    opened_.run_until(end, [&] { return late() || stepper.seen() != seen || script_has_ended(); });
    if (late() || !opened_.poll_programs({})) return false;
  }
  return false;
}

bool WorldPace::script_has_ended() const {
  Stepper& stepper = opened_.stepper();
  if (stepper.goal() != StepGoal::script_end) return false;
  const Camera* camera = opened_.world().find_camera(stepper.name());
  const ScriptRun* script = camera ? opened_.last_script(*camera) : nullptr;
  return !script || script->state() != ScriptState::running;
}

bool WorldPace::stop(Stop stop) {
  opened_.stepper().reach(stop);
  stopped_ = std::move(stop);
  paused_ = true;
  return true;
}

std::string WorldPace::goal_text() const {
  const Stepper& stepper = opened_.stepper();
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

StepSnapshot WorldPace::snapshot() const {
  StepSnapshot shown;
  if (opened_.stepper().goal()) shown.running_to = goal_text();
  if (!stopped_ || !paused_) return shown;
  shown.stopped = stopped_->text;
  shown.at = stopped_->arrives;
  shown.conversation = stopped_->conversation;
  shown.entry = stopped_->entry;
  return shown;
}

Instant WorldPace::instant_of_real_clock() const {
  return virtual_start_ + std::chrono::duration_cast<Duration>(SteadyClock::now() - real_start_);
}

void WorldPace::advance_with_real_clock(Instant end, const std::function<bool()>& enough, Duration longest) {
  opened_.poll_programs({});
  opened_.run_until(std::min(instant_of_real_clock(), end), enough);
  if (enough()) return;
  const Duration pause = std::min(opened_.world().events().next(), end) - instant_of_real_clock();
  opened_.wait(std::clamp<Duration>(pause, Duration::zero(), longest));
}

}  // namespace tlscam
