#include <cstdio>

int main() {
  std::printf("tlscam %s\n", TLSCAM_VERSION);
  return 0;
}
