// Start-up and the drivers of a bare board provide these functions to each other.
#pragma once
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "camera_port.h"

#define BOARD_INTERRUPTS (64)
extern void (*const vectors[16 + BOARD_INTERRUPTS])(void);

// --- What start-up asks of an image
// ------------------------------------------------------------------------------------

void board_tick(void);       // SysTick
void board_interrupt(void);  // every interrupt of a peripheral
// This writes one character of a fault's report, when no interrupt arrives any more.
void board_console_put(char character);
// This restarts the camera; `cause` is what machine.reset_cause() then returns.
_Noreturn void board_reset(int cause);
