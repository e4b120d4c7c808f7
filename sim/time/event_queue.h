#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "sim/time/instant.h"

namespace tlscam {

/// `EventQueue` holds the events to come, ordered by time and, within an instant, by when they were
/// scheduled. `now()` is the virtual clock: it stands still while an event runs and jumps to the next one.
class EventQueue {
 public:
  using Action = std::function<void()>;
  /// An `Id` names a scheduled event; it stays unique for the life of the queue.
  using Id = std::pair<Instant, std::uint64_t>;

  explicit EventQueue(Instant start) : now_(start) {}

  Instant now() const { return now_; }

  /// `true_time` is the date in the world. It advances with the virtual clock and can be set to another date
  /// ("what if it were 2031?") without affecting anything that is scheduled.
  Instant true_time() const { return now_ + offset_; }
  void set_true_time(Instant date) { offset_ = date - now_; }

  /// `at` schedules an action; an instant in the past counts as now.
  Id at(Instant when, Action action);
  Id after(Duration delay, Action action) { return at(now_ + delay, std::move(action)); }

  /// `cancel` removes an event. It does nothing when the event has run.
  void cancel(Id id) { events_.erase(id); }

  /// `next` is the time of the next event, or kNever.
  Instant next() const { return events_.empty() ? kNever : events_.begin()->first.first; }

  /// `horizon` is the end of the present calm: the next event, or the end of the current run_until().
  Instant horizon() const { return std::min(next(), limit_); }

  /// `run_until` runs the events due up to and including `until`, then sets the clock to it.
  void run_until(Instant until);

  /// `step` runs the next event if it is due by `until`; it returns false when there is none.
  bool step(Instant until);

 private:
  Instant now_;
  Instant limit_ = now_;
  Duration offset_{0};  // true time minus now
  std::uint64_t sequence_ = 0;
  std::map<Id, Action> events_;
};

}  // namespace tlscam
