// The emulator of a camera on an MPS2 board is started with these file descriptors; the camera opens them by
// semihosting, as /proc/self/fd/N.
#pragma once

enum mps2_descriptor {
    MPS2_INWARD_FD = 3,   // a pipe from the world (camera_link.h)
    MPS2_OUTWARD_FD = 4,  // a pipe to the world
    MPS2_DRIVE_FD = 5,    // the flash
    MPS2_ROM_FD = 6,      // the ROMFS partition
};
