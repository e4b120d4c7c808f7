#include "sim/time/event_queue.h"

#include <algorithm>

namespace tlscam {

EventQueue::Id EventQueue::at(Instant when, Action action) {
  const Id id{std::max(when, now_), sequence_++};
  events_.emplace(id, std::move(action));
  return id;
}

bool EventQueue::step(Instant until) {
  if (next() > until) return false;
  limit_ = until;
  auto event = events_.extract(events_.begin());
  now_ = event.key().first;
  event.mapped()();
  return true;
}

void EventQueue::run_until(Instant until) {
  while (step(until)) {
  }
  now_ = std::max(now_, until);
}

}  // namespace tlscam
