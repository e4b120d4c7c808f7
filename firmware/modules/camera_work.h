#pragma once
#include "camera_port.h"

// This is what has been computed so far.
const struct camera_work *camera_work(void);
