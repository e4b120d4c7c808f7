#include <cstdio>

#include "sim/lab/session/typescript.h"

int main() {
  std::fputs(tlscam::typescript_types().c_str(), stdout);
}
