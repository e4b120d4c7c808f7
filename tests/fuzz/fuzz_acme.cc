// A stranger may send these to an ACME server: certificate signing requests, and signed requests.
#include <cstdlib>

#include "sim/acme/jws.h"
#include "sim/acme/signing_request.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const tlscam::ByteView bytes{data, size};
  const auto request = tlscam::SigningRequest::read(bytes);
  if (request && request->public_key.empty()) std::abort();
  const auto jws = tlscam::Jws::read(bytes);
  if (jws && jws->key.has_value() == !jws->account.empty()) std::abort();
  if (jws && jws->key) jws->key->verifies(jws->signed_text, jws->signature);
  return 0;
}
