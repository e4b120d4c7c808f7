#pragma once
#include <deque>
#include <functional>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/acme/issuer.h"
#include "sim/acme/jws.h"
#include "sim/acme/order.h"
#include "sim/acme/problem.h"
#include "sim/base/random.h"
#include "sim/time/instant.h"
#include "sim/wire/http.h"

namespace tlscam {

/// An `AcmeProber` looks, for the CA, whether a challenge was met. It answers later, or at once.
class AcmeProber {
 public:
  /// The texts that were found: the content of the page, or the TXT records of the name.
  using Found = std::function<void(AcmeResult<std::vector<std::string>>)>;

  virtual ~AcmeProber() = default;
  /// Fetches http://HOST/PATH; `path` begins with a slash.
  virtual void fetch_page(const std::string& host, const std::string& path, Found found) = 0;
  /// Asks for the TXT records of a name.
  virtual void look_up_texts(const std::string& name, Found found) = 0;
};

/// An `AcmeProfile` is a kind of certificate that the CA offers (draft-aaron-acme-profiles).
struct AcmeProfile {
  std::string name;
  std::string description;
  Duration lifetime;
  bool addresses = false;  ///< certificates for addresses too
};

/// The profiles of 2026: 90 days ("classic"), 45 ("tlsserver"), and 160 hours ("shortlived").
std::vector<AcmeProfile> profiles_of_2026();

/// An `AcmeAuthority` is the server of a CA that proves control of names and issues certificates by itself
/// (RFC 8555, without external accounts and pre-authorization). It answers requests as they come and has no
/// network: whoever carries them calls answer(), and the prober must outlive it.
class AcmeAuthority {
 public:
  /// `url` is where its directory's host is: "https://ca.example". Numbers are drawn from `seed`.
  AcmeAuthority(std::string url, Issuer issuer, std::vector<AcmeProfile> profiles, AcmeProber& prober,
                std::uint64_t seed);
  AcmeAuthority(const AcmeAuthority&) = delete;

  /// The response to a request at a moment of true time.
  HttpResponse answer(const HttpRequest& request, Instant now);

  /// The CRL, as DER.
  Bytes revocation_list(Instant now);

  const std::vector<AcmeCertificate>& certificates() const { return certificates_; }
  std::size_t account_count() const { return accounts_.size(); }

 private:
  struct Signed;  // a request whose signature was verified
  struct Route;
  static const Route kRoutes[];

  HttpResponse answer_to_post(const HttpRequest& request, Instant now);
  AcmeResult<Signed> authenticate(const HttpRequest& request, const Route& route, std::size_t number,
                                  Instant now);
  HttpResponse directory() const;
  HttpResponse refusal(const AcmeProblem& problem);

  AcmeResult<HttpResponse> new_account(const Signed& request);
  AcmeResult<HttpResponse> account(const Signed& request);
  AcmeResult<HttpResponse> orders_of_account(const Signed& request);
  AcmeResult<HttpResponse> change_key(const Signed& request);
  AcmeResult<HttpResponse> new_order(const Signed& request);
  AcmeResult<HttpResponse> order(const Signed& request);
  AcmeResult<HttpResponse> authorization(const Signed& request);
  AcmeResult<HttpResponse> challenge(const Signed& request);
  AcmeResult<HttpResponse> finalize(const Signed& request);
  AcmeResult<HttpResponse> certificate(const Signed& request);
  AcmeResult<HttpResponse> revoke(const Signed& request);

  AcmeResult<AcmeOrder*> find_order(const Signed& request);
  std::size_t add_authorization(std::size_t account, const AcmeIdentifier& identifier, Instant now);
  void probe(std::size_t number, Instant now);
  void judge(std::size_t number, const std::string& wanted, Instant now,
             const AcmeResult<std::vector<std::string>>& found);
  void look_at_orders(Instant now);

  nlohmann::json show(const AcmeAccount& account, std::size_t number) const;
  nlohmann::json show(const AcmeOrder& order, std::size_t number) const;
  nlohmann::json show(const AcmeAuthorization& authorization) const;
  nlohmann::json show_challenge(std::size_t number) const;
  std::string url_of(std::string_view path, std::size_t number) const;
  std::string draw_token();
  std::string draw_nonce();

  const std::string url_;
  const Issuer issuer_;
  const std::vector<AcmeProfile> profiles_;
  AcmeProber& prober_;
  Random random_;
  std::deque<std::string> nonces_;  // those that were given out and not used, the oldest first
  std::vector<AcmeAccount> accounts_;
  std::vector<AcmeOrder> orders_;
  std::vector<AcmeAuthorization> authorizations_;
  std::vector<AcmeChallenge> challenges_;
  std::vector<AcmeCertificate> certificates_;
  std::uint64_t lists_ = 0;
};

}  // namespace tlscam
