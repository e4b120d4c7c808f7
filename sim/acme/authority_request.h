#pragma once
#include <nlohmann/json.hpp>

#include "sim/acme/authority.h"

namespace tlscam {

/// A `Signed` request has a signature that was verified.
struct AcmeAuthority::Signed {
  Jws jws;
  nlohmann::json payload;   // an object, or null for a request that only asks
  std::size_t account = 0;  // the one that signed; none for a request with a key
  std::size_t number = 0;   // the number of the object that the request is about
  Instant now;
};

}  // namespace tlscam
