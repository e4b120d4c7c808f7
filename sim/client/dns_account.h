#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "sim/acme/client.h"
#include "sim/base/result.h"
#include "sim/base/task.h"

namespace tlscam {

/// A `DnsAccount` is a learner's account at a DNS provider whose HTTP API is that of PowerDNS: it sets and
/// removes TXT records.
class DnsAccount {
 public:
  /// Reads the file that certbot's plugin dns-pdns reads: lines `dns_pdns_endpoint = URL` and
  /// `dns_pdns_api_key = KEY`; others are for other programs. `courier` carries its requests and outlives it.
  static Result<DnsAccount> read(std::string_view file, AcmeCourier& courier);

  /// Adds a text to those that this object has set for a name.
  Task<Result<void>> add_text(std::string name, std::string text);
  /// Removes the records of all names that this object has set.
  Task<Result<void>> remove_all();

  const std::string& endpoint() const { return endpoint_; }

 private:
  explicit DnsAccount(AcmeCourier& courier) : courier_(&courier) {}
  Task<Result<std::string>> find_zone(std::string name);
  Task<Result<void>> change(std::string zone, std::string sets);
  Task<Result<HttpResponse>> ask(const char* method, std::string path, std::string content);

  AcmeCourier* courier_;
  std::string endpoint_, key_;
  std::map<std::string, std::vector<std::string>> set_;
};

}  // namespace tlscam
