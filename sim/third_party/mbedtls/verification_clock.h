// This is the time by which mbedTLS verifies certificates here. mbedTLS asks a clock for it; the world has no
// clock of its own, and every camera has a different one, so a verifier sets the time first.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// The seconds since 1970 count for everything that this thread verifies from now on.
void tlscam_set_verification_time(int64_t seconds);

/// mbedTLS calls `tlscam_verification_time` instead of time().
int64_t tlscam_verification_time(int64_t* seconds);

#ifdef __cplusplus
}
#endif
