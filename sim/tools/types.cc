#include <cstdio>

#include "sim/lab/typescript.h"

int main() {
  std::fputs(tlscam::typescript_types().c_str(), stdout);
}
