// This finds which line of a script is running.
#pragma once
#include "camera_port.h"

// This puts the innermost line of a file that is not the firmware's own into `wait`, or the firmware's when
// there is no other; it changes nothing when no script runs.
void camera_where(struct camera_wait *wait);
