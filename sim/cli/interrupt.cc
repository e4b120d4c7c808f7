#include "sim/cli/interrupt.h"

#include <csignal>

namespace tlscam {

std::atomic<bool> interrupt_requested = false;
std::atomic<bool> leave_requested = false;

namespace {

void take_signal(int signal) {
  if (signal == SIGTERM) leave_requested = true;
  interrupt_requested = true;
}

}  // namespace

void catch_interrupts() {
  struct sigaction action {};
  action.sa_handler = take_signal;  // without SA_RESTART: a read of the terminal ends
  sigaction(SIGINT, &action, nullptr);
  sigaction(SIGTERM, &action, nullptr);
}

int interrupted_exit_code() {
  return 128 + (leave_requested ? SIGTERM : SIGINT);
}

}  // namespace tlscam
