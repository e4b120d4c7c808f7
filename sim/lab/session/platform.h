#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "sim/lab/session/world_copies.h"
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

  /// Runs the workstation's genuine programs. The queue is borrowed, and so is the network, if there is one.
  /// In real time virtual time goes on while a program computes, otherwise it stands still. With a seed the
  /// programs draw their randomness from it.
  virtual std::unique_ptr<CommandRunner> runner(EventQueue& events, bool real_time,
                                                std::optional<std::uint64_t> seed,
                                                ProgramNetwork* network) = 0;

  /// The bridges and reaches of the scene. The world is borrowed.
  virtual Result<std::unique_ptr<Outside>> outside(World& world, const Scene& scene,
                                                   OnProblem on_problem) = 0;

  /// Copies of worlds, borrowed; nullptr: this platform makes none.
  virtual WorldCopies* copies() { return nullptr; }
};

}  // namespace tlscam
