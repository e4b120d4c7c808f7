// Which line of a script runs.
#pragma once
#include "camera_port.h"

// Puts the innermost line of a file that is not the firmware's own into `wait`, or of the firmware's when
// there is no other; nothing when no script runs.
void camera_where(struct camera_wait *wait);
