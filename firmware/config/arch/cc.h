// This header tells lwIP about the compiler. It replaces MicroPython's, which assumes that a pointer has 32
// bits.
#pragma once
#include <stdint.h>
#include <stdlib.h>
#include <sys/types.h>

#define LWIP_NO_UNISTD_H 1
#ifndef BYTE_ORDER
#define BYTE_ORDER LITTLE_ENDIAN
#endif

// An assertion must not end the camera: closing a listening socket triggers one (see
// modules/lwip_listen_guard.c).
#define LWIP_PLATFORM_DIAG(x)
#define LWIP_PLATFORM_ASSERT(x)
