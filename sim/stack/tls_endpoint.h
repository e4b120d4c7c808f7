#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/base/random.h"
#include "sim/base/result.h"
#include "sim/stack/tls_identity.h"
#include "sim/time/event_queue.h"

struct mbedtls_ssl_config;

namespace tlscam {

/// TlsSettings say how an end of TLS connections behaves.
struct TlsSettings {
  bool is_server = true;
  std::shared_ptr<TlsIdentity> identity{};  ///< a server needs one
  std::vector<Bytes> anchors{};  ///< trust anchors, DER or PEM; a client that has none verifies nobody
  bool tls12 = true;             ///< which versions it speaks
  bool tls13 = true;
};

/// A TlsEndpoint is what all connections of one server, or of one client, have in common. Its random numbers
/// come from the seed, and certificates are verified by the queue's true time: the same seed and the same
/// packets give the same bytes. The queue outlives it.
class TlsEndpoint {
 public:
  /// Fails for a server without an identity, an anchor that is not a certificate, and without a version.
  static Result<std::shared_ptr<TlsEndpoint>> create(EventQueue& events, std::uint64_t seed,
                                                     TlsSettings settings);
  ~TlsEndpoint();
  TlsEndpoint(const TlsEndpoint&) = delete;
  TlsEndpoint& operator=(const TlsEndpoint&) = delete;

  const mbedtls_ssl_config& config() const;
  EventQueue& events() { return events_; }
  Random& random() { return random_; }
  bool is_server() const { return settings_.is_server; }

 private:
  struct Parts;
  TlsEndpoint(EventQueue& events, std::uint64_t seed, TlsSettings settings);

  EventQueue& events_;
  Random random_;
  const TlsSettings settings_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace tlscam
