#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/base/task.h"
#include "sim/deploy/board_connection.h"
#include "sim/deploy/board_facts.h"
#include "sim/deploy/deployment.h"

namespace tlscam {

/// `Greeting` is what comes of the first words with a board.
struct Greeting {
  BoardFacts facts;
  std::vector<std::string> recovered;  ///< files whose interrupted exchange was finished now
};

/// `greet_board` gets to the board's prompt in a fresh interpreter, asks the board about itself, and finishes
/// deployments that were interrupted. Both arguments are borrowed; the deployment is on this connection.
Task<Result<Greeting>> greet_board(BoardConnection& board, Deployment& deployment);

/// `list_board_files` lists the files at the top of the board's file systems, by their whole paths. A place
/// that does not answer is left out.
Task<std::vector<std::string>> list_board_files(BoardConnection& board, BoardFacts facts);

}  // namespace tlscam
