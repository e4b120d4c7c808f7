#include "psa_random.h"

#include <psa/crypto.h>

static tlscam_random generator;
static void* generator_context;

void tlscam_set_psa_random(tlscam_random random, void* context) {
  generator = random;
  generator_context = context;
}

psa_status_t mbedtls_psa_external_get_random(mbedtls_psa_external_random_context_t* context, uint8_t* output,
                                             size_t size, size_t* length) {
  (void)context;
  if (generator == NULL || generator(generator_context, output, size) != 0)
    return PSA_ERROR_INSUFFICIENT_ENTROPY;
  *length = size;
  return PSA_SUCCESS;
}
