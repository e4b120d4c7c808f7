// These functions give the time since the last reset, sleep, and feed the watchdog.
#pragma once
#include <stdint.h>

void board_time_start(void);
uint64_t board_time_us(void);

// This makes SysTick interrupt once after `us` microseconds, or sooner.
void board_time_wake_after(uint64_t us);

// A camera that does not call this for BOARD_WATCHDOG_SECONDS is reset.
#define BOARD_WATCHDOG_SECONDS (30)
void board_watchdog_feed(void);
