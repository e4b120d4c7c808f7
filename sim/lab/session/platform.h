#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/machine/machine.h"
#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"
#include "sim/world/outside.h"
#include "sim/world/world.h"

namespace tlscam {

/// What the lab runs on: this computer (native_platform.h), or a page.
class Platform {
 public:
  using OnProblem = std::function<void(const std::string& text)>;

  virtual ~Platform() = default;

  virtual MachineFactory& machines() = 0;

  /// Runs the workstation's genuine programs. The queue is borrowed. In real time it goes on while a program
  /// runs, otherwise virtual time stands still. With a seed the programs draw their randomness from it.
  virtual std::unique_ptr<CommandRunner> runner(EventQueue& events, bool real_time,
                                                std::optional<std::uint64_t> seed) = 0;

  /// The bridges and reaches of the scene. The world is borrowed.
  virtual Result<std::unique_ptr<Outside>> outside(World& world, const Scene& scene,
                                                   OnProblem on_problem) = 0;
};

}  // namespace tlscam
