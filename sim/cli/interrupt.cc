#include "sim/cli/interrupt.h"

#include <csignal>

namespace tlscam {

std::atomic<bool> interrupt_requested = false;

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = [](int) {
    interrupt_requested = true;
  };  // without SA_RESTART: a read of the terminal ends
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

}  // namespace tlscam
