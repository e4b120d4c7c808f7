// This is the UART of the REPL, driven by interrupts in both directions.
#pragma once
#include <stddef.h>
#include <stdint.h>

void board_uart_start(void);
int board_uart_read(void);  // the next byte, or -1
// This waits while the transmit buffer is full.
void board_uart_write(const void *data, size_t size);
void board_uart_flush(void);
// Fault reports use this; it needs no interrupts.
void board_uart_put(char character);

// Both return whether something arrived that a waiting script may want.
_Bool board_uart_receive_interrupt(void);
void board_uart_transmit_interrupt(void);
