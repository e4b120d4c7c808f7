// What lwIP must know of the compiler. In place of MicroPython's, which takes a pointer for 32 bits wide.
#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#define LWIP_NO_UNISTD_H 1
#ifndef BYTE_ORDER
#define BYTE_ORDER LITTLE_ENDIAN
#endif

// An assertion must not end the camera: closing a listening socket trips one (see
// modules/lwip_listen_guard.c).
#define LWIP_PLATFORM_DIAG(x)
#define LWIP_PLATFORM_ASSERT(x)
