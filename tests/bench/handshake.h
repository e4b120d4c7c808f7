#pragma once
// This is the floor of the benchmarks: TLS handshakes with nothing around them. It uses the camera's own
// mbedTLS, with both ends in this process, bytes handed over in memory, and memory from the C library.

#include <cstdint>
#include <string>
#include <vector>

extern "C" {  // the configuration declares functions, as C
#include "camera_mbedtls_config.h"
}
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

using Der = std::vector<unsigned char>;

/// `floor_date` is the date by which certificates are judged, in seconds since 1970. It does not advance.
extern std::int64_t floor_date;

/// `Side` is one side's settings, made once, as extmod/modtls_mbedtls.c makes a context. The certificate is
/// valid for the name "openmv" and is its own trust anchor. If not `mutual`, only the server shows it and
/// only the client verifies. Any error ends the program with a message.
class Side {
 public:
  Side(int endpoint, const Der& certificate, const Der& key, bool mutual);
  ~Side();
  Side(const Side&) = delete;
  Side& operator=(const Side&) = delete;

  const mbedtls_ssl_config* config() const { return &config_; }

 private:
  mbedtls_entropy_context entropy_;
  mbedtls_ctr_drbg_context random_;
  mbedtls_ssl_config config_;
  mbedtls_x509_crt certificate_, trusted_;
  mbedtls_pk_context key_;
};

/// `handshake` is one connection, from two new contexts until both are freed. It ends the program with a
/// message when the handshake fails.
void handshake(const Side& client_side, const Side& server_side);
