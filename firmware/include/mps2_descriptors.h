// The file descriptors that the emulator of a camera on an MPS2 board is started with; the camera opens them
// by semihosting, as /proc/self/fd/N.
#pragma once

enum mps2_descriptor {
    MPS2_INWARD_FD = 3,   // a pipe: what the world says (camera_link.h)
    MPS2_OUTWARD_FD = 4,  // a pipe: what the camera says
    MPS2_DRIVE_FD = 5,    // the flash
    MPS2_ROM_FD = 6,      // the ROMFS partition
};
