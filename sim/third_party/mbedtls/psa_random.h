// The random numbers of PSA's functions, with which TLS 1.3 is made (MBEDTLS_PSA_CRYPTO_EXTERNAL_RNG).
#pragma once
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

/// As mbedTLS asks for random numbers everywhere else: fills `bytes` and returns 0, or an error.
typedef int (*tlscam_random)(void* context, unsigned char* bytes, size_t size);

/// Says where the numbers come from, until it is called again. NULL: there are none.
void tlscam_set_psa_random(tlscam_random random, void* context);

#ifdef __cplusplus
}
#endif
