// The floor of the benchmark: mutual TLS handshakes with nothing around them. The camera's own mbedTLS, both
// ends in this process, bytes handed over in memory, memory from the C library.
//   tlscam_bench_floor CERTIFICATE.der KEY.der HANDSHAKES
// prints the processor time, in seconds, of all the handshakes.

#include <sys/random.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <deque>
#include <fstream>
#include <iterator>
#include <vector>

extern "C" {  // the configuration declares functions, as C
#include "camera_mbedtls_config.h"
}
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/pk.h>
#include <mbedtls/platform_time.h>
#include <mbedtls/platform_util.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

// What firmware/modules and MicroPython give mbedTLS on the camera.
extern "C" {
void* m_tracked_calloc(size_t count, size_t size) {
  return calloc(count, size);
}
void m_tracked_free(void* memory) {
  free(memory);
}
time_t camera_clock_seconds(time_t* seconds) {
  return time(seconds);
}
mbedtls_ms_time_t mbedtls_ms_time() {
  return static_cast<mbedtls_ms_time_t>(time(nullptr)) * 1000;
}
struct tm* mbedtls_platform_gmtime_r(const mbedtls_time_t* seconds, struct tm* result) {
  return gmtime_r(seconds, result);
}
int mbedtls_hardware_poll(void*, unsigned char* output, size_t size, size_t* filled) {
  const ssize_t got = getrandom(output, size, 0);
  *filled = got > 0 ? static_cast<size_t>(got) : 0;
  return got > 0 ? 0 : MBEDTLS_ERR_ENTROPY_SOURCE_FAILED;
}
}

namespace {

using Pipe = std::deque<unsigned char>;

void must(int result, const char* what) {
  if (result == 0) return;
  std::fprintf(stderr, "tlscam_bench_floor: %s failed: -0x%04x\n", what, static_cast<unsigned>(-result));
  std::exit(1);
}

std::vector<unsigned char> read_file(const char* path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
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

// One side's settings, made once, as extmod/modtls_mbedtls.c makes a context.
class Side {
 public:
  Side(int endpoint, const char* certificate, const char* key) {
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
    mbedtls_ssl_conf_authmode(&config_, MBEDTLS_SSL_VERIFY_REQUIRED);
    const auto der = read_file(certificate);
    const auto key_der = read_file(key);
    must(mbedtls_x509_crt_parse(&certificate_, der.data(), der.size()), "reading the certificate");
    must(mbedtls_x509_crt_parse(&trusted_, der.data(), der.size()), "reading the certificate");
    must(mbedtls_pk_parse_key(&key_, key_der.data(), key_der.size(), nullptr, 0, mbedtls_ctr_drbg_random,
                              &random_),
         "reading the key");
    must(mbedtls_ssl_conf_own_cert(&config_, &certificate_, &key_), "setting the certificate");
    mbedtls_ssl_conf_ca_chain(&config_, &trusted_, nullptr);
  }
  const mbedtls_ssl_config* config() const { return &config_; }

 private:
  mbedtls_entropy_context entropy_;
  mbedtls_ctr_drbg_context random_;
  mbedtls_ssl_config config_;
  mbedtls_x509_crt certificate_, trusted_;
  mbedtls_pk_context key_;
};

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

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "Usage: tlscam_bench_floor CERTIFICATE.der KEY.der HANDSHAKES\n");
    return 2;
  }
  const Side client(MBEDTLS_SSL_IS_CLIENT, argv[1], argv[2]);
  const Side server(MBEDTLS_SSL_IS_SERVER, argv[1], argv[2]);
  const double begin = processor_seconds();
  for (int i = std::atoi(argv[3]); i > 0; --i) handshake(client, server);
  std::printf("%.6f\n", processor_seconds() - begin);
}
