#include "sim/client/acme.h"

#include "sim/acme/client.h"
#include "sim/acme/pem.h"
#include "sim/base/random.h"
#include "sim/client/dns_account.h"
#include "sim/client/network_courier.h"
#include "sim/client/proof_pages.h"

namespace tlscam {
namespace {

constexpr int kFailed = 1;
constexpr int kBadUsage = 2;

constexpr const char* kUsage =
    "usage: acme register --server URL --agree [--mail ADDRESS]\n"
    "       acme order --server URL --csr FILE [--profile NAME] [--dns FILE]\n"
    "       acme revoke --server URL --cert FILE\n"
    "\n"
    "Gets certificates from a CA that speaks ACME (RFC 8555).\n"
    "\n"
    "  --server URL     the CA's directory, as in https://ca.example/directory\n"
    "  --agree          you agree to the CA's terms\n"
    "  --mail ADDRESS   where the CA can reach you\n"
    "  --csr FILE       the certificate signing request: the names, and the key\n"
    "  --profile NAME   the kind of certificate; without it the CA's usual one\n"
    "  --dns FILE       your account at the provider of your DNS zone: a file with the\n"
    "                   lines dns_pdns_endpoint = URL and dns_pdns_api_key = KEY\n"
    "  --cert FILE      a certificate of yours\n"
    "  --account FILE   the account's key, account-key.pem; made when it is not there\n"
    "  --cacert FILE    the roots to trust, in place of those that this computer trusts\n"
    "\n"
    "order proves control of each name by a page that it shows at port 80 of this\n"
    "computer (HTTP-01), or with --dns by a TXT record that it sets and removes again\n"
    "(DNS-01), which a wildcard needs. It writes cert.pem, chain.pem and fullchain.pem.\n";

class Run {
 public:
  Run(const Folder& folder, const AcmeOptions& options, const Output& output, ClientNetwork network)
      : folder_(folder),
        options_(options),
        output_(output),
        network_(std::move(network)),
        random_(Random::derive(network_.seed, "numbers")) {}

  Task<int> go() {
    const auto roots = folder_.read(options_.roots.empty() ? kTrustedRoots : options_.roots);
    if (!roots || !TlsIdentity::valid_from(*roots))
      co_return complain(options_.roots.empty() ? "this computer trusts no roots: name some by --cacert"
                                                : options_.roots + " has no certificate");
    auto key = account_key();
    if (!key) co_return complain(key.error().text);
    NetworkCourier courier(network_, std::vector<Bytes>(1, *roots));
    AcmeClient::Settings settings;
    settings.directory = options_.server;
    if (!options_.mail.empty()) settings.contact = "mailto:" + options_.mail;
    settings.agrees = options_.agrees;
    AcmeClient client(courier, network_.events, random_, std::move(*key), std::move(settings),
                      [this](const std::string& step) { output_.print(step + "\n"); });
    Result<void> done = co_await act(client, courier);
    if (!done) co_return complain(done.error().text);
    co_return 0;
  }

 private:
  int complain(const std::string& text) {
    output_.complain(fmt::format("acme: {}\n", text));
    return kFailed;
  }

  Result<AccountKey> account_key() {
    if (const auto file = folder_.read(options_.account)) {
      auto key = AccountKey::read(*file);
      if (!key) return fail("{}: {}", options_.account, key.error().text);
      return key;
    }
    AccountKey key = AccountKey::make(random_);
    if (auto written = folder_.write(options_.account, as_bytes(key.to_pem())); !written)
      return fail("{}: {}", options_.account, written.error().text);
    output_.print(fmt::format("made the account's key, {}\n", options_.account));
    return key;
  }

  Task<Result<void>> act(AcmeClient& client, AcmeCourier& courier) {
    switch (options_.command) {
      case AcmeOptions::Command::order:
        co_return co_await order(client, courier);
      case AcmeOptions::Command::revoke:
        co_return co_await revoke(client);
      case AcmeOptions::Command::enroll:
      case AcmeOptions::Command::help:
        break;
    }
    auto account = co_await client.register_account();
    if (!account) co_return tl::unexpected(account.error());
    co_return Result<void>{};
  }

