#pragma once
#include <algorithm>
#include <cstdint>
#include <functional>
#include <map>
#include <utility>

#include "sim/time/instant.h"

namespace tlscam {

/// What will happen, in order of time and, at the same instant, in order of scheduling. The queue's own
/// `now()` is the virtual clock: it stands still while an event runs and jumps to the next one.
class EventQueue {
 public:
  using Action = std::function<void()>;
  /// Names a scheduled event; stays unique for the life of the queue.
  using Id = std::pair<Instant, std::uint64_t>;

  explicit EventQueue(Instant start) : now_(start) {}

  Instant now() const { return now_; }

  /// The date in the world. It goes with the virtual clock, and may be set to another one ("what if it were
  /// 2031?") without anything that is scheduled being touched.
  Instant true_time() const { return now_ + offset_; }
  void set_true_time(Instant date) { offset_ = date - now_; }

  /// Schedules an action; an instant in the past counts as now.
  Id at(Instant when, Action action);
  Id after(Duration delay, Action action) { return at(now_ + delay, std::move(action)); }

  /// Takes an event back. No effect when it has run.
  void cancel(Id id) { events_.erase(id); }

  /// When the next event is due, or kNever.
  Instant next() const { return events_.empty() ? kNever : events_.begin()->first.first; }

  /// Up to when nothing happens by itself: the next event, or the end of the run_until() that is going on.
  Instant horizon() const { return std::min(next(), limit_); }

  /// Runs the events due up to and including `until`, then sets the clock to it.
  void run_until(Instant until);

  /// Runs the next event if it is due at `until` or before; false when there is none.
  bool step(Instant until);

 private:
  Instant now_;
  Instant limit_ = now_;
  Duration offset_{0};  // true time minus now
  std::uint64_t sequence_ = 0;
  std::map<Id, Action> events_;
};

}  // namespace tlscam
