// This file is MicroPython's hardware layer over the seam: UART, ticks, delays.
#include <string.h>

#include "camera_port.h"
#include "camera_run.h"
#include "py/mphal.h"
#include "py/ringbuf.h"
#include "py/runtime.h"
#include "py/stream.h"
#include "shared/runtime/interrupt_char.h"

static uint8_t input_data[1025];
static ringbuf_t input = {input_data, sizeof(input_data), 0, 0};

// This takes arrived bytes as far as there is room; the rest stays on the line, as with USB.
void camera_hal_poll_uart(void) {
    while (ringbuf_free(&input) > 0) {
        const int byte = camera_port_uart_read();
        if (byte < 0) {
            return;
        }
        if (byte == mp_interrupt_char) {
            mp_sched_keyboard_interrupt();
        } else {
            ringbuf_put(&input, (uint8_t)byte);
        }
    }
}

uintptr_t mp_hal_stdio_poll(uintptr_t poll_flags) {
    uintptr_t ready = poll_flags & MP_STREAM_POLL_WR;
    camera_hal_poll_uart();
    if ((poll_flags & MP_STREAM_POLL_RD) && ringbuf_peek(&input) != -1) {
        ready |= MP_STREAM_POLL_RD;
    }
    return ready;
}

int mp_hal_stdin_rx_chr(void) {
    for (;;) {
        camera_hal_poll_uart();
        const int byte = ringbuf_get(&input);
        if (byte != -1) {
            return byte;
        }
        mp_event_handle_nowait();
        camera_run_wait_as(CAMERA_WAIT_REPL, NULL, 0, UINT64_MAX);
    }
}

mp_uint_t mp_hal_stdout_tx_strn(const char *text, size_t size) {
    camera_port_uart_write(text, size);
    return size;
}

mp_uint_t mp_hal_ticks_ms(void) {
    return (mp_uint_t)(camera_port_uptime_us() / 1000);
}

mp_uint_t mp_hal_ticks_us(void) {
    return (mp_uint_t)camera_port_uptime_us();
}

uint64_t mp_hal_time_ns(void) {
    return (uint64_t)camera_port_clock_us() * 1000;
}

static void delay_until(uint64_t end_us) {
    mp_event_handle_nowait();
    while (camera_port_uptime_us() < end_us) {
        camera_run_wait_as(CAMERA_WAIT_SLEEP, NULL, 0, end_us);
        mp_event_handle_nowait();
    }
}

void mp_hal_delay_ms(mp_uint_t ms) {
    delay_until(camera_port_uptime_us() + (uint64_t)ms * 1000);
}

void mp_hal_delay_us(mp_uint_t us) {
    delay_until(camera_port_uptime_us() + us);
}

uint32_t camera_random_u32(void) {
    uint32_t value;
    camera_port_random(CAMERA_RANDOM_NETWORK, &value, sizeof(value));
    return value;
}
