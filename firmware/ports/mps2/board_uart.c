// This is a driver of the CMSDK APB UART (Arm DDI 0479, 4.3). It has no FIFO: one byte in each direction.
#include "board_uart.h"

#include "registers.h"

#define UART_DATA REGISTER(BOARD_UART + 0x00)
#define UART_STATE REGISTER(BOARD_UART + 0x04)
#define UART_CTRL REGISTER(BOARD_UART + 0x08)
#define UART_INTERRUPT REGISTER(BOARD_UART + 0x0c)  // reading: pending; writing: clears
#define UART_BAUD REGISTER(BOARD_UART + 0x10)

enum { STATE_TX_FULL = 1, STATE_RX_FULL = 2 };
enum { CTRL_TX = 1, CTRL_RX = 2, CTRL_TX_INTERRUPT = 4, CTRL_RX_INTERRUPT = 8 };
enum { INTERRUPT_TX = 1, INTERRUPT_RX = 2 };

#define BAUD (115200u)
#define BUFFER (4096u)  // a power of two; the counters below run freely

static uint8_t received[BUFFER], transmitted[BUFFER];
static volatile uint32_t received_in, received_out, transmitted_in, transmitted_out;
static volatile bool transmitting;

void board_uart_start(void) {
    UART_BAUD = BOARD_UART_HZ / BAUD;
    UART_CTRL = CTRL_TX | CTRL_RX | CTRL_TX_INTERRUPT | CTRL_RX_INTERRUPT;
    interrupt_enable(BOARD_UART_RX_IRQ);
    interrupt_enable(BOARD_UART_TX_IRQ);
}

bool board_uart_receive_interrupt(void) {
    UART_INTERRUPT = INTERRUPT_RX;
    bool any = false;
    while ((UART_STATE & STATE_RX_FULL) != 0) {
        if (received_in - received_out == BUFFER) {
            // The byte stays in the UART, and the sender waits, until the buffer has been read.
            UART_CTRL = UART_CTRL & ~(uint32_t)CTRL_RX_INTERRUPT;
            break;
        }
        received[received_in % BUFFER] = (uint8_t)UART_DATA;
        ++received_in;
        any = true;
    }
    return any;
}

void board_uart_transmit_interrupt(void) {
    UART_INTERRUPT = INTERRUPT_TX;
    if ((UART_STATE & STATE_TX_FULL) != 0) {
        return;
    }
    if (transmitted_out == transmitted_in) {
        transmitting = false;
        return;
    }
    UART_DATA = transmitted[transmitted_out % BUFFER];
    ++transmitted_out;
}

int board_uart_read(void) {
    if (received_in == received_out) {
        return -1;
    }
    const int byte = received[received_out % BUFFER];
    ++received_out;
    if ((UART_CTRL & CTRL_RX_INTERRUPT) == 0) {
        interrupts_off();
        UART_CTRL = UART_CTRL | CTRL_RX_INTERRUPT;
        board_uart_receive_interrupt();
        interrupts_on();
    }
    return byte;
}

void board_uart_write(const void *data, size_t size) {
    const uint8_t *bytes = data;
    for (size_t i = 0; i < size; ++i) {
        while (transmitted_in - transmitted_out == BUFFER) {
            wait_for_interrupt();
        }
        interrupts_off();
        if (transmitting) {
            transmitted[transmitted_in % BUFFER] = bytes[i];
            ++transmitted_in;
        } else {
            transmitting = true;
            UART_DATA = bytes[i];
        }
        interrupts_on();
    }
}

void board_uart_flush(void) {
    while (transmitting) {
        wait_for_interrupt();
    }
}

void board_uart_put(char character) {
    while ((UART_STATE & STATE_TX_FULL) != 0) {
    }
    UART_DATA = (uint8_t)character;
}
