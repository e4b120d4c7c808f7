#pragma once
#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "sim/lab/protocol/snapshot.h"
#include "sim/lab/protocol/step_goal.h"
#include "sim/lab/session/open_world.h"

namespace tlscam {

/// The way in which a world's time goes on: paused or at a pace of real time, up to a goal as fast as it
/// goes, or beside the real clock where real programs take part.
class WorldPace {
 public:
  explicit WorldPace(OpenWorld& opened);

  bool paused() const { return paused_; }
  double pace() const { return pace_; }
  /// Virtual seconds in a real one. Ends a run to a goal.
  Result<void> set(bool paused, double pace);

  /// Goes on to a goal, which the next advance() calls reach. `name` and `at` belong to some goals.
  Result<void> run_to(StepGoal goal, const std::string& name, Instant at);

  /// Lets `real` of real time pass. Stops early when `late`, which may be empty, says so after an event. True
  /// when the world has come to its goal.
  bool advance(Duration real, const std::function<bool()>& late);

  /// Brings the world up to the real clock, at most until `end`, then waits a moment for real programs or for
  /// the world's next event, for at most `longest` real time.
  void advance_with_real_clock(Instant end, const std::function<bool()>& enough,
                               Duration longest = kLongestPause);

  /// In real time the world is looked after at least this often, so that an interrupt or the end is seen.
  static constexpr Duration kLongestPause = std::chrono::milliseconds(50);

  StepSnapshot snapshot() const;

 private:
  using SteadyClock = std::chrono::steady_clock;

  bool run_to_goal(const std::function<bool()>& late);
  bool script_has_ended() const;
  bool stop(Stop stop);
  std::string goal_text() const;
  Instant instant_of_real_clock() const;

  OpenWorld& opened_;
  bool paused_ = false;
  double pace_ = 1;
  Instant deadline_;  // of the run to a goal
  std::optional<Stop> stopped_;
  SteadyClock::time_point real_start_;
  Instant virtual_start_;
};

}  // namespace tlscam
