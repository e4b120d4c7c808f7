#pragma once
#include <optional>

#include "sim/base/task.h"
#include "sim/time/event_queue.h"

namespace tlscam {

/// `co_await Sleep(events, duration);` lets the time of the queue pass. Destroying the task that waits takes
/// the event off the queue.
class Sleep {
 public:
  Sleep(EventQueue& events, Duration duration) : events_(events), duration_(duration) {}
  Sleep(const Sleep&) = delete;
  Sleep& operator=(const Sleep&) = delete;
  ~Sleep() {
    if (wake_) events_.cancel(*wake_);
  }
  bool await_ready() const { return false; }
  void await_suspend(coro::coroutine_handle<> sleeper) {
    wake_ = events_.after(duration_, [this, sleeper] {
      wake_.reset();
      resume_by_call(sleeper);
    });
  }
  void await_resume() const {}

 private:
  EventQueue& events_;
  Duration duration_;
  std::optional<EventQueue::Id> wake_;
};

}  // namespace tlscam
