#include "sim/acme/client.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/acme/jws.h"
#include "sim/base/base64.h"
#include "sim/time/sleep.h"

namespace tlscam {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr int kMostLooks = 40;  // at something that is being worked on
constexpr Duration kBetweenLooks = 1s;
constexpr int kMostTries = 5;  // with another nonce

// The problem that a server reports (RFC 7807), in one line.
Error problem_of(const HttpResponse& response) {
  const json problem = json::parse(response.content.begin(), response.content.end(), nullptr, false);
  if (!problem.is_object())
    return {fmt::format("the server answers {} {}", response.status, response.reason)};
  const std::string type = text_of(problem, "type");
  return {fmt::format("{} ({})", text_of(problem, "detail"), type.substr(type.rfind(':') + 1))};
}

std::string error_text(const json& object) {
  const auto error = object.find("error");
  return error != object.end() && error->is_object() ? text_of(*error, "detail") : "no reason was given";
}

// Whether an order or an authorization has got its last state (section 7.1.6).
bool is_decided(std::string_view status) {
  return status != "pending" && status != "ready" && status != "processing";
}

json identifiers_of(const SigningRequest& request) {
  json identifiers = json::array();
  for (const std::string& name : request.names) {
    // A CN may repeat an address, as text.
    if (parse_ipv4(name)) continue;
    identifiers.push_back(to_json({AcmeIdentifier::Type::dns, name}));
  }
  for (const Ipv4Address& address : request.addresses)
    identifiers.push_back(to_json({AcmeIdentifier::Type::ip, to_text(address)}));
  return identifiers;
}

}  // namespace

struct AcmeClient::Answer {
  HttpResponse response;
  json content;  // null when it is not JSON
};

AcmeClient::AcmeClient(AcmeCourier& courier, EventQueue& events, Random& random, AccountKey key,
                       Settings settings, Say say)
    : courier_(courier),
      events_(events),
      random_(random),
      key_(std::move(key)),
      settings_(std::move(settings)),
      say_(std::move(say)) {}

// RFC 8555 section 7.1.1
Task<Result<void>> AcmeClient::read_directory() {
  if (!new_nonce_.empty()) co_return Result<void>{};
  HttpRequest request{.method = "GET", .target = {}, .headers = {}, .content = {}};
  const auto response = co_await courier_.carry(settings_.directory, std::move(request));
  if (!response) co_return tl::unexpected(response.error());
  const json directory = json::parse(response->content.begin(), response->content.end(), nullptr, false);
  const std::pair<const char*, std::string*> urls[] = {{"newNonce", &new_nonce_},
                                                       {"newAccount", &new_account_},
                                                       {"newOrder", &new_order_},
                                                       {"revokeCert", &revoke_}};
  for (const auto& [name, url] : urls) {
    if (directory.is_object()) *url = text_of(directory, name);
    if (url->empty())
      co_return fail("{} is not the directory of an ACME server: it has no {}", settings_.directory, name);
  }
  co_return Result<void>{};
}

// Section 6.5: a request with a bad nonce is signed again with the one that came with the refusal.
Task<Result<AcmeClient::Answer>> AcmeClient::post(std::string url, std::string payload) {
  for (int tries = 1;; ++tries) {
    auto answer = co_await post_once(url, payload);
    if (!answer) co_return tl::unexpected(answer.error());
    const HttpResponse& response = answer->response;
    if (response.status < 400) co_return std::move(*answer);
    const bool bad_nonce =
        answer->content.is_object() && text_of(answer->content, "type").ends_with(":badNonce");
    if (!bad_nonce || tries == kMostTries) co_return tl::unexpected(problem_of(response));
  }
}

Task<Result<AcmeClient::Answer>> AcmeClient::post_once(const std::string& url, const std::string& payload) {
  if (nonce_.empty()) {
    HttpRequest request{.method = "HEAD", .target = {}, .headers = {}, .content = {}};
    const auto response = co_await courier_.carry(new_nonce_, std::move(request));
    if (!response) co_return tl::unexpected(response.error());
    nonce_ = find_header(response->headers, "Replay-Nonce").value_or("");
  }
  const std::string content = sign_jws(key_, {nonce_, url, account_}, payload, random_);
  nonce_.clear();
  HttpRequest request{.method = "POST",
                      .target = {},
                      .headers = {{"Content-Type", "application/jose+json"}},
                      .content = Bytes(content.begin(), content.end())};
  auto response = co_await courier_.carry(url, std::move(request));
  if (!response) co_return tl::unexpected(response.error());
  nonce_ = find_header(response->headers, "Replay-Nonce").value_or("");
  Answer answer{std::move(*response), nullptr};
  answer.content =
      json::parse(answer.response.content.begin(), answer.response.content.end(), nullptr, false);
  if (answer.content.is_discarded()) answer.content = nullptr;
  co_return std::move(answer);
}

// Section 7.3
Task<Result<std::string>> AcmeClient::register_account() {
  if (!account_.empty()) co_return account_;
  if (auto read = co_await read_directory(); !read) co_return tl::unexpected(read.error());
  json payload{{"termsOfServiceAgreed", settings_.agrees}};
  if (!settings_.contact.empty()) payload["contact"] = json::array({settings_.contact});
  const auto answer = co_await post(new_account_, payload.dump());
  if (!answer) co_return tl::unexpected(answer.error());
  const std::string url(find_header(answer->response.headers, "Location").value_or(""));
  if (url.empty()) co_return fail("the server does not say where the account is");
  say_(fmt::format("{} the account {}", answer->response.status == 201 ? "made" : "found", url));
  account_ = url;
  co_return account_;
}

