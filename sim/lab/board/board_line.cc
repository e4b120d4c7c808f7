#include "sim/lab/board/board_line.h"

#include <algorithm>

#include "sim/lab/protocol/json_codec.h"

namespace tlscam {

std::optional<Instant> BoardLine::advance(Instant now) {
  // A clock that somebody sets back makes nothing happen again.
  time_.run_until(std::max(now, time_.now()));
  const Instant next = time_.next();
  return next == kNever ? std::nullopt : std::optional(next);
}

std::string BoardLine::take_update() {
  return to_json(desk_.take_update());
}

}  // namespace tlscam
