// This watches what the Python heap gives out, for tests and measurements, in the program for a world only. A
// script reads and writes the words with machine.mem32; their address is in the program's symbols
// (tests/mcu/watch.py).
#pragma once
#include <stdint.h>

struct allocation_watch {
    uint32_t on;       // if 0, nothing below changes
    uint32_t count;    // allocations since it was set to 0, including those that only enlarge
    uint32_t fail_at;  // the allocation with this number gets no memory; 0 for none
    uint32_t failed;   // 1 once that has happened
    uint32_t now;      // bytes allocated and not yet freed
    uint32_t peak;     // the largest value of `now` so far
    uint32_t largest;  // bytes of the largest single allocation
};

extern struct allocation_watch allocation_watch;
