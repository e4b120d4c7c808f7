#include "sim/cli/typed_line.h"

#include <unistd.h>

namespace tlscam {

std::string typed_line() {
  std::string line;
  char key = 0;
  while (::read(STDIN_FILENO, &key, 1) == 1 && key != '\n') line += key;
  return line;
}

}  // namespace tlscam
