// This file counts public-key operations. The linker puts these functions in front of mbedTLS's (--wrap).
#include "camera_work.h"

#include "mbedtls/bignum.h"
#include "mbedtls/ecp.h"

static struct camera_work work;

const struct camera_work *camera_work(void) {
    return &work;
}

static void count(uint32_t counts[CAMERA_CURVES], mbedtls_ecp_group_id id) {
    switch (id) {
        case MBEDTLS_ECP_DP_SECP256R1:
            ++counts[CAMERA_CURVE_P256];
            break;
        case MBEDTLS_ECP_DP_SECP384R1:
            ++counts[CAMERA_CURVE_P384];
            break;
        case MBEDTLS_ECP_DP_SECP521R1:
            ++counts[CAMERA_CURVE_P521];
            break;
        default:
            break;
    }
}

int __real_mbedtls_ecp_mul_restartable(mbedtls_ecp_group *group, mbedtls_ecp_point *result,
                                       const mbedtls_mpi *factor, const mbedtls_ecp_point *point,
                                       int (*random)(void *, unsigned char *, size_t), void *context,
                                       mbedtls_ecp_restart_ctx *restart);

int __wrap_mbedtls_ecp_mul_restartable(mbedtls_ecp_group *group, mbedtls_ecp_point *result,
                                       const mbedtls_mpi *factor, const mbedtls_ecp_point *point,
                                       int (*random)(void *, unsigned char *, size_t), void *context,
                                       mbedtls_ecp_restart_ctx *restart) {
    count(point == &group->G ? work.base_multiplications : work.multiplications, group->id);
    return __real_mbedtls_ecp_mul_restartable(group, result, factor, point, random, context, restart);
}

int __real_mbedtls_ecp_muladd_restartable(mbedtls_ecp_group *group, mbedtls_ecp_point *result,
                                          const mbedtls_mpi *factor, const mbedtls_ecp_point *point,
                                          const mbedtls_mpi *other_factor,
                                          const mbedtls_ecp_point *other_point,
                                          mbedtls_ecp_restart_ctx *restart);

int __wrap_mbedtls_ecp_muladd_restartable(mbedtls_ecp_group *group, mbedtls_ecp_point *result,
                                          const mbedtls_mpi *factor, const mbedtls_ecp_point *point,
                                          const mbedtls_mpi *other_factor,
                                          const mbedtls_ecp_point *other_point,
                                          mbedtls_ecp_restart_ctx *restart) {
    count(work.verifications, group->id);
    return __real_mbedtls_ecp_muladd_restartable(group, result, factor, point, other_factor, other_point,
                                                 restart);
}

static void count_exponentiation(const mbedtls_mpi *exponent, const mbedtls_mpi *modulus) {
    const uint64_t words = (mbedtls_mpi_bitlen(modulus) + 31) / 32;
    work.exponentiations += mbedtls_mpi_bitlen(exponent) * words * words;
}

int __real_mbedtls_mpi_exp_mod(mbedtls_mpi *result, const mbedtls_mpi *base, const mbedtls_mpi *exponent,
                               const mbedtls_mpi *modulus, mbedtls_mpi *helper);

int __wrap_mbedtls_mpi_exp_mod(mbedtls_mpi *result, const mbedtls_mpi *base, const mbedtls_mpi *exponent,
                               const mbedtls_mpi *modulus, mbedtls_mpi *helper) {
    count_exponentiation(exponent, modulus);
    return __real_mbedtls_mpi_exp_mod(result, base, exponent, modulus, helper);
}

// mbedTLS calls this one for exponents that are not secret.
int __real_mbedtls_mpi_exp_mod_unsafe(mbedtls_mpi *result, const mbedtls_mpi *base,
                                      const mbedtls_mpi *exponent, const mbedtls_mpi *modulus,
                                      mbedtls_mpi *helper);

int __wrap_mbedtls_mpi_exp_mod_unsafe(mbedtls_mpi *result, const mbedtls_mpi *base,
                                      const mbedtls_mpi *exponent, const mbedtls_mpi *modulus,
                                      mbedtls_mpi *helper) {
    count_exponentiation(exponent, modulus);
    return __real_mbedtls_mpi_exp_mod_unsafe(result, base, exponent, modulus, helper);
}
