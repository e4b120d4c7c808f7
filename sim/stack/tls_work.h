#pragma once
#include <cstddef>
#include <mutex>

#include "sim/base/bytes.h"
#include "sim/base/random.h"
#include "sim/time/instant.h"

struct mbedtls_x509_time;

namespace tlscam {

/// While a TlsWork lives, mbedTLS takes its random numbers from one generator, and `now` as the date by which
/// it verifies certificates. Whoever makes TLS handshakes holds one; another thread waits.
class TlsWork {
 public:
  TlsWork(Random& random, Instant now);
  ~TlsWork();
  TlsWork(const TlsWork&) = delete;
  TlsWork& operator=(const TlsWork&) = delete;

 private:
  std::unique_lock<std::recursive_mutex> lock_;
  Random* before_;
};

/// Fills `bytes` from a Random, which is `generator`; mbedTLS's f_rng.
int tls_random(void* generator, unsigned char* bytes, std::size_t size);

/// A date of a certificate.
Instant to_instant(const mbedtls_x509_time& time);

/// mbedTLS wants PEM with a zero at its end, and DER without; which it is shows at the first byte.
Bytes with_final_zero(ByteView file);

}  // namespace tlscam
