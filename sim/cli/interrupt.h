#pragma once
#include <atomic>

namespace tlscam {

/// Set by Ctrl-C (SIGINT) and SIGTERM once catch_interrupts() was called. May be cleared to go on, unless
/// `leave_requested` is set.
extern std::atomic<bool> interrupt_requested;
/// Set by SIGTERM, which ends a shell too.
extern std::atomic<bool> leave_requested;

void catch_interrupts();

/// The exit code of a program that was interrupted: 128 and the signal's number, as shells report it.
int interrupted_exit_code();

}  // namespace tlscam