// Sections 7.4 to 7.4.2
Task<Result<std::string>> AcmeClient::order(const SigningRequest& request, std::string profile,
                                            AcmeChallenge::Type type, Show show) {
  if (auto account = co_await register_account(); !account) co_return tl::unexpected(account.error());
  json payload{{"identifiers", identifiers_of(request)}};
  if (!profile.empty()) payload["profile"] = profile;
  auto order = co_await post(new_order_, payload.dump());
  if (!order) co_return tl::unexpected(order.error());
  const std::string url(find_header(order->response.headers, "Location").value_or(""));
  if (!order->content.is_object() || url.empty()) co_return fail("the server's answer is not an order");
  say_(fmt::format("ordered {}", url));
  const json authorizations = order->content.value("authorizations", json::array());
  for (const json& one : authorizations) {
    if (!one.is_string()) co_return fail("the order has an authorization that is not a URL");
    auto proved = co_await prove(one.get<std::string>(), type, show);
    if (!proved) co_return tl::unexpected(proved.error());
  }

  const json finish{{"csr", to_base64url(request.der)}};
  auto finalized = co_await post(text_of(order->content, "finalize"), finish.dump());
  if (!finalized) co_return tl::unexpected(finalized.error());
  auto ready = co_await wait_for_decision(url);
  if (!ready) co_return tl::unexpected(ready.error());
  if (text_of(ready->content, "status") != "valid")
    co_return fail("the order is {}: {}", text_of(ready->content, "status"), error_text(ready->content));
  const auto chain = co_await post(text_of(ready->content, "certificate"), "");
  if (!chain) co_return tl::unexpected(chain.error());
  say_("received the certificate and its chain");
  co_return std::string(as_text(chain->response.content));
}

// Section 7.5
Task<Result<void>> AcmeClient::prove(std::string authorization, AcmeChallenge::Type type, const Show& show) {
  const auto answer = co_await post(authorization, "");
  if (!answer) co_return tl::unexpected(answer.error());
  if (!answer->content.is_object()) co_return fail("the server's answer is not an authorization");
  if (text_of(answer->content, "status") == "valid") co_return Result<void>{};
  const json identifier = answer->content.value("identifier", json::object());
  const std::string name = identifier.is_object() ? text_of(identifier, "value") : "";
  const bool by_page = type == AcmeChallenge::Type::http_01;
  const std::string wanted = by_page ? "http-01" : "dns-01";
  const json challenges = answer->content.value("challenges", json::array());
  const auto challenge = std::ranges::find_if(
      challenges, [&](const json& one) { return one.is_object() && text_of(one, "type") == wanted; });
  if (challenge == challenges.end()) co_return fail("{} cannot be proved by {}", name, wanted);

  const std::string token = text_of(*challenge, "token");
  const std::string key_authorization = token + "." + key_.public_key().thumbprint();
  AcmeProof proof{type, name, "/.well-known/acme-challenge/" + token, key_authorization};
  if (!by_page) {
    proof.place = "_acme-challenge." + name;
    proof.content = to_base64url(sha256(as_bytes(key_authorization)));
  }
  if (auto shown = co_await show(std::move(proof)); !shown) co_return tl::unexpected(shown.error());
  say_(fmt::format("{}: the CA shall look for the proof, by {}", name, wanted));
  if (auto begun = co_await post(text_of(*challenge, "url"), "{}"); !begun)
    co_return tl::unexpected(begun.error());
  const auto judged = co_await wait_for_decision(authorization);
  if (!judged) co_return tl::unexpected(judged.error());
  if (text_of(judged->content, "status") == "valid") {
    say_(fmt::format("{}: the CA has seen the proof", name));
    co_return Result<void>{};
  }
  std::string reason = "no reason was given";
  const json outcome = judged->content.value("challenges", json::array());
  for (const json& one : outcome)
    if (one.is_object() && one.contains("error")) reason = error_text(one);
  co_return fail("{}: the CA has not seen the proof: {}", name, reason);
}

Task<Result<AcmeClient::Answer>> AcmeClient::wait_for_decision(std::string url) {
  for (int looks = 0; looks < kMostLooks; ++looks) {
    auto answer = co_await post(url, "");
    if (!answer) co_return tl::unexpected(answer.error());
    if (!answer->content.is_object()) co_return fail("{} does not answer with an object", url);
    if (is_decided(text_of(answer->content, "status"))) co_return std::move(*answer);
    co_await Sleep(events_, kBetweenLooks);
  }
  co_return fail("the CA has not finished with {} in {} seconds", url, kMostLooks);
}

// Section 7.6
Task<Result<void>> AcmeClient::revoke(Bytes certificate) {
  if (auto account = co_await register_account(); !account) co_return tl::unexpected(account.error());
  const json payload{{"certificate", to_base64url(certificate)}};
  const auto answer = co_await post(revoke_, payload.dump());
  if (!answer) co_return tl::unexpected(answer.error());
  say_("revoked the certificate");
  co_return Result<void>{};
}

}  // namespace tlscam
