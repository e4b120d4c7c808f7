#include "sim/client/browser.h"

#include <mbedtls/x509.h>

#include <algorithm>

#include "sim/base/random.h"
#include "sim/client/known_intermediates.h"

namespace tlscam {
namespace {

constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

constexpr const char* kUsage =
    "usage: browser URL\n"
    "\n"
    "Shows a page as a browser does. It trusts the roots in trusted-roots.pem, and\n"
    "remembers the intermediate certificates that it meets, in\n"
    "browser-intermediates.pem; without that file it has met none.\n";

// The names by which Firefox calls what is wrong with a certificate.
struct Problem {
  std::uint32_t flags;
  const char* name;
};
constexpr Problem kProblems[] = {
    {MBEDTLS_X509_BADCERT_BAD_MD, "SEC_ERROR_CERT_SIGNATURE_ALGORITHM_DISABLED"},
    {MBEDTLS_X509_BADCERT_NOT_TRUSTED, "SEC_ERROR_UNKNOWN_ISSUER"},
    {MBEDTLS_X509_BADCERT_EXPIRED, "SEC_ERROR_EXPIRED_CERTIFICATE"},
    {MBEDTLS_X509_BADCERT_FUTURE, "MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE"},
    {MBEDTLS_X509_BADCERT_CN_MISMATCH, "SSL_ERROR_BAD_CERT_DOMAIN"},
    {MBEDTLS_X509_BADCERT_KEY_USAGE | MBEDTLS_X509_BADCERT_EXT_KEY_USAGE, "SEC_ERROR_INADEQUATE_CERT_TYPE"},
};

std::string name_of_problem(const std::vector<TlsLink>& chain) {
  std::uint32_t flags = 0;
  for (const TlsLink& link : chain) flags |= link.flags;
  const bool self_signed = chain.size() == 1 && chain[0].subject == chain[0].issuer;
  if (self_signed && (flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED) != 0)
    return "MOZILLA_PKIX_ERROR_SELF_SIGNED_CERT";
  for (const Problem& problem : kProblems)
    if ((flags & problem.flags) != 0) return problem.name;
  return "SEC_ERROR_BAD_CERTIFICATE";
}

// One visit.
class Visit {
 public:
  Visit(const Folder& folder, const Output& output, Instant now)
      : folder_(folder), output_(output), now_(now) {}

  Task<int> go(const ClientNetwork& network, std::string address) {
    auto url = parse_url(address);
    if (!url) co_return complain(fmt::format("{}: {}", address, url.error().text));
    const std::string host = url->host;
    WebRequest request;
    request.url = *url;
    request.http = {.method = "GET",
                    .target = {},
                    .headers = {{"Host", host}, {"User-Agent", "tlscam-browser/1"}},
                    .content = {}};
    if (const auto file = folder_.read(kBrowserIntermediates)) known_ = KnownIntermediates::read(*file);
    if (url->tls) {
      const auto roots = folder_.read(kTrustedRoots);
      if (!roots || !TlsIdentity::valid_from(*roots))
        co_return complain(fmt::format("{} has no certificate", kTrustedRoots));
      request.tls.anchors = known_.leading_to(*roots, now_);
      request.tls.anchors.insert(request.tls.anchors.begin(), *roots);
    }
    const bool tls = url->tls;
    const WebAnswer answer = co_await fetch(network, std::move(request));
    if (answer.failure != WebFailure::none) co_return complain(why_not(answer, host));
    output_.complain(tls ? secure(answer, host) : fmt::format("not secure: {}\n", host));
    output_.print(as_text(answer.response.content));
    co_return 0;
  }

 private:
  int complain(const std::string& text) {
    output_.complain(fmt::format("browser: {}\n", text));
    return kFailed;
  }

  static std::string why_not(const WebAnswer& answer, const std::string& host) {
    if (answer.failure == WebFailure::name) return fmt::format("{}: we can't find that site", host);
    if (answer.failure == WebFailure::certificate)
      return fmt::format("{}: your connection is not secure: {}", host, name_of_problem(answer.chain));
    return fmt::format("{}: {}", host, answer.problem);
  }

  // Keeps what the chain has brought, and says who has vouched for the server.
  std::string secure(const WebAnswer& answer, const std::string& host) {
    const TlsLink& own = answer.chain.back();
    std::string text = fmt::format("secure: {}, proved by {}\n", host, own.issuer);
    const std::size_t fresh = known_.add(answer.chain);
    if (fresh == 0) return text;
    const std::string file = known_.to_pem();
    if (auto written = folder_.write(kBrowserIntermediates, as_bytes(file)); !written)
      return text + fmt::format("browser: {}: {}\n", kBrowserIntermediates, written.error().text);
    return text + fmt::format("remembered {} intermediate certificate{}\n", fresh, fresh == 1 ? "" : "s");
  }

  const Folder& folder_;
  const Output& output_;
  const Instant now_;
  KnownIntermediates known_;
};

}  // namespace

Task<int> Browser::run(Invocation invocation) {
  const Output output = invocation.output;
  if (invocation.words.size() != 2 || invocation.words[1].starts_with('-')) {
    const bool asks = invocation.words.size() == 2 && invocation.words[1] == "--help";
    asks ? output.print(kUsage) : output.complain(kUsage);
    co_return asks ? 0 : kBadUsage;
  }
  ClientNetwork network = network_;
  network.seed = Random::derive(network_.seed, fmt::format("browser {}", runs_++));
  Visit visit(folder_, output, network.events.true_time());
  const int code = co_await visit.go(network, invocation.words[1]);
  co_return code;
}

}  // namespace tlscam
