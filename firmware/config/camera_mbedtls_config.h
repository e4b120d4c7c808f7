// This is mbedTLS's configuration: MicroPython's own for bare metal, as in the mimxrt port. (It is not called
// mbedtls_config.h because mbedTLS's headers would find their own file first.)
#pragma once
#include <stdint.h>
#include <time.h>

// Times have 64 bits whatever the C library's time_t has, so that a camera's clock may pass 2038.
#define MBEDTLS_PLATFORM_TIME_TYPE_MACRO int64_t
int64_t camera_clock_seconds(int64_t *seconds);
#define MBEDTLS_PLATFORM_TIME_MACRO camera_clock_seconds
#define MBEDTLS_PLATFORM_MS_TIME_ALT mbedtls_ms_time

#define MICROPY_MBEDTLS_CONFIG_BARE_METAL (1)
#include "extmod/mbedtls/mbedtls_config_common.h"

// A P-256 operation would cost 5.6 times as much without it.
#define MBEDTLS_ECP_NIST_OPTIM
#ifndef MBEDTLS_HAVE_INT64  // set by the port that has no assembler
#define MBEDTLS_HAVE_ASM
#endif

// modules/mbedtls_port.c splits a time without the C library's time zone code.
#define MBEDTLS_PLATFORM_GMTIME_R_ALT
