#include "sim/acme/public_key.h"

#include <mbedtls/pk.h>

namespace tlscam {

Bytes public_key_der(const mbedtls_pk_context& key) {
  constexpr std::size_t kRoom = 2048;
  Bytes der(kRoom);
  const int size = mbedtls_pk_write_pubkey_der(&key, der.data(), der.size());  // at the end of the room
  if (size <= 0) return {};
  return {der.end() - size, der.end()};
}

}  // namespace tlscam
