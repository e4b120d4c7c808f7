#include "sim/client/network_courier.h"

#include "sim/base/random.h"
#include "sim/client/curl.h"

namespace tlscam {
namespace {

std::string problem_of(const WebAnswer& answer, const std::string& host) {
  if (answer.failure == WebFailure::name) return fmt::format("nobody knows the name {}", host);
  if (answer.failure == WebFailure::certificate)
    return fmt::format("{} was not proved: {}", host, openssl_verdict(answer.chain, host));
  return fmt::format("{}: {}", host, answer.problem);
}

}  // namespace

Task<Result<HttpResponse>> NetworkCourier::carry(std::string url, HttpRequest http) {
  auto parsed = parse_url(url);
  if (!parsed) co_return fail("{}: {}", url, parsed.error().text);
  const std::string host = parsed->host;
  const bool usual = parsed->port == (parsed->tls ? 443 : 80);
  http.headers.push_back({"Host", usual ? host : fmt::format("{}:{}", host, parsed->port)});
  http.headers.push_back({"User-Agent", "tlscam-acme/1"});
  WebRequest request;
  request.url = *parsed;
  request.http = std::move(http);
  request.tls.anchors = anchors_;
  network_.seed = Random::derive(network_.seed, "request");
  WebAnswer answer = co_await fetch(network_, std::move(request));
  if (answer.failure == WebFailure::none) co_return std::move(answer.response);
  co_return tl::unexpected(Error{problem_of(answer, host)});
}

}  // namespace tlscam
