#pragma once
#include <string>
#include <tl/expected.hpp>

namespace tlscam {

/// An `AcmeProblem` is why an ACME server refuses a request (RFC 8555 section 6.7): the last part of its
/// "urn:ietf:params:acme:error:" type, the sentence for people, and the status of the response.
struct AcmeProblem {
  std::string type;  ///< "badNonce"
  std::string detail;
  int status = 400;
};

template <class T>
using AcmeResult = tl::expected<T, AcmeProblem>;

inline tl::unexpected<AcmeProblem> refuse(std::string type, std::string detail, int status = 400) {
  return tl::unexpected(AcmeProblem{std::move(type), std::move(detail), status});
}

}  // namespace tlscam
