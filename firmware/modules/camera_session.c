// This file reports to the world what the ends of TLS sessions know, and how they verify certificates.
// mbedTLS offers callbacks for both; MicroPython uses only the one for verification, and only for scripts
// that ask for it. The linker inserts these functions between the two (--wrap).
#include <string.h>

#include "camera_port.h"
#include "ssl_misc.h"

static void report_session(void *context, mbedtls_ssl_key_export_type type, const unsigned char *secret,
                           size_t size, const unsigned char client_random[32],
                           const unsigned char server_random[32], mbedtls_tls_prf_types prf) {
    (void)server_random;
    (void)prf;
    if (type != MBEDTLS_SSL_KEY_EXPORT_TLS12_MASTER_SECRET || size != CAMERA_MASTER_SECRET_SIZE) {
        return;
    }
    const mbedtls_ssl_config *configuration = mbedtls_ssl_context_get_config(context);
    // Without verification the result says that nothing was found wrong.
    const bool verified = configuration->MBEDTLS_PRIVATE(authmode) != MBEDTLS_SSL_VERIFY_NONE;
    struct camera_session session = {
        .is_client = mbedtls_ssl_conf_get_endpoint(configuration) == MBEDTLS_SSL_IS_CLIENT,
        .peer_proved = verified && mbedtls_ssl_get_verify_result(context) == 0,
    };
    memcpy(session.client_random, client_random, sizeof(session.client_random));
    memcpy(session.master_secret, secret, sizeof(session.master_secret));
    camera_port_report_session(&session);
    memset(&session, 0, sizeof(session));
}

// The verdict of a script's own callback (ssl.SSLContext.verify_callback), which runs afterwards, counts as
// it would without this.
static int report_verification(void *context, mbedtls_x509_crt *certificate, int depth, uint32_t *flags) {
    const mbedtls_ssl_context *ssl = context;
    struct camera_verification step = {
        .flags = *flags,
        .depth = (uint8_t)depth,
        .is_client = mbedtls_ssl_conf_get_endpoint(ssl->conf) == MBEDTLS_SSL_IS_CLIENT,
    };
    memcpy(step.client_random, ssl->handshake->randbytes, sizeof(step.client_random));
    camera_port_report_verification(&step, certificate->raw.p, certificate->raw.len);
    return ssl->conf->f_vrfy == NULL ? 0 : ssl->conf->f_vrfy(ssl->conf->p_vrfy, certificate, depth, flags);
}

int __real_mbedtls_ssl_setup(mbedtls_ssl_context *ssl, const mbedtls_ssl_config *configuration);

int __wrap_mbedtls_ssl_setup(mbedtls_ssl_context *ssl, const mbedtls_ssl_config *configuration) {
    const int result = __real_mbedtls_ssl_setup(ssl, configuration);
    if (result == 0) {
        mbedtls_ssl_set_export_keys_cb(ssl, report_session, ssl);
        mbedtls_ssl_set_verify(ssl, report_verification, ssl);
    }
    return result;
}
