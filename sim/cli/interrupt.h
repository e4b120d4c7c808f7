#pragma once
#include <atomic>

namespace tlscam {

/// Set by Ctrl-C (SIGINT) and SIGTERM once catch_interrupts() was called. May be cleared to go on.
extern std::atomic<bool> interrupt_requested;

void catch_interrupts();

}  // namespace tlscam
