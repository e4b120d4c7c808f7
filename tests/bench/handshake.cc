#include "tests/bench/handshake.h"

#include <mbedtls/platform_time.h>
#include <mbedtls/platform_util.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>

std::int64_t floor_date = 0;

// On the camera, firmware/modules and MicroPython provide these to mbedTLS.
extern "C" {
void* m_tracked_calloc(size_t count, size_t size) {
  return calloc(count, size);
}
void m_tracked_free(void* memory) {
  free(memory);
}
std::int64_t camera_clock_seconds(std::int64_t* seconds) {
  if (seconds) *seconds = floor_date;
  return floor_date;
}
mbedtls_ms_time_t mbedtls_ms_time() {
  return floor_date * 1000;
}
struct tm* mbedtls_platform_gmtime_r(const mbedtls_time_t* seconds, struct tm* result) {
  const auto plain = static_cast<std::time_t>(*seconds);
  return gmtime_r(&plain, result);
}
int mbedtls_hardware_poll(void*, unsigned char* output, size_t size, size_t* filled) {
  const bool got = getentropy(output, size) == 0;
  *filled = got ? size : 0;
  return got ? 0 : MBEDTLS_ERR_ENTROPY_SOURCE_FAILED;
}
}

namespace {

using Pipe = std::deque<unsigned char>;

void must(int result, const char* what) {
  if (result == 0) return;
  std::fprintf(stderr, "bare mbedTLS: %s failed: -0x%04x\n", what, static_cast<unsigned>(-result));
  std::exit(1);
}

struct Link {
  Pipe* in;
  Pipe* out;
};

int send(void* link, const unsigned char* data, size_t size) {
  Pipe& out = *static_cast<Link*>(link)->out;
  out.insert(out.end(), data, data + size);
  return static_cast<int>(size);
}

int receive(void* link, unsigned char* data, size_t size) {
  Pipe& in = *static_cast<Link*>(link)->in;
  if (in.empty()) return MBEDTLS_ERR_SSL_WANT_READ;
  const size_t count = std::min(size, in.size());
  std::copy_n(in.begin(), count, data);
  in.erase(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(count));
  return static_cast<int>(count);
}

}  // namespace

Side::Side(int endpoint, const Der& certificate, const Der& key, bool mutual) {
  const bool shows = mutual || endpoint == MBEDTLS_SSL_IS_SERVER;
  const bool verifies = mutual || endpoint == MBEDTLS_SSL_IS_CLIENT;
  mbedtls_entropy_init(&entropy_);
  mbedtls_ctr_drbg_init(&random_);
  mbedtls_ssl_config_init(&config_);
  mbedtls_x509_crt_init(&certificate_);
  mbedtls_x509_crt_init(&trusted_);
  mbedtls_pk_init(&key_);
  must(mbedtls_ctr_drbg_seed(&random_, mbedtls_entropy_func, &entropy_, nullptr, 0), "seeding");
  must(mbedtls_ssl_config_defaults(&config_, endpoint, MBEDTLS_SSL_TRANSPORT_STREAM,
                                   MBEDTLS_SSL_PRESET_DEFAULT),
       "the configuration");
  mbedtls_ssl_conf_rng(&config_, mbedtls_ctr_drbg_random, &random_);
  mbedtls_ssl_conf_authmode(&config_, verifies ? MBEDTLS_SSL_VERIFY_REQUIRED : MBEDTLS_SSL_VERIFY_NONE);
  if (shows) {
    must(mbedtls_x509_crt_parse(&certificate_, certificate.data(), certificate.size()),
         "reading the certificate");
    must(mbedtls_pk_parse_key(&key_, key.data(), key.size(), nullptr, 0, mbedtls_ctr_drbg_random, &random_),
         "reading the key");
    must(mbedtls_ssl_conf_own_cert(&config_, &certificate_, &key_), "setting the certificate");
  }
  if (verifies) {
    must(mbedtls_x509_crt_parse(&trusted_, certificate.data(), certificate.size()),
         "reading the certificate");
    mbedtls_ssl_conf_ca_chain(&config_, &trusted_, nullptr);
  }
}

Side::~Side() {
  mbedtls_ssl_config_free(&config_);
  mbedtls_x509_crt_free(&certificate_);
  mbedtls_x509_crt_free(&trusted_);
  mbedtls_pk_free(&key_);
  mbedtls_ctr_drbg_free(&random_);
  mbedtls_entropy_free(&entropy_);
}

void handshake(const Side& client_side, const Side& server_side) {
  Pipe to_client, to_server;
  Link client_link{&to_client, &to_server}, server_link{&to_server, &to_client};
  mbedtls_ssl_context client, server;
  mbedtls_ssl_init(&client);
  mbedtls_ssl_init(&server);
  must(mbedtls_ssl_setup(&client, client_side.config()), "the client's setup");
  must(mbedtls_ssl_setup(&server, server_side.config()), "the server's setup");
  must(mbedtls_ssl_set_hostname(&client, "openmv"), "setting the name");
  mbedtls_ssl_set_bio(&client, &client_link, send, receive, nullptr);
  mbedtls_ssl_set_bio(&server, &server_link, send, receive, nullptr);
  while (!mbedtls_ssl_is_handshake_over(&client) || !mbedtls_ssl_is_handshake_over(&server)) {
    for (mbedtls_ssl_context* end : {&client, &server}) {
      const int result = mbedtls_ssl_handshake(end);
      if (result != MBEDTLS_ERR_SSL_WANT_READ) must(result, "the handshake");
    }
  }
  mbedtls_ssl_close_notify(&server);
  mbedtls_ssl_close_notify(&client);
  mbedtls_ssl_free(&client);
  mbedtls_ssl_free(&server);
}
