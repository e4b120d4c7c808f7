#include "sim/acme/authority.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/acme/authority_request.h"
#include "sim/base/base64.h"

namespace tlscam {
namespace {

using nlohmann::json;

constexpr std::size_t kMostNonces = 1000;
constexpr std::size_t kRandomSize = 16;

constexpr std::string_view kJoseJson = "application/jose+json";

}  // namespace

std::vector<AcmeProfile> profiles_of_2026() {
  return {{"classic", "A certificate for 90 days.", std::chrono::hours(24 * 90)},
          {"tlsserver", "A certificate for 45 days.", std::chrono::hours(24 * 45)},
          {"shortlived", "A certificate for 160 hours, also for an address.", std::chrono::hours(160), true}};
}

struct AcmeAuthority::Route {
  enum class Signer { account, key, either };
  std::string_view path;  // ends with a slash when the number of an object follows
  Signer signer;
  AcmeResult<HttpResponse> (AcmeAuthority::*handle)(const Signed& request);
};

const AcmeAuthority::Route AcmeAuthority::kRoutes[] = {
    {"/acme/new-account", Route::Signer::key, &AcmeAuthority::new_account},
    {"/acme/account/", Route::Signer::account, &AcmeAuthority::account},
    {"/acme/orders/", Route::Signer::account, &AcmeAuthority::orders_of_account},
    {"/acme/key-change", Route::Signer::account, &AcmeAuthority::change_key},
    {"/acme/new-order", Route::Signer::account, &AcmeAuthority::new_order},
    {"/acme/order/", Route::Signer::account, &AcmeAuthority::order},
    {"/acme/authorization/", Route::Signer::account, &AcmeAuthority::authorization},
    {"/acme/challenge/", Route::Signer::account, &AcmeAuthority::challenge},
    {"/acme/finalize/", Route::Signer::account, &AcmeAuthority::finalize},
    {"/acme/certificate/", Route::Signer::account, &AcmeAuthority::certificate},
    {"/acme/revoke", Route::Signer::either, &AcmeAuthority::revoke},
};

AcmeAuthority::AcmeAuthority(std::string url, Issuer issuer, std::vector<AcmeProfile> profiles,
                             AcmeProber& prober, std::uint64_t seed)
    : url_(std::move(url)),
      issuer_(std::move(issuer)),
      profiles_(std::move(profiles)),
      prober_(prober),
      random_(seed) {}

HttpResponse AcmeAuthority::answer(const HttpRequest& request, Instant now) {
  const bool asks = request.method == "GET" || request.method == "HEAD";
  if (asks && request.target == "/directory") return directory();
  if (asks && request.target == "/acme/new-nonce")
    return {.status = request.method == "GET" ? 204 : 200,
            .reason = request.method == "GET" ? "No Content" : "OK",
            .headers = {{"Replay-Nonce", draw_nonce()}, {"Cache-Control", "no-store"}},
            .content = {}};
  if (request.method == "POST") return answer_to_post(request, now);
  // RFC 8555 section 6.3: what is not public is asked for with a signature.
  return refusal({"malformed", "a resource of ACME is asked for with a signed POST", 405});
}

HttpResponse AcmeAuthority::answer_to_post(const HttpRequest& request, Instant now) {
  for (const Route& route : kRoutes) {
    if (!request.target.starts_with(route.path)) continue;
    std::string_view rest = std::string_view(request.target).substr(route.path.size());
    std::size_t number = 0;
    const bool numbered = route.path.ends_with('/');
    for (; numbered && !rest.empty() && rest.front() >= '0' && rest.front() <= '9' && rest.size() < 8;
         rest.remove_prefix(1))
      number = number * 10 + static_cast<std::size_t>(rest.front() - '0');
    if (!rest.empty()) continue;
    const auto signed_request = authenticate(request, route, number, now);
    if (!signed_request) return refusal(signed_request.error());
    auto response = (this->*route.handle)(*signed_request);
    if (!response) return refusal(response.error());
    response->headers.push_back({"Replay-Nonce", draw_nonce()});
    response->headers.push_back({"Link", fmt::format("<{}/directory>;rel=\"index\"", url_)});
    return std::move(*response);
  }
  return refusal({"malformed", fmt::format("there is no {}", request.target), 404});
}

// Sections 6.2 to 6.5.
AcmeResult<AcmeAuthority::Signed> AcmeAuthority::authenticate(const HttpRequest& request, const Route& route,
                                                              std::size_t number, Instant now) {
  if (find_header(request.headers, "Content-Type") != kJoseJson)
    return refuse("malformed", fmt::format("the content is not {}", kJoseJson), 415);
  auto jws = Jws::read(request.content);
  if (!jws) return refuse("malformed", jws.error().text);
  const auto nonce = std::ranges::find(nonces_, jws->nonce);
  if (nonce == nonces_.end()) return refuse("badNonce", "the nonce was not given out, or it was used before");
  nonces_.erase(nonce);
  if (jws->url != url_ + request.target)
    return refuse("unauthorized", fmt::format("the request was signed for {}", jws->url), 401);
  using Signer = Route::Signer;
  if ((route.signer == Signer::key && !jws->key) || (route.signer == Signer::account && jws->key))
    return refuse("malformed", jws->key ? "this request names its account" : "this request brings its key");

  Signed result{std::move(*jws), nullptr, accounts_.size(), number, now};
  if (!result.jws.key) {
    for (std::size_t i = 0; i < accounts_.size() && result.account == accounts_.size(); ++i)
      if (url_of("/acme/account/", i) == result.jws.account) result.account = i;
    if (result.account == accounts_.size())
      return refuse("accountDoesNotExist", fmt::format("there is no account {}", result.jws.account));
    if (accounts_[result.account].status != AcmeStatus::valid)
      return refuse("unauthorized", "the account was deactivated", 403);
  }
  const WebKey& key = result.jws.key ? *result.jws.key : accounts_[result.account].key;
  if (result.jws.algorithm != key.algorithm())
    return refuse("badSignatureAlgorithm",
                  "the server takes ES256 from a P-256 key and RS256 from an RSA key");
  if (!key.verifies(result.jws.signed_text, result.jws.signature))
    return refuse("malformed", "the signature is not the key's");
  if (result.jws.payload.empty()) return result;
  result.payload = json::parse(result.jws.payload.begin(), result.jws.payload.end(), nullptr, false);
  if (!result.payload.is_object()) return refuse("malformed", "the payload is not a JSON object");
  return result;
}

HttpResponse AcmeAuthority::directory() const {
  json profiles = json::object();
  for (const AcmeProfile& profile : profiles_) profiles[profile.name] = profile.description;
  return json_response(200, "OK",
                       {{"newNonce", url_ + "/acme/new-nonce"},
                        {"newAccount", url_ + "/acme/new-account"},
                        {"newOrder", url_ + "/acme/new-order"},
                        {"revokeCert", url_ + "/acme/revoke"},
                        {"keyChange", url_ + "/acme/key-change"},
                        {"meta", {{"termsOfService", url_ + "/terms"}, {"profiles", profiles}}}});
}

HttpResponse AcmeAuthority::refusal(const AcmeProblem& problem) {
  HttpResponse response = json_response(problem.status, "Refused", to_json(problem));
  response.headers = {{"Content-Type", "application/problem+json"}, {"Replay-Nonce", draw_nonce()}};
  return response;
}

// Section 7.3.
AcmeResult<HttpResponse> AcmeAuthority::new_account(const Signed& request) {
  const auto known = std::ranges::find(accounts_, *request.jws.key, &AcmeAccount::key);
  const auto number = static_cast<std::size_t>(known - accounts_.begin());
  const bool is_new = known == accounts_.end();
  if (is_new && flag_of(request.payload, "onlyReturnExisting"))
    return refuse("accountDoesNotExist", "no account has this key");
  if (is_new && !flag_of(request.payload, "termsOfServiceAgreed"))
    return refuse("userActionRequired", fmt::format("the terms at {}/terms are not agreed to", url_), 403);
  if (is_new) accounts_.push_back({*request.jws.key, texts_of(request.payload, "contact")});
  HttpResponse response =
      json_response(is_new ? 201 : 200, is_new ? "Created" : "OK", show(accounts_[number], number));
  response.headers.push_back({"Location", url_of("/acme/account/", number)});
  return response;
}

AcmeResult<HttpResponse> AcmeAuthority::account(const Signed& request) {
  if (request.number != request.account) return refuse("unauthorized", "this is another account", 403);
  AcmeAccount& account = accounts_[request.account];
  if (request.payload.contains("contact")) account.contacts = texts_of(request.payload, "contact");
  if (text_of(request.payload, "status") == "deactivated") account.status = AcmeStatus::deactivated;
  return json_response(200, "OK", show(account, request.account));
}

AcmeResult<HttpResponse> AcmeAuthority::orders_of_account(const Signed& request) {
  if (request.number != request.account) return refuse("unauthorized", "this is another account", 403);
  json urls = json::array();
  for (std::size_t i = 0; i < orders_.size(); ++i)
    if (orders_[i].account == request.account) urls.push_back(url_of("/acme/order/", i));
  return json_response(200, "OK", {{"orders", urls}});
}

// Section 7.3.5: the payload is a request that the new key has signed.
AcmeResult<HttpResponse> AcmeAuthority::change_key(const Signed& request) {
  const auto inner = Jws::read(request.jws.payload);
  if (!inner) return refuse("malformed", inner.error().text);
  const json payload = json::parse(inner->payload.begin(), inner->payload.end(), nullptr, false);
  AcmeAccount& account = accounts_[request.account];
  const auto old_key = payload.is_object() && payload.contains("oldKey")
                           ? WebKey::read(payload["oldKey"])
                           : Result<WebKey>(fail("there is no old key"));
  const bool good = inner->key && inner->url == request.jws.url &&
                    inner->algorithm == inner->key->algorithm() &&
                    inner->key->verifies(inner->signed_text, inner->signature) && old_key &&
                    *old_key == account.key && text_of(payload, "account") == request.jws.account;
  if (!good) return refuse("malformed", "the inner request is not one of the new key about this account");
  const auto owner = std::ranges::find(accounts_, *inner->key, &AcmeAccount::key);
  if (owner != accounts_.end()) return refuse("malformed", "the new key belongs to an account", 409);
  account.key = *inner->key;
  return json_response(200, "OK", show(account, request.account));
}

std::string AcmeAuthority::url_of(std::string_view path, std::size_t number) const {
  return fmt::format("{}{}{}", url_, path, number);
}

std::string AcmeAuthority::draw_token() {
  Bytes bytes(kRandomSize);
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random_.next() >> 56);
  return to_base64url(bytes);
}

std::string AcmeAuthority::draw_nonce() {
  if (nonces_.size() == kMostNonces) nonces_.pop_front();
  return nonces_.emplace_back(draw_token());
}

}  // namespace tlscam
