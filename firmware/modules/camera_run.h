// How a running script lets time pass, the network live and Ctrl-C arrive.
#pragma once
#include "camera_port.h"
#include "py/obj.h"

// What the script waits for, said by the place that waits; `peer` and the port may be unknown (0).
void camera_run_wait_as(uint8_t kind, const uint8_t peer[4], uint16_t port, uint64_t until_us);

// Runs `function` so that receiving inside it is reported as `kind` ("read() for end of file").
mp_obj_t camera_run_call_as(uint8_t kind, mp_obj_t function, size_t n_args, const mp_obj_t *args);

// The kind that camera_run_call_as() has set, CAMERA_WAIT_NONE outside of it.
extern uint8_t camera_run_outer_kind;
