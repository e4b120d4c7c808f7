#include "sim/deploy/content_hash.h"

#include <mbedtls/sha256.h>

#include <array>

#include "sim/base/hex.h"

namespace tlscam {

std::string content_hash(ByteView content) {
  std::array<std::uint8_t, 32> hash{};
  mbedtls_sha256(content.data(), content.size(), hash.data(), 0);  // fails only where hardware computes it
  return to_hex(hash);
}

}  // namespace tlscam
