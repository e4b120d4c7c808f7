#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/acme/authority.h"

// The objects of an ACME server as clients see them (RFC 8555 section 7.1).

namespace tlscam {
namespace {

using nlohmann::json;

constexpr std::string_view kHttp01 = "http-01";
constexpr std::string_view kDns01 = "dns-01";

}  // namespace

json AcmeAuthority::show(const AcmeAccount& account, std::size_t number) const {
  return {{"status", to_text(account.status)},
          {"contact", account.contacts},
          {"orders", url_of("/acme/orders/", number)}};
}

json AcmeAuthority::show(const AcmeOrder& order, std::size_t number) const {
  json shown{{"status", to_text(order.status)}, {"expires", json_time(order.expires)},
             {"profile", order.profile},        {"finalize", url_of("/acme/finalize/", number)},
             {"identifiers", json::array()},    {"authorizations", json::array()}};
  for (const AcmeIdentifier& one : order.identifiers) shown["identifiers"].push_back(to_json(one));
  for (const std::size_t one : order.authorizations)
    shown["authorizations"].push_back(url_of("/acme/authorization/", one));
  if (order.certificate) shown["certificate"] = url_of("/acme/certificate/", *order.certificate);
  return shown;
}

json AcmeAuthority::show(const AcmeAuthorization& authorization) const {
  const AcmeIdentifier& identifier = authorization.identifier;
  json shown{{"status", to_text(authorization.status)},
             {"expires", json_time(authorization.expires)},
             {"identifier", to_json({identifier.type, identifier.proved()})},
             {"challenges", json::array()}};
  if (identifier.is_wildcard()) shown["wildcard"] = true;
  for (const std::size_t one : authorization.challenges) shown["challenges"].push_back(show_challenge(one));
  return shown;
}

json AcmeAuthority::show_challenge(std::size_t number) const {
  const AcmeChallenge& challenge = challenges_[number];
  json shown{{"type", challenge.type == AcmeChallenge::Type::http_01 ? kHttp01 : kDns01},
             {"url", url_of("/acme/challenge/", number)},
             {"status", to_text(challenge.status)},
             {"token", challenge.token}};
  if (challenge.validated) shown["validated"] = json_time(*challenge.validated);
  if (challenge.problem) shown["error"] = to_json(*challenge.problem);
  return shown;
}

}  // namespace tlscam
