// This is the memory map of Arm's MPS3 with application note 547 (DAI 0547, "Memory map"; the system around
// the core is Corstone SSE-300, 101773). The core starts in Secure state and stays there, so these are the
// Secure addresses; bit 28 distinguishes them from the others.
#pragma once

#define BOARD_NAME "MPS3-AN547"
#define BOARD_CORE_HZ (32000000u)
#define BOARD_COUNTER_HZ (25000000u)
#define BOARD_UART_HZ (25000000u)
#define BOARD_WATCHDOG_HZ (32768u)  // the slow clock: this watchdog is SSE-300's

#define BOARD_UART (0x59303000u)
#define BOARD_UART_RX_IRQ (33)
#define BOARD_UART_TX_IRQ (34)
#define BOARD_WATCHDOG (0x5802E000u)
#define BOARD_FPGAIO (0x59302000u)
#define BOARD_ETHERNET (0x51400000u)
#define BOARD_ETHERNET_IRQ (49)

// The first 16 MB of the board's DDR4 memory act as the PSRAM does on the other board.
#define BOARD_PSRAM (0x70000000u)
#define BOARD_PSRAM_SIZE (0x01000000u)
