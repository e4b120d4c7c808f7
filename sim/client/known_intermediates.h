#pragma once
#include <set>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/stack/tls_connection.h"

namespace tlscam {

/// `KnownIntermediates` are certificates of authorities that a client has met in verified chains and keeps,
/// as browsers do: with one of them it completes the chain of a server that has left it out.
class KnownIntermediates {
 public:
  /// Reads them from a file of PEM; what is not a certificate does not count.
  static KnownIntermediates read(ByteView file);
  std::string to_pem() const;

  /// Adds those of a chain that was verified without a complaint: neither the server's own certificate nor
  /// roots. Returns how many are new.
  std::size_t add(const std::vector<TlsLink>& chain);

  /// Those from which, at this date, a chain leads to one of the roots (DER or PEM). A server's certificate
  /// that one of them has signed may be trusted as if the server had sent the rest.
  std::vector<Bytes> leading_to(ByteView roots, Instant now) const;

 private:
  std::vector<Bytes> certificates_;  // DER, the oldest first
};

}  // namespace tlscam
