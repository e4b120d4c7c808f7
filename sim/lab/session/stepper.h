#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/dissect/ladder/conversation.h"
#include "sim/lab/protocol/step_goal.h"
#include "sim/net/link.h"

namespace tlscam {

/// Finds where the world has to stop so that it stands right in front of a message or frame: arrivals are
/// known before they happen, as soon as the last link carries them.
class Stepper {
 public:
  using NodeOf = std::function<std::string(const Endpoint&)>;

  /// Begins to look for a goal, after the one that was found last.
  void begin(StepGoal goal, std::string name, Instant now);
  void cancel() { goal_.reset(); }
  std::optional<StepGoal> goal() const { return goal_; }
  /// The message or camera that the goal names.
  const std::string& name() const { return name_; }

  /// A tap has to feed this with everything, also while no goal is looked for.
  void see(const TapEvent& event);
  /// Another number when a frame was seen.
  std::uint64_t seen() const { return seen_; }

  /// The nearest stop that is known now. Of frames and messages only; time and scripts are the caller's.
  std::optional<Stop> next(const std::vector<Conversation>& conversations, const NodeOf& node_of) const;

  /// The world stands at the stop: the next goal lies behind it.
  void reach(const Stop& stop);

 private:
  struct Arrival {
    Instant at;
    std::string link;
    Bytes frame;
  };

  bool is_wanted(const Conversation& conversation, const LadderEntry& entry) const;
  std::optional<Stop> next_frame() const;

  std::optional<StepGoal> goal_;
  std::string name_;
  Instant passed_;  // what arrives until here was stopped at
  std::deque<Arrival> arrivals_;
  std::uint64_t seen_ = 0;
};

}  // namespace tlscam
