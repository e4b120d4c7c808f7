#include "sim/stack/tls_work.h"

#include <mbedtls/x509.h>
#include <psa/crypto.h>
#include <psa_random.h>
#include <verification_clock.h>

#include <utility>

namespace tlscam {
namespace {

std::recursive_mutex tls_mutex;
Random* generator_in_use = nullptr;

}  // namespace

TlsWork::TlsWork(Random& random, Instant now)
    : lock_(tls_mutex), before_(std::exchange(generator_in_use, &random)) {
  tlscam_set_psa_random(tls_random, generator_in_use);
  tlscam_set_verification_time(std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
  psa_crypto_init();  // does nothing but the first time
}

TlsWork::~TlsWork() {
  generator_in_use = before_;
  tlscam_set_psa_random(before_ == nullptr ? nullptr : tls_random, before_);
}

int tls_random(void* generator, unsigned char* bytes, std::size_t size) {
  Random& random = *static_cast<Random*>(generator);
  for (std::size_t i = 0; i < size;) {
    std::uint64_t number = random.next();
    for (int byte = 0; byte < 8 && i < size; ++byte, number >>= 8)
      bytes[i++] = static_cast<unsigned char>(number);
  }
  return 0;
}

Instant to_instant(const mbedtls_x509_time& time) {
  using namespace std::chrono;
  return Instant(sys_days(year(time.year) / time.mon / time.day)) + hours(time.hour) + minutes(time.min) +
         seconds(time.sec);
}

Bytes with_final_zero(ByteView file) {
  constexpr std::uint8_t kDerSequence = 0x30;
  Bytes bytes(file.begin(), file.end());
  if (!bytes.empty() && bytes.front() != kDerSequence && bytes.back() != 0) bytes.push_back(0);
  return bytes;
}

}  // namespace tlscam
