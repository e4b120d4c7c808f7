#pragma once
#include <mbedtls/pk.h>

#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// `Key` is a key of mbedTLS that frees itself.
class Key {
 public:
  Key() { mbedtls_pk_init(&context_); }
  ~Key() { mbedtls_pk_free(&context_); }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  mbedtls_pk_context* get() { return &context_; }

 private:
  mbedtls_pk_context context_;
};

/// `KeyFacts` describes a key, private or public.
struct KeyFacts {
  std::string type;             ///< "P-256", "RSA 2048"
  Bytes public_key;             ///< SubjectPublicKeyInfo as DER
  std::string camera_obstacle;  ///< why the camera's firmware does not know it; empty if it does
  std::string weakness;         ///< why peers refuse it; empty if they do not
};

KeyFacts facts_of(const mbedtls_pk_context& key);

/// These read DER that ends where the key ends. They fail for keys that mbedTLS does not know.
Result<KeyFacts> read_private_key(ByteView der);
Result<KeyFacts> read_public_key(ByteView der);

/// `key_algorithm_name` names an algorithm that mbedTLS does not know: "Ed25519" for "1.3.101.112". It
/// returns the number for others.
std::string key_algorithm_name(std::string_view oid);

}  // namespace tlscam
