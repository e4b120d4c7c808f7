#pragma once
#include <cstddef>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/service/dns_server.h"
#include "sim/wire/http.h"

namespace tlscam {

/// `DnsZones` is how a DNS provider lets the owner of a zone change it by a program: the HTTP API of PowerDNS
/// (doc.powerdns.com, "HTTP API"), as far as clients that prove control of a name use it. It lists zones, and
/// sets and removes their TXT records. It has no network.
class DnsZones {
 public:
  /// `zones` are their names, `keys` those that a request may show in X-API-Key. `names` outlives this.
  DnsZones(DnsServer& names, const std::vector<std::string>& zones, std::vector<std::string> keys);

  HttpResponse answer(const HttpRequest& request);

  /// How many record sets were set or removed.
  std::size_t changes() const { return changes_; }

 private:
  HttpResponse answer_for(const std::string& zone, const HttpRequest& request);
  Result<void> change(const std::string& zone, const nlohmann::json& sets);
  nlohmann::json show(const std::string& zone, bool with_records) const;

  DnsServer& names_;
  std::vector<std::string> zones_;  // as normal_dns_name() writes them
  const std::vector<std::string> keys_;
  std::size_t changes_ = 0;
};

}  // namespace tlscam
