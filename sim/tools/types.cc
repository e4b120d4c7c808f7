#include <cstdio>

#include "sim/lab/protocol/typescript.h"

int main() {
  std::fputs(tlscam::typescript_types().c_str(), stdout);
}
