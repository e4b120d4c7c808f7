// These functions let time pass, the network live and Ctrl-C arrive while a script runs.
#pragma once
#include "camera_port.h"
#include "py/obj.h"

// The place that waits reports here what the script waits for; `peer` and the port may be unknown (0).
void camera_run_wait_as(uint8_t kind, const uint8_t peer[4], uint16_t port, uint64_t until_us);

// This runs `function` so that receiving inside it is reported as `kind` ("read() for end of file").
mp_obj_t camera_run_call_as(uint8_t kind, mp_obj_t function, size_t n_args, const mp_obj_t *args);

// This is the kind that camera_run_call_as() has set, and CAMERA_WAIT_NONE outside it.
extern uint8_t camera_run_outer_kind;
