// This prints the trees of recorded frames, for tests that look for differences:
//   print_trees first-handshake > tests/golden/trees/first-handshake.txt
#include <cstdio>

#include "tests/unit/dissect/field_tools.h"

int main(int count, char** arguments) {
  if (count != 2) {
    std::fputs("print_trees RECORDING\n", stderr);
    return 2;
  }
  std::fputs(tlscam::recorded_trees(arguments[1]).c_str(), stdout);
  return 0;
}
