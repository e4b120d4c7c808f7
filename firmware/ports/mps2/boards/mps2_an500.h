// This is the memory map of Arm's MPS2+ with application note 500 (DAI 0500, "Memory map"; the peripherals
// are those of the Cortex-M System Design Kit, DDI 0479).
#pragma once

#define BOARD_NAME "MPS2-AN500"
// One clock drives everything.
#define BOARD_CORE_HZ (25000000u)
#define BOARD_COUNTER_HZ (25000000u)
#define BOARD_UART_HZ (25000000u)
#define BOARD_WATCHDOG_HZ (25000000u)

#define BOARD_UART (0x40004000u)
#define BOARD_UART_RX_IRQ (0)
#define BOARD_UART_TX_IRQ (1)
#define BOARD_WATCHDOG (0x40008000u)
#define BOARD_FPGAIO (0x40028000u)
#define BOARD_ETHERNET (0xA0000000u)  // 0x40200000 on other MPS2 boards
#define BOARD_ETHERNET_IRQ (13)

// The board's 16 MB of PSRAM act as the camera's flash; an emulator can keep them in a file.
#define BOARD_PSRAM (0x60000000u)
#define BOARD_PSRAM_SIZE (0x01000000u)
