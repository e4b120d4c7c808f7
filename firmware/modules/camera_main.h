#pragma once

// This runs the camera and never returns. A port calls it once everything in camera_port.h works.
void camera_main(void);
