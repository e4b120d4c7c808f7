// The time by which mbedTLS verifies certificates here. mbedTLS asks a clock for it; the world has none of
// its own, and every camera has another, so whoever verifies says the time first.
#pragma once
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

/// Seconds since 1970, for what this thread verifies from now on.
void tlscam_set_verification_time(int64_t seconds);

/// What mbedTLS calls instead of time().
int64_t tlscam_verification_time(int64_t* seconds);

#ifdef __cplusplus
}
#endif
