// What the Python heap gives, for tests and measurements: a program for a world only. A script reads and
// writes the words by machine.mem32; their address stands in the program's symbols (tests/mcu/watch.py).
#pragma once
#include <stdint.h>

struct allocation_watch {
    uint32_t on;       // 0: nothing below changes
    uint32_t count;    // allocations since it was set to 0; also those that only enlarge
    uint32_t fail_at;  // the allocation with this number gets no memory; 0: none
    uint32_t failed;   // 1: it came to that
    uint32_t now;      // bytes given and not taken back
    uint32_t peak;     // the most that this ever was
    uint32_t largest;  // bytes of the largest single one
};

extern struct allocation_watch allocation_watch;
