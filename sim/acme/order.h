#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/acme/problem.h"
#include "sim/acme/web_key.h"
#include "sim/base/bytes.h"
#include "sim/time/instant.h"

// The objects of an ACME server (RFC 8555 section 7.1). They refer to each other by number.

namespace tlscam {

/// The states of section 7.1.6, of which each kind of object has some.
enum class AcmeStatus { pending, processing, ready, valid, invalid, deactivated };
std::string_view to_text(AcmeStatus status);

/// An `AcmeIdentifier` is what a certificate is for: a DNS name, or an address (RFC 8738).
struct AcmeIdentifier {
  enum class Type { dns, ip };
  Type type = Type::dns;
  std::string value;  ///< in lower case; "*." stands before the name of a wildcard
  bool operator==(const AcmeIdentifier&) const = default;

  bool is_wildcard() const { return value.starts_with("*."); }
  /// The name or address whose owner has to prove control.
  std::string proved() const { return is_wildcard() ? value.substr(2) : value; }
};

/// Whether a public CA may certify it: not a private address, nor a name that is not in the public DNS
/// (Baseline Requirements, section 7.1.4.2.1).
AcmeResult<void> check_public(const AcmeIdentifier& identifier);

struct AcmeAccount {
  WebKey key;
  std::vector<std::string> contacts;
  AcmeStatus status = AcmeStatus::valid;
};

/// An `AcmeChallenge` is one way to prove control of an identifier.
struct AcmeChallenge {
  enum class Type { http_01, dns_01 };
  Type type = Type::http_01;
  std::string token;
  std::size_t authorization = 0;
  AcmeStatus status = AcmeStatus::pending;
  std::optional<Instant> validated{};
  std::optional<AcmeProblem> problem{};
};

struct AcmeAuthorization {
  std::size_t account = 0;
  AcmeIdentifier identifier;
  Instant expires;
  std::vector<std::size_t> challenges{};
  AcmeStatus status = AcmeStatus::pending;
};

struct AcmeOrder {
  std::size_t account = 0;
  std::vector<AcmeIdentifier> identifiers;
  std::string profile;
  Instant expires;
  std::vector<std::size_t> authorizations{};
  AcmeStatus status = AcmeStatus::pending;
  std::optional<std::size_t> certificate{};
  std::optional<AcmeProblem> problem{};
};

struct AcmeCertificate {
  std::size_t account = 0;
  Bytes der;
  Bytes serial;
  std::vector<AcmeIdentifier> identifiers;
  std::optional<Instant> revoked{};
};

}  // namespace tlscam
