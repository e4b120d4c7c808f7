// A camera remembers this over every reset except a power cycle, in memory that start-up leaves alone.
#pragma once
#include <stdint.h>

struct kept_state {
    uint32_t magic;
    uint32_t starts;          // since power-up, including this one
    uint32_t reset_cause;     // cause of the next start, enum in camera_port.h
    uint64_t uptime_us;       // when the counters last began at 0
    int64_t clock_offset_us;  // the RTC minus the uptime
};

#define KEPT_MAGIC (0x7a6b3150u)  // other memory contents at power-up are not a valid state

extern struct kept_state kept_state;
