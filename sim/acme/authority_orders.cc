#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/acme/authority_request.h"
#include "sim/acme/pem.h"
#include "sim/base/base64.h"

// From the order to the certificate, and to its end.

namespace tlscam {
namespace {

using nlohmann::json;
using namespace std::chrono_literals;

constexpr Duration kOrderLives = std::chrono::hours(24 * 7);
constexpr Duration kBackdated = std::chrono::hours(1);  // for clients whose clock is a little behind
constexpr Duration kListLives = std::chrono::hours(24 * 7);
constexpr std::size_t kMostIdentifiers = 25;

AcmeResult<AcmeIdentifier> read_identifier(const json& object) {
  if (!object.is_object()) return refuse("malformed", "an identifier is an object with type and value");
  const std::string type = text_of(object, "type");
  if (type != "dns" && type != "ip")
    return refuse("unsupportedIdentifier", fmt::format("\"{}\" is neither \"dns\" nor \"ip\"", type));
  AcmeIdentifier identifier{type == "dns" ? AcmeIdentifier::Type::dns : AcmeIdentifier::Type::ip,
                            text_of(object, "value")};
  std::ranges::transform(identifier.value, identifier.value.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (auto checked = check_public(identifier); !checked) return tl::unexpected(checked.error());
  return identifier;
}

AcmeResult<std::vector<AcmeIdentifier>> read_identifiers(const json& payload) {
  const auto list = payload.find("identifiers");
  if (list == payload.end() || !list->is_array() || list->empty() || list->size() > kMostIdentifiers)
    return refuse("malformed", fmt::format("an order has 1 to {} identifiers", kMostIdentifiers));
  std::vector<AcmeIdentifier> identifiers;
  for (const json& one : *list) {
    auto identifier = read_identifier(one);
    if (!identifier) return tl::unexpected(identifier.error());
    if (std::ranges::find(identifiers, *identifier) == identifiers.end())
      identifiers.push_back(std::move(*identifier));
  }
  return identifiers;
}

// The names and addresses of a request, for comparing them with those of its order.
std::vector<std::string> sorted_names(const SigningRequest& request) {
  std::vector<std::string> names = request.names;
  for (const Ipv4Address& address : request.addresses) {
    const std::string text = to_text(address);
    if (std::ranges::find(names, text) == names.end()) names.push_back(text);
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string> sorted_names(const std::vector<AcmeIdentifier>& identifiers) {
  std::vector<std::string> names;
  names.reserve(identifiers.size());
  for (const AcmeIdentifier& one : identifiers) names.push_back(one.value);
  std::ranges::sort(names);
  return names;
}

std::string without_space_at_the_end(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r' || text.back() == ' ')) text.pop_back();
  return text;
}

}  // namespace

// Section 7.4.
AcmeResult<HttpResponse> AcmeAuthority::new_order(const Signed& request) {
  if (!request.payload.is_object()) return refuse("malformed", "an order has identifiers");
  auto identifiers = read_identifiers(request.payload);
  if (!identifiers) return tl::unexpected(identifiers.error());
  if (request.payload.contains("notBefore") || request.payload.contains("notAfter"))
    return refuse("malformed", "this CA decides by the profile how long a certificate lasts");
  std::string name = text_of(request.payload, "profile");
  if (name.empty()) name = profiles_.front().name;
  const auto profile = std::ranges::find(profiles_, name, &AcmeProfile::name);
  if (profile == profiles_.end())
    return refuse("invalidProfile", fmt::format("there is no profile {}", name));
  const auto is_address = [](const AcmeIdentifier& one) { return one.type == AcmeIdentifier::Type::ip; };
  if (!profile->addresses && std::ranges::any_of(*identifiers, is_address))
    return refuse("rejectedIdentifier",
                  fmt::format("the profile {} is for names; one for an address is \"shortlived\"", name));

  const std::size_t number = orders_.size();
  AcmeOrder& order = orders_.emplace_back(
      AcmeOrder{request.account, std::move(*identifiers), std::move(name), request.now + kOrderLives});
  for (const AcmeIdentifier& one : order.identifiers)
    order.authorizations.push_back(add_authorization(request.account, one, request.now));
  HttpResponse response = json_response(201, "Created", show(order, number));
  response.headers.push_back({"Location", url_of("/acme/order/", number)});
  return response;
}

// A wildcard is proved by DNS alone, an address by HTTP alone (section 8.4 and RFC 8738 section 4).
std::size_t AcmeAuthority::add_authorization(std::size_t account, const AcmeIdentifier& identifier,
                                             Instant now) {
  const std::size_t number = authorizations_.size();
  AcmeAuthorization& authorization =
      authorizations_.emplace_back(AcmeAuthorization{account, identifier, now + kOrderLives});
  const auto add = [&](AcmeChallenge::Type type) {
    authorization.challenges.push_back(challenges_.size());
    challenges_.push_back({type, draw_token(), number});
  };
  if (!identifier.is_wildcard()) add(AcmeChallenge::Type::http_01);
  if (identifier.type == AcmeIdentifier::Type::dns) add(AcmeChallenge::Type::dns_01);
  return number;
}

AcmeResult<AcmeOrder*> AcmeAuthority::find_order(const Signed& request) {
  if (request.number >= orders_.size()) return refuse("malformed", "there is no such order", 404);
  AcmeOrder& order = orders_[request.number];
  if (order.account != request.account) return refuse("unauthorized", "this is another account's order", 403);
  return &order;
}

AcmeResult<HttpResponse> AcmeAuthority::order(const Signed& request) {
  look_at_orders(request.now);
  const auto order = find_order(request);
  if (!order) return tl::unexpected(order.error());
  return json_response(200, "OK", show(**order, request.number));
}

// Section 7.5 and, for giving it up, 7.5.2.
AcmeResult<HttpResponse> AcmeAuthority::authorization(const Signed& request) {
  if (request.number >= authorizations_.size())
    return refuse("malformed", "there is no such authorization", 404);
  AcmeAuthorization& authorization = authorizations_[request.number];
  if (authorization.account != request.account)
    return refuse("unauthorized", "this is another account's authorization", 403);
  if (text_of(request.payload, "status") == "deactivated") authorization.status = AcmeStatus::deactivated;
  return json_response(200, "OK", show(authorization));
}

// Section 7.5.1: the client says that it is ready.
AcmeResult<HttpResponse> AcmeAuthority::challenge(const Signed& request) {
  if (request.number >= challenges_.size()) return refuse("malformed", "there is no such challenge", 404);
  const AcmeAuthorization& authorization = authorizations_[challenges_[request.number].authorization];
  if (authorization.account != request.account)
    return refuse("unauthorized", "this is another account's challenge", 403);
  const bool begins = request.payload.is_object() && authorization.status == AcmeStatus::pending &&
                      challenges_[request.number].status == AcmeStatus::pending;
  if (begins && request.now >= authorization.expires)
    return refuse("malformed", "the authorization has expired");
  if (begins) probe(request.number, request.now);
  HttpResponse response = json_response(200, "OK", show_challenge(request.number));
  response.headers.push_back(
      {"Link", fmt::format("<{}>;rel=\"up\"",
                           url_of("/acme/authorization/", challenges_[request.number].authorization))});
  return response;
}

// Sections 8.1, 8.3 and 8.4.
void AcmeAuthority::probe(std::size_t number, Instant now) {
  AcmeChallenge& challenge = challenges_[number];
  challenge.status = AcmeStatus::processing;
  const AcmeAuthorization& authorization = authorizations_[challenge.authorization];
  const std::string key_authorization =
      challenge.token + "." + accounts_[authorization.account].key.thumbprint();
  const std::string name = authorization.identifier.proved();
  if (challenge.type == AcmeChallenge::Type::http_01) {
    prober_.fetch_page(name, "/.well-known/acme-challenge/" + challenge.token,
                       [=, this](const auto& found) { judge(number, key_authorization, now, found); });
    return;
  }
  const std::string digest = to_base64url(sha256(as_bytes(key_authorization)));
  prober_.look_up_texts("_acme-challenge." + name,
                        [=, this](const auto& found) { judge(number, digest, now, found); });
}

void AcmeAuthority::judge(std::size_t number, const std::string& wanted, Instant now,
                          const AcmeResult<std::vector<std::string>>& found) {
  AcmeChallenge& challenge = challenges_[number];
  AcmeAuthorization& authorization = authorizations_[challenge.authorization];
  if (authorization.status != AcmeStatus::pending) return;
  const bool met = found && std::ranges::any_of(*found, [&](const std::string& text) {
                     return without_space_at_the_end(text) == wanted;
                   });
  if (met) {
    challenge.status = authorization.status = AcmeStatus::valid;
    challenge.validated = now;
    return;
  }
  challenge.status = authorization.status = AcmeStatus::invalid;
  challenge.problem =
      found ? AcmeProblem{"unauthorized",
                          fmt::format("what was found is \"{}\", and not \"{}\"",
                                      found->empty() ? "" : found->front().substr(0, 120), wanted),
                          403}
            : found.error();
}

// Orders follow their authorizations (section 7.1.6).
void AcmeAuthority::look_at_orders(Instant now) {
  for (AcmeOrder& order : orders_) {
    if (order.status != AcmeStatus::pending && order.status != AcmeStatus::ready) continue;
    const auto has = [&](AcmeStatus status) {
      return [this, status](std::size_t number) { return authorizations_[number].status == status; };
    };
    const bool lost = now >= order.expires ||
                      std::ranges::any_of(order.authorizations, has(AcmeStatus::invalid)) ||
                      std::ranges::any_of(order.authorizations, has(AcmeStatus::deactivated));
    if (lost)
      order.status = AcmeStatus::invalid;
    else if (std::ranges::all_of(order.authorizations, has(AcmeStatus::valid)))
      order.status = AcmeStatus::ready;
  }
}

// Section 7.4.
AcmeResult<HttpResponse> AcmeAuthority::finalize(const Signed& request) {
  look_at_orders(request.now);
  const auto found = find_order(request);
  if (!found) return tl::unexpected(found.error());
  AcmeOrder& order = **found;
  if (order.status != AcmeStatus::ready)
    return refuse("orderNotReady", fmt::format("the order is {}", to_text(order.status)), 403);
  const auto der = from_base64url(text_of(request.payload, "csr"));
  if (!der) return refuse("malformed", "csr is not base64url");
  const auto csr = SigningRequest::read(*der);
  if (!csr) return refuse("badCSR", csr.error().text);
  if (sorted_names(*csr) != sorted_names(order.identifiers))
    return refuse("badCSR", "the names of the CSR are not those of the order");
  if (csr->is_weak)
    return refuse("badCSR", "the key is neither RSA of 2048 bits or more, nor P-256 or P-384");

  const Duration lifetime = std::ranges::find(profiles_, order.profile, &AcmeProfile::name)->lifetime;
  const Instant from = std::chrono::floor<std::chrono::seconds>(request.now - kBackdated);
  auto certificate = issuer_.issue(*csr, {from, from + lifetime - 1s}, random_);
  if (!certificate) return refuse("serverInternal", certificate.error().text, 500);
  order.certificate = certificates_.size();
  order.status = AcmeStatus::valid;
  const Bytes serial = facts_of_issued(*certificate).serial;
  certificates_.push_back({request.account, std::move(*certificate), serial, order.identifiers});
  HttpResponse response = json_response(200, "OK", show(order, request.number));
  response.headers.push_back({"Location", url_of("/acme/order/", request.number)});
  return response;
}

// Section 7.4.2.
AcmeResult<HttpResponse> AcmeAuthority::certificate(const Signed& request) {
  if (request.number >= certificates_.size()) return refuse("malformed", "there is no such certificate", 404);
  const AcmeCertificate& certificate = certificates_[request.number];
  if (certificate.account != request.account)
    return refuse("unauthorized", "this is another account's certificate", 403);
  const std::string chain = to_pem("CERTIFICATE", certificate.der) + issuer_.chain_pem();
  return HttpResponse{.headers = {{"Content-Type", "application/pem-certificate-chain"}},
                      .content = Bytes(chain.begin(), chain.end())};
}

// Section 7.6: by the account that ordered it, or by its own key.
AcmeResult<HttpResponse> AcmeAuthority::revoke(const Signed& request) {
  const auto der = from_base64url(text_of(request.payload, "certificate"));
  if (!der) return refuse("malformed", "certificate is not base64url");
  const auto certificate = std::ranges::find(certificates_, *der, &AcmeCertificate::der);
  if (certificate == certificates_.end())
    return refuse("malformed", "this CA did not issue the certificate", 404);
  const bool may = request.jws.key ? request.jws.key->public_key_der() == facts_of_issued(*der).public_key
                                   : request.account == certificate->account;
  if (!may) return refuse("unauthorized", "neither the account nor the key is the certificate's", 403);
  if (certificate->revoked) return refuse("alreadyRevoked", "the certificate was revoked before");
  certificate->revoked = request.now;
  return HttpResponse{};
}

Bytes AcmeAuthority::revocation_list(Instant now) {
  std::vector<Revocation> revoked;
  for (const AcmeCertificate& certificate : certificates_)
    if (certificate.revoked) revoked.push_back({certificate.serial, *certificate.revoked});
  const Instant from = std::chrono::floor<std::chrono::seconds>(now);
  return issuer_.revocation_list(revoked, ++lists_, {from, from + kListLives}, random_).value_or(Bytes{});
}

}  // namespace tlscam
