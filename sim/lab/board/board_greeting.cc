#include "sim/lab/board/board_greeting.h"

#include "sim/deploy/ask_board.h"
#include "sim/deploy/board_path.h"

namespace tlscam {

Task<Result<Greeting>> greet_board(BoardConnection& board, Deployment& deployment) {
  ReachOptions afresh;
  const Result<void> reached = co_await board.reach(afresh);
  if (!reached) co_return tl::unexpected(reached.error());
  Result<BoardFacts> facts = co_await ask_board(board.repl());
  if (!facts) co_return tl::unexpected(facts.error());
  Greeting greeting;
  greeting.facts = std::move(*facts);
  for (const BoardPlace& place : greeting.facts.places) {
    if (!place.writable) continue;
    const auto recovered = co_await deployment.recover(place.path);
    if (!recovered) co_return tl::unexpected(recovered.error());
    greeting.recovered.insert(greeting.recovered.end(), recovered->begin(), recovered->end());
  }
  co_return greeting;
}

Task<std::vector<std::string>> list_board_files(BoardConnection& board, BoardFacts facts) {
  std::vector<std::string> paths;
  for (const BoardPlace& place : facts.places) {
    const auto entries = co_await board.files().list(place.path);
    if (!entries) continue;
    for (const RemoteEntry& entry : *entries)
      if (!entry.is_folder) paths.push_back(join_board_path(place.path, entry.name));
  }
  co_return paths;
}

}  // namespace tlscam
