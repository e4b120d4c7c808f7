#pragma once
#include <optional>
#include <string>

#include "sim/acme/account_key.h"
#include "sim/acme/web_key.h"
#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// A `Jws` is a signed request of ACME (RFC 8555 section 6.2): a JWS in its flattened JSON form (RFC 7515).
struct Jws {
  std::string algorithm;      ///< "ES256"
  std::string nonce;          ///< empty: none; only the inner one of a key change has none
  std::string url;            ///< the one that the request is for
  std::optional<WebKey> key;  ///< the signer's, while there is no account,
  std::string account;        ///< the URL of the account ("kid") later; just one of the two is there
  std::string signed_text;    ///< the text that the signature is over
  Bytes payload;              ///< empty: the request only asks (section 6.3)
  Bytes signature;

  /// Reads the content of a request. Fails for what is not a JWS, or not as ACME wants it. The signature is
  /// not verified yet: first the account's key has to be found.
  static Result<Jws> read(ByteView content);
};

/// `JwsHead` is what a signed request says of itself.
struct JwsHead {
  std::string nonce;  ///< empty: none
  std::string url;
  std::string account;  ///< empty: the public key stands there
};

/// A signed request, as it is sent.
std::string sign_jws(const AccountKey& key, const JwsHead& head, std::string_view payload, Random& random);

}  // namespace tlscam
