#pragma once
#include <gtest/gtest.h>

#include <stdexcept>
#include <string>

#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"
#include "tests/support/test_folder.h"

namespace tlscam {

/// Runs a task and the events it waits for.
template <class T>
T finish(EventQueue& events, Task<T> task) {
  task.start();
  const Instant limit = events.now() + std::chrono::hours(1);
  while (!task.done() && events.step(limit)) {
  }
  if (!task.done()) throw std::runtime_error("the task hangs");
  return task.take();
}

/// The same for a task that waits for programs too.
template <class T>
T finish(EventQueue& events, CommandRunner& runner, Task<T> task) {
  task.start();
  const Instant limit = events.now() + std::chrono::hours(1);
  while (!task.done()) {
    runner.poll();
    if (task.done()) break;
    if (runner.holds_time())
      runner.wait(std::chrono::milliseconds(100));
    else if (!events.step(limit))
      throw std::runtime_error("the task hangs");
  }
  return task.take();
}

/// Collects a command's output.
struct Recorder {
  std::string out;
  std::string error;
  Output output(bool terminal = false) {
    return {[this](ByteView bytes) { out += as_text(bytes); },
            [this](ByteView bytes) { error += as_text(bytes); }, terminal};
  }
};

}  // namespace tlscam
