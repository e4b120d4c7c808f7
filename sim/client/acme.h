#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/client/web_client.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// `AcmeOptions` are what a command line of `acme` asks for.
struct AcmeOptions {
  enum class Command { help, enroll, order, revoke };
  Command command = Command::help;
  std::string server;  ///< the URL of the CA's directory
  std::string account = "account-key.pem";
  std::string mail;
  std::string request;      ///< --csr
  std::string certificate;  ///< --cert
  std::string profile;      ///< empty: the CA's usual one
  std::string dns_account;  ///< --dns; empty: names are proved by a page
  std::string roots;        ///< --cacert; empty: those that the computer trusts
  bool agrees = false;
};

/// Reads the words behind "acme". The error says what is wrong with them.
Result<AcmeOptions> parse_acme_options(const std::vector<std::string>& words);

/// `acme` gets certificates from a CA that speaks ACME (RFC 8555). It proves control of a name by a page that
/// it shows itself, at port 80 of the computer (HTTP-01), as `certbot --standalone` does, or by a TXT record
/// that it sets by the programming interface of a DNS provider (DNS-01), as certbot's plugins do.
class Acme : public Program {
 public:
  /// The folder is borrowed.
  Acme(const Folder& folder, ClientNetwork network) : folder_(folder), network_(std::move(network)) {}

  Task<int> run(Invocation invocation) override;
  std::string summary() const override { return "gets certificates from a CA by itself (ACME)"; }

 private:
  const Folder& folder_;
  ClientNetwork network_;
  std::uint64_t runs_ = 0;  // each has random numbers of its own
};

}  // namespace tlscam
