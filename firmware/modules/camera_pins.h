// `machine.Pin` and `machine.LED`.
#pragma once
#include "py/obj.h"

extern const mp_obj_type_t machine_pin_type;
extern const mp_obj_type_t machine_led_type;

// This notices levels that others have changed, and calls the handlers of interrupts.
void camera_pins_poll(void);

// This forgets the handlers before a soft reset. Levels stay, as on the real camera.
void camera_pins_deinit(void);
