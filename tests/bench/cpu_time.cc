#include "tests/bench/cpu_time.h"

#include <sys/types.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>

namespace tlscam {
namespace {

double seconds_of(clockid_t clock) {
  timespec now{};
  if (clock_gettime(clock, &now) != 0) return 0;
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

double processor_seconds() {
  double sum = seconds_of(CLOCK_PROCESS_CPUTIME_ID);
  std::ifstream children("/proc/self/task/" + std::to_string(getpid()) + "/children");
  for (pid_t child = 0; children >> child;) {
    clockid_t clock{};
    if (clock_getcpuclockid(child, &clock) == 0) sum += seconds_of(clock);
  }
  return sum;
}

std::string output_of(const std::string& command) {
  std::string output;
  FILE* pipe = popen(command.c_str(), "r");
  char buffer[4096];
  while (pipe != nullptr && std::fgets(buffer, sizeof(buffer), pipe) != nullptr) output += buffer;
  if (pipe != nullptr && pclose(pipe) == 0) return output;
  std::fprintf(stderr, "tlscam_bench: this command failed: %s\n", command.c_str());
  std::exit(1);
}

}  // namespace tlscam