  Task<Result<void>> order(AcmeClient& client, AcmeCourier& courier) {
    const auto file = folder_.read(options_.request);
    if (!file) co_return fail("there is no file {}", options_.request);
    const auto request = SigningRequest::read(*file);
    if (!request) co_return fail("{}: {}", options_.request, request.error().text);
    // GCC 12 destroys the results of co_await in a conditional expression twice.
    Result<std::string> chain;
    if (options_.dns_account.empty())
      chain = co_await order_by_page(client, *request);
    else
      chain = co_await order_by_record(client, *request, courier);
    if (!chain) co_return tl::unexpected(chain.error());
    co_return keep(*chain);
  }

  Task<Result<std::string>> order_by_page(AcmeClient& client, const SigningRequest& request) {
    auto pages = ProofPages::open(network_);
    if (!pages) co_return tl::unexpected(pages.error());
    ProofPages& shown = **pages;
    AcmeClient::Show show = [&shown](AcmeProof proof) -> Task<Result<void>> {
      shown.show(proof.place, proof.content);
      co_return Result<void>{};
    };
    co_return co_await client.order(request, options_.profile, AcmeChallenge::Type::http_01, std::move(show));
  }

  // The records are removed whether the order has come to something or not.
  Task<Result<std::string>> order_by_record(AcmeClient& client, const SigningRequest& request,
                                            AcmeCourier& courier) {
    const auto file = folder_.read(options_.dns_account);
    if (!file) co_return fail("there is no file {}", options_.dns_account);
    auto account = DnsAccount::read(as_text(*file), courier);
    if (!account) co_return fail("{}: {}", options_.dns_account, account.error().text);
    DnsAccount& records = *account;
    AcmeClient::Show show = [this, &records](AcmeProof proof) -> Task<Result<void>> {
      auto set = co_await records.add_text(proof.place, proof.content);
      if (set) output_.print(fmt::format("{}: set the TXT record at {}\n", proof.place, records.endpoint()));
      co_return set;
    };
    auto chain =
        co_await client.order(request, options_.profile, AcmeChallenge::Type::dns_01, std::move(show));
    const auto removed = co_await records.remove_all();
    if (!removed) output_.complain(fmt::format("acme: a TXT record is left: {}\n", removed.error().text));
    co_return chain;
  }

  // The files are named as certbot names them.
  Result<void> keep(const std::string& chain) {
    constexpr std::string_view kEnd = "-----END CERTIFICATE-----\n";
    const std::size_t end = chain.find(kEnd);
    const std::size_t first = end == std::string::npos ? chain.size() : end + kEnd.size();
    const std::pair<const char*, std::string> files[] = {
        {"cert.pem", chain.substr(0, first)}, {"chain.pem", chain.substr(first)}, {"fullchain.pem", chain}};
    for (const auto& [name, content] : files)
      if (auto written = folder_.write(name, as_bytes(content)); !written)
        return fail("{}: {}", name, written.error().text);
    output_.print("wrote cert.pem (yours), chain.pem (the CA's) and fullchain.pem (both)\n");
    return {};
  }

  Task<Result<void>> revoke(AcmeClient& client) {
    const auto file = folder_.read(options_.certificate);
    if (!file) co_return fail("there is no file {}", options_.certificate);
    auto der = der_of_file(*file);
    if (!der) co_return fail("{}: {}", options_.certificate, der.error().text);
    co_return co_await client.revoke(std::move(*der));
  }

  const Folder& folder_;
  const AcmeOptions& options_;
  const Output& output_;
  const ClientNetwork network_;
  Random random_;
};

}  // namespace

Task<int> Acme::run(Invocation invocation) {
  const Output output = invocation.output;
  const auto options =
      parse_acme_options(std::vector<std::string>(invocation.words.begin() + 1, invocation.words.end()));
  if (!options) {
    output.complain(fmt::format("acme: {}\n\n{}", options.error().text, kUsage));
    co_return kBadUsage;
  }
  if (options->command == AcmeOptions::Command::help) {
    output.print(kUsage);
    co_return 0;
  }
  ClientNetwork network = network_;
  network.seed = Random::derive(network_.seed, fmt::format("acme {}", runs_++));
  Run run(folder_, *options, output, std::move(network));
  const int code = co_await run.go();
  co_return code;
}

}  // namespace tlscam
