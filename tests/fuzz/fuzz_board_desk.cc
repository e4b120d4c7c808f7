// A window's dealings with a board that answers anything. The first byte chooses what is begun; the rest
// comes from the board, in pieces with time between them.
#include <algorithm>
#include <cstdlib>

#include "sim/lab/board/board_line.h"

namespace {

using namespace tlscam;
using namespace std::chrono_literals;

void begin(BoardDesk& desk, std::uint8_t choice) {
  ExamineFilesCommand examine;
  examine.files = {{"main.py", Bytes{'x'}}};
  switch (choice % 5) {
    case 0:
      (void)desk.perform(GreetBoardCommand{});
      break;
    case 1:
      (void)desk.perform(examine);
      break;
    case 2:
      (void)desk.perform(UndoDeploymentCommand{});
      break;
    case 3:
      (void)desk.perform(RunOnBoardCommand{"print(1)"});
      break;
    default:
      (void)desk.perform(ResetBoardCommand{});
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::size_t kPiece = 16;
  if (size == 0) return 0;
  Instant now{1s};
  BoardLine line(now, [](ByteView) {});
  begin(line.desk(), data[0]);
  for (std::size_t at = 1; at < size; at += kPiece) {
    line.receive({data + at, std::min(kPiece, size - at)});
    line.advance(now += 300ms);
    (void)line.take_update();
  }
  // Whatever the board has said, everything but a script that goes on has its end.
  line.advance(now += 10min);
  const BoardSnapshot seen = line.desk().take_update().snapshot;
  if (seen.task != BoardTask::none && seen.task != BoardTask::running) std::abort();
  return 0;
}
