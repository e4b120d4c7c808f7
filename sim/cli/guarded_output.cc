#include "sim/cli/guarded_output.h"

#include <unistd.h>

#include <cstdio>

namespace tlscam {

void GuardedOutput::print(ByteView bytes) {
  const std::string text = isatty(STDOUT_FILENO) != 0 ? guard_.pass(bytes) : std::string(as_text(bytes));
  std::fwrite(text.data(), 1, text.size(), stdout);
  std::fflush(stdout);
}

}  // namespace tlscam
