// What lwIP must know of the compiler. In place of MicroPython's, which takes a pointer for 32 bits wide.
#pragma once
#include <stdint.h>
#include <stdlib.h>

#define LWIP_NO_UNISTD_H 1
#define BYTE_ORDER LITTLE_ENDIAN

// Closing a listening socket through modlwip trips an assertion of lwIP's that must not end the camera.
#define LWIP_PLATFORM_DIAG(x)
#define LWIP_PLATFORM_ASSERT(x)
