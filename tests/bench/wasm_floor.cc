// This is the floor of the page's benchmark, for tests/bench/page/floor.ts: handshakes of bare mbedTLS,
// compiled like the camera's mbedTLS. JavaScript measures the time.

#include <memory>

#include "tests/bench/handshake.h"

namespace {

std::unique_ptr<Side> client, server;

}  // namespace

extern "C" {

/// `floor_prepare` makes both sides from bytes in this module's memory; `date` is in seconds since 1970.
[[gnu::used]] void floor_prepare(const unsigned char* certificate, int certificate_size,
                                 const unsigned char* key, int key_size, int mutual, double date) {
  floor_date = static_cast<std::int64_t>(date);
  const Der certificate_der(certificate, certificate + certificate_size), key_der(key, key + key_size);
  client = std::make_unique<Side>(MBEDTLS_SSL_IS_CLIENT, certificate_der, key_der, mutual != 0);
  server = std::make_unique<Side>(MBEDTLS_SSL_IS_SERVER, certificate_der, key_der, mutual != 0);
}

[[gnu::used]] void floor_handshakes(int count) {
  for (int i = 0; i < count; ++i) handshake(*client, *server);
}

}  // extern "C"
