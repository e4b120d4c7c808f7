#pragma once
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace tlscam {

/// `Worker` does one thing after another on a thread of its own, so that the window need not wait.
class Worker {
 public:
  Worker();
  /// Waits for the present task; the others are not done.
  ~Worker();
  Worker(const Worker&) = delete;
  Worker& operator=(const Worker&) = delete;

  /// May be called on any thread.
  void post(std::function<void()> task);

 private:
  void work();

  std::mutex mutex_;  // for tasks_ and ends_
  std::condition_variable changed_;
  std::deque<std::function<void()>> tasks_;
  bool ends_ = false;
  std::thread thread_;
};

}  // namespace tlscam
