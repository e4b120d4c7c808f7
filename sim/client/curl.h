#pragma once
#include <string>
#include <vector>

#include "sim/client/web_client.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// A program of ours in the manner of `curl`: its options, messages and exit codes are those of curl 7.88, as
/// far as it has them. Like curl with OpenSSL it knows no intermediate certificate but those that the server
/// sends.
class Curl : public Program {
 public:
  /// The folder is borrowed.
  Curl(const Folder& folder, ClientNetwork network) : folder_(folder), network_(std::move(network)) {}

  Task<int> run(Invocation invocation) override;
  std::string summary() const override {
    return "fetches and posts by HTTP and HTTPS, in the manner of curl";
  }

 private:
  const Folder& folder_;
  ClientNetwork network_;
  std::uint64_t runs_ = 0;  // each has random numbers of its own
};

/// Why a client refuses a chain, in OpenSSL's words; empty: it does not.
std::string openssl_verdict(const std::vector<TlsLink>& chain, const std::string& host);

}  // namespace tlscam
