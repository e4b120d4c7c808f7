#pragma once
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "sim/lab/session/open_world.h"
#include "sim/lab/session/performance.h"
#include "sim/lab/session/snapshot_builder.h"
#include "sim/lab/session/world_pace.h"

namespace tlscam {

/// The world that a session shows, and everything that is replaced with it.
struct PresentWorld {
  /// Does to a new world what a saved one adds to its scene.
  using Restore = std::function<void(SessionState& state)>;

  PresentWorld(SessionState& state, std::unique_ptr<OpenWorld> made, Restore restore_made)
      : opened(std::move(made)), restore(std::move(restore_made)), pace(*opened), snapshots(state, *opened) {}

  std::unique_ptr<OpenWorld> opened;
  Restore restore;
  WorldPace pace;
  SnapshotBuilder snapshots;
  /// The world at the moment when each step's turn came; none: not known any more.
  std::vector<std::optional<SavedWorld>> step_starts;
  std::optional<Performance> performance;  ///< the last act that was done in the learner's sight
};

}  // namespace tlscam
