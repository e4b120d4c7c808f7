#pragma once
#include <vector>

#include "sim/deploy/board_facts.h"
#include "sim/deploy/deployment.h"
#include "sim/lab/protocol/board_command.h"
#include "sim/preflight/finding.h"

namespace tlscam {

/// `board_clock` is what the board's clock shows; nothing when it has none, or one that makes no sense.
std::optional<Instant> board_clock(const BoardFacts& facts);

/// `view_of_board` is what windows show of a board that was asked at this true time.
BoardView view_of_board(const BoardFacts& facts, Instant asked_at);

/// `view_of_findings` has them in the same order.
std::vector<BoardFindingView> view_of_findings(const std::vector<Finding>& findings);

/// `view_of_changes` has the files of a plan in its order.
std::vector<BoardChangeView> view_of_changes(const DeploymentPlan& plan);

}  // namespace tlscam
