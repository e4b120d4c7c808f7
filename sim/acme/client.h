#pragma once
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/acme/account_key.h"
#include "sim/acme/order.h"
#include "sim/acme/signing_request.h"
#include "sim/base/random.h"
#include "sim/base/result.h"
#include "sim/base/task.h"
#include "sim/time/event_queue.h"
#include "sim/wire/http.h"

namespace tlscam {

/// An `AcmeCourier` carries the client's requests to a server.
class AcmeCourier {
 public:
  virtual ~AcmeCourier() = default;
  /// The response to a request for a URL, whose target and Host the courier fills in. Fails when there is
  /// none.
  virtual Task<Result<HttpResponse>> carry(std::string url, HttpRequest request) = 0;
};

/// An `AcmeProof` is what the owner of a name has to show for a challenge (RFC 8555 section 8).
struct AcmeProof {
  AcmeChallenge::Type type = AcmeChallenge::Type::http_01;
  std::string name;   ///< that is proved
  std::string place;  ///< the path of the page: "/.well-known/acme-challenge/..."; or the name of the record
  std::string content;  ///< the text of the page, or of the TXT record
};

/// An `AcmeClient` gets certificates from a CA that speaks ACME (RFC 8555). Everything that it borrows
/// outlives it.
class AcmeClient {
 public:
  struct Settings {
    std::string directory;  ///< its URL
    std::string contact;    ///< "mailto:you@example.com"; empty: none
    bool agrees = false;    ///< to the CA's terms
  };

  /// Tells each step in a sentence for people.
  using Say = std::function<void(const std::string& step)>;
  /// Puts a proof where the CA looks for it. Fails when that cannot be done.
  using Show = std::function<Task<Result<void>>(AcmeProof proof)>;

  AcmeClient(AcmeCourier& courier, EventQueue& events, Random& random, AccountKey key, Settings settings,
             Say say);

  /// Finds the account of the key, or makes one, and says its URL.
  Task<Result<std::string>> register_account();

  /// Orders a certificate for the names of a request, with challenges of one type. `profile` may be empty.
  /// Returns the chain as PEM, the new certificate first.
  Task<Result<std::string>> order(const SigningRequest& request, std::string profile,
                                  AcmeChallenge::Type type, Show show);

  /// Revokes a certificate that the account has ordered.
  Task<Result<void>> revoke(Bytes certificate);

 private:
  struct Answer;

  Task<Result<void>> read_directory();
  Task<Result<Answer>> post(std::string url, std::string payload);
  Task<Result<Answer>> post_once(const std::string& url, const std::string& payload);
  Task<Result<void>> prove(std::string authorization, AcmeChallenge::Type type, const Show& show);
  Task<Result<Answer>> wait_for_decision(std::string url);

  AcmeCourier& courier_;
  EventQueue& events_;
  Random& random_;
  const AccountKey key_;
  const Settings settings_;
  const Say say_;
  std::string new_nonce_, new_account_, new_order_, revoke_;  // URLs of the directory
  std::string nonce_;
  std::string account_;
};

}  // namespace tlscam
