#include "sim/stack/tls_endpoint.h"

#include <mbedtls/ssl.h>

#include "sim/stack/tls_work.h"

namespace tlscam {

struct TlsEndpoint::Parts {
  mbedtls_ssl_config config;
  mbedtls_x509_crt anchors;

  Parts() {
    mbedtls_ssl_config_init(&config);
    mbedtls_x509_crt_init(&anchors);
  }
  ~Parts() {
    mbedtls_ssl_config_free(&config);
    mbedtls_x509_crt_free(&anchors);
  }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;
};

TlsEndpoint::TlsEndpoint(EventQueue& events, std::uint64_t seed, TlsSettings settings)
    : events_(events), random_(seed), settings_(std::move(settings)), parts_(std::make_unique<Parts>()) {}

TlsEndpoint::~TlsEndpoint() = default;

const mbedtls_ssl_config& TlsEndpoint::config() const {
  return parts_->config;
}

Result<std::shared_ptr<TlsEndpoint>> TlsEndpoint::create(EventQueue& events, std::uint64_t seed,
                                                         TlsSettings settings) {
  if (!settings.tls12 && !settings.tls13) return fail("versions: there is none");
  if (settings.is_server && !settings.identity) return fail("certificates: a server needs one");
  std::shared_ptr<TlsEndpoint> endpoint(new TlsEndpoint(events, seed, std::move(settings)));
  const TlsSettings& wanted = endpoint->settings_;
  mbedtls_ssl_config& config = endpoint->parts_->config;
  const TlsWork work(endpoint->random_, events.true_time());
  mbedtls_ssl_config_defaults(&config, wanted.is_server ? MBEDTLS_SSL_IS_SERVER : MBEDTLS_SSL_IS_CLIENT,
                              MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
  mbedtls_ssl_conf_min_tls_version(&config,
                                   wanted.tls12 ? MBEDTLS_SSL_VERSION_TLS1_2 : MBEDTLS_SSL_VERSION_TLS1_3);
  mbedtls_ssl_conf_max_tls_version(&config,
                                   wanted.tls13 ? MBEDTLS_SSL_VERSION_TLS1_3 : MBEDTLS_SSL_VERSION_TLS1_2);
  mbedtls_ssl_conf_rng(&config, tls_random, &endpoint->random_);
  for (std::size_t i = 0; i < wanted.anchors.size(); ++i) {
    const Bytes text = with_final_zero(wanted.anchors[i]);
    if (mbedtls_x509_crt_parse(&endpoint->parts_->anchors, text.data(), text.size()) != 0)
      return fail("anchors[{}]: this is not a certificate", i);
  }
  mbedtls_ssl_conf_ca_chain(&config, &endpoint->parts_->anchors, nullptr);
  mbedtls_ssl_conf_authmode(&config,
                            wanted.anchors.empty() ? MBEDTLS_SSL_VERIFY_NONE : MBEDTLS_SSL_VERIFY_REQUIRED);
  if (wanted.identity) mbedtls_ssl_conf_own_cert(&config, &wanted.identity->chain(), &wanted.identity->key());
  return endpoint;
}

}  // namespace tlscam
