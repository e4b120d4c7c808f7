#include "sim/lab/session/stepper.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/dissect/frame_summary.h"

namespace tlscam {
namespace {

// The smallest step of the clock: right in front of what happens.
constexpr Duration kJustBefore{1};

// Whether the entry is the Finished that completes the handshake: the second that arrives.
bool completes_handshake(const Conversation& conversation, const LadderEntry& entry) {
  if (!conversation.is_tls() || entry.name != "Finished") return false;
  return std::ranges::any_of(conversation.entries, [&](const LadderEntry& other) {
    return other.name == "Finished" && other.from_client != entry.from_client &&
           other.arrives < entry.arrives;
  });
}

}  // namespace

void Stepper::begin(StepGoal goal, std::string name, Instant now) {
  goal_ = goal;
  name_ = std::move(name);
  passed_ = std::max(passed_, now);
}

void Stepper::see(const TapEvent& event) {
  ++seen_;
  while (!arrivals_.empty() && arrivals_.front().at < event.sent_at) arrivals_.pop_front();
  if (event.direction != Direction::to_node || event.fate != Fate::delivered) return;
  const auto later = std::upper_bound(arrivals_.begin(), arrivals_.end(), event.arrives_at,
                                      [](Instant at, const Arrival& arrival) { return at < arrival.at; });
  arrivals_.insert(later, {event.arrives_at, event.link, Bytes(event.frame.begin(), event.frame.end())});
}

bool Stepper::is_wanted(const Conversation& conversation, const LadderEntry& entry) const {
  if (entry.arrives == kNever || entry.arrives <= passed_) return false;
  switch (*goal_) {
    case StepGoal::message:
      return entry.kind != LadderKind::tcp;
    case StepGoal::alert:
      return entry.kind == LadderKind::alert;
    case StepGoal::named_message:
      return entry.name == name_;
    case StepGoal::handshake_done:
      return completes_handshake(conversation, entry);
    case StepGoal::frame:
    case StepGoal::time:
    case StepGoal::script_end:
      return false;
  }
  return false;
}

std::optional<Stop> Stepper::next_frame() const {
  const auto first = std::ranges::find_if(arrivals_, [&](const Arrival& one) { return one.at > passed_; });
  if (first == arrivals_.end()) return std::nullopt;
  const FrameSummary summary = summarize(first->frame);
  return Stop{first->at - kJustBefore, first->at,
              fmt::format("before a frame to {}: {} {}", first->link, summary.protocol, summary.summary),
              std::nullopt, std::nullopt};
}

std::optional<Stop> Stepper::next(const std::vector<Conversation>& conversations,
                                  const NodeOf& node_of) const {
  if (!goal_) return std::nullopt;
  if (*goal_ == StepGoal::frame) return next_frame();
  std::optional<Stop> nearest;
  std::string names;
  for (const Conversation& conversation : conversations) {
    for (const LadderEntry& entry : conversation.entries) {
      if (!is_wanted(conversation, entry) || (nearest && entry.arrives > nearest->arrives)) continue;
      // Several messages may arrive in one frame.
      const bool together = nearest && nearest->arrives == entry.arrives;
      names = together ? fmt::format("{}, {}", names, entry.name) : entry.name;
      const Endpoint& from = entry.from_client ? conversation.client : conversation.server;
      const Endpoint& to = entry.from_client ? conversation.server : conversation.client;
      nearest = Stop{entry.arrives - kJustBefore, entry.arrives,
                     fmt::format("before {} from {} to {}", names, node_of(from), node_of(to)),
                     conversation.id, entry.id};
      if (*goal_ != StepGoal::handshake_done) continue;
      nearest->at = entry.arrives;
      nearest->text = fmt::format("the handshake of {} with {} is done", node_of(conversation.client),
                                  node_of(conversation.server));
    }
  }
  return nearest;
}

void Stepper::reach(const Stop& stop) {
  passed_ = stop.arrives;
  goal_.reset();
}

}  // namespace tlscam
