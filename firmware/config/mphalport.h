// This is MicroPython's hardware layer, implemented in modules/camera_hal.c over camera_port.h.
#pragma once
#include <stdint.h>

#include "shared/runtime/interrupt_char.h"

#define mp_hal_ticks_cpu() mp_hal_ticks_us()
