#pragma once
#include <cstdint>
#include <optional>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/session/run_log.h"
#include "sim/lab/session/world_copies.h"

namespace tlscam {

/// Where going back leads to.
struct BackTo {
  /// What the world does until then, this instant included, happens; of what comes from outside, only what
  /// came before it.
  Instant at;
  std::optional<std::uint64_t> events;  ///< or, when there is a number, so many events

  /// Whether the moment, and what came from outside at it, belongs to what happens again.
  bool is_after(const Moment& moment) const { return events ? moment.events < *events : moment.at < at; }
};

/// Where going back begins, and where it leads to.
struct WayBack {
  std::optional<std::size_t> copy;  ///< none: the world is made again
  Moment from;
  BackTo to;
  /// The moment that was wanted lies inside the run of a program that cannot be repeated, and `to` before it.
  bool before_program = false;
};

/// Finds the latest beginning from which the world can do again what is in the log. `beginning` is when it
/// was opened; none when it cannot be made again. Fails with a message when there is no way.
Result<WayBack> find_way_back(const RunLog& log, BackTo to, std::optional<Instant> beginning,
                              const std::vector<CopyLabel>& copies);

}  // namespace tlscam
