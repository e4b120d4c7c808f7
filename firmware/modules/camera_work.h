#pragma once
#include "camera_port.h"

// What was computed so far.
const struct camera_work *camera_work(void);
