#include "camera_run.h"

#include "camera_net.h"
#include "camera_pins.h"
#include "camera_where.h"
#include "lwip/timeouts.h"
#include "py/mphal.h"
#include "py/runtime.h"

// A Cortex-M7 at 600 MHz runs a loop of a few bytecodes about this many times in one millisecond. Counting
// loops makes `while time.ticks_ms() < end: pass` end in a simulation, the same way on every run.
#define LOOPS_PER_MS (1500)

int camera_run_budget = LOOPS_PER_MS;
uint8_t camera_run_outer_kind;

void camera_hal_poll_uart(void);

// The network did something after the script last checked the condition that it waits for.
static bool news;

void camera_run_events(void) {
    camera_hal_poll_uart();
    camera_pins_poll();
    news |= camera_net_poll();
}

void camera_run_spend(void) {
    camera_run_budget = LOOPS_PER_MS;
    struct camera_wait computes = {.kind = CAMERA_WAIT_NONE};
    camera_where(&computes);
    camera_port_report_wait(&computes);
    camera_port_spend(1000);
    camera_run_events();
}

void camera_run_wait_as(uint8_t kind, const uint8_t peer[4], uint16_t port, uint64_t until_us) {
    // A waiting caller handles events first and then sleeps. Those events may satisfy its wait.
    if (news) {
        news = false;
        return;
    }
    const uint64_t now_us = camera_port_uptime_us();
    const uint32_t network_ms = sys_timeouts_sleeptime();
    if (network_ms != SYS_TIMEOUTS_SLEEPTIME_INFINITE) {
        // lwIP counts the uptime in whole milliseconds.
        const uint64_t network_us = (now_us / 1000 + network_ms) * 1000;
        until_us = MIN(until_us, network_us);
    }
    struct camera_wait wait = {.kind = kind, .port = port};
    if (kind == CAMERA_WAIT_RECEIVE && camera_run_outer_kind != CAMERA_WAIT_NONE) {
        wait.kind = camera_run_outer_kind;
    }
    if (peer != NULL) {
        memcpy(wait.address, peer, sizeof(wait.address));
    }
    camera_where(&wait);
    camera_port_report_wait(&wait);
    camera_port_wait(until_us);
}

void camera_run_wait(int timeout_ms) {
    const uint64_t until_us =
        timeout_ms < 0 ? UINT64_MAX : camera_port_uptime_us() + (uint64_t)timeout_ms * 1000;
    camera_run_wait_as(CAMERA_WAIT_POLL, NULL, 0, until_us);
}

mp_obj_t camera_run_call_as(uint8_t kind, mp_obj_t function, size_t n_args, const mp_obj_t *args) {
    const uint8_t outer = camera_run_outer_kind;
    camera_run_outer_kind = kind;
    nlr_buf_t nlr;
    if (nlr_push(&nlr) != 0) {
        camera_run_outer_kind = outer;
        nlr_jump(nlr.ret_val);
    }
    mp_obj_t result = mp_call_function_n_kw(function, n_args, 0, args);
    nlr_pop();
    camera_run_outer_kind = outer;
    return result;
}
