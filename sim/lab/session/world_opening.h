#pragma once
#include <chrono>
#include <memory>

#include "sim/lab/session/open_world.h"

namespace tlscam {

/// A world that is being made, while the programs run that its workstation begins with.
class WorldOpening {
 public:
  /// Begins. When the keys are to be repeatable, the programs draw their randomness from the scene's seed.
  explicit WorldOpening(OpenWorld::Setup setup);

  /// Waits for the programs for at most so much real time, and returns whether the end has come.
  bool go_on(std::chrono::milliseconds most);
  /// Takes the world, or why there is none. Only after the end has come.
  Result<std::unique_ptr<OpenWorld>> take() { return task_.take(); }

 private:
  bool look();

  EventQueue events_;  // virtual time of the workstation's commands before there is a world
  std::unique_ptr<CommandRunner> programs_;
  Task<Result<std::unique_ptr<OpenWorld>>> task_;
};

}  // namespace tlscam
