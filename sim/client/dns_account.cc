#include "sim/client/dns_account.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"

namespace tlscam {
namespace {

using nlohmann::json;

constexpr const char* kZones = "/api/v1/servers/localhost/zones";
constexpr int kSecondsToLive = 60;

std::string_view without_blanks(std::string_view text) {
  constexpr std::string_view kBlanks = " \t\r";
  const std::size_t first = text.find_first_not_of(kBlanks);
  return first == text.npos ? "" : text.substr(first, text.find_last_not_of(kBlanks) + 1 - first);
}

// Makes a change that sets the texts of a name; none: that removes its record.
std::string to_change(const std::string& name, const std::vector<std::string>& texts) {
  json set{{"name", name + "."}, {"type", "TXT"}, {"changetype", texts.empty() ? "DELETE" : "REPLACE"}};
  if (!texts.empty()) {
    set["ttl"] = kSecondsToLive;
    set["records"] = json::array();
    for (const std::string& text : texts)
      set["records"].push_back(json::object({{"content", fmt::format("\"{}\"", text)}, {"disabled", false}}));
  }
  return json{{"rrsets", json::array({set})}}.dump();
}

}  // namespace

Result<DnsAccount> DnsAccount::read(std::string_view file, AcmeCourier& courier) {
  DnsAccount account(courier);
  while (!file.empty()) {
    const std::string_view line = file.substr(0, file.find('\n'));
    file.remove_prefix(std::min(file.size(), line.size() + 1));
    const std::size_t equals = line.find('=');
    if (equals == line.npos || line.starts_with('#')) continue;
    const std::string_view name = without_blanks(line.substr(0, equals));
    const std::string_view value = without_blanks(line.substr(equals + 1));
    if (name == "dns_pdns_endpoint") account.endpoint_ = value;
    if (name == "dns_pdns_api_key") account.key_ = value;
  }
  if (account.endpoint_.empty()) return fail("there is no line dns_pdns_endpoint = URL");
  if (account.key_.empty()) return fail("there is no line dns_pdns_api_key = KEY");
  if (account.endpoint_.ends_with('/')) account.endpoint_.pop_back();
  return account;
}

Task<Result<void>> DnsAccount::add_text(std::string name, std::string text) {
  const auto zone = co_await find_zone(name);
  if (!zone) co_return tl::unexpected(zone.error());
  std::vector<std::string>& texts = set_[name];
  texts.push_back(std::move(text));
  std::string wanted = to_change(name, texts);
  co_return co_await change(*zone, std::move(wanted));
}

Task<Result<void>> DnsAccount::remove_all() {
  while (!set_.empty()) {
    const std::string name = set_.begin()->first;
    set_.erase(set_.begin());
    const auto zone = co_await find_zone(name);
    if (!zone) co_return tl::unexpected(zone.error());
    std::string wanted = to_change(name, {});
    auto removed = co_await change(*zone, std::move(wanted));
    if (!removed) co_return removed;
  }
  co_return Result<void>{};
}

// The zone that the name lies in: the longest, where there are several.
Task<Result<std::string>> DnsAccount::find_zone(std::string name) {
  const auto answer = co_await ask("GET", kZones, "");
  if (!answer) co_return tl::unexpected(answer.error());
  const json zones = json::parse(answer->content.begin(), answer->content.end(), nullptr, false);
  if (!zones.is_array()) co_return fail("{} does not answer with a list of zones", endpoint_);
  std::string found;
  const std::string absolute = "." + name + ".";
  for (const json& one : zones) {
    const std::string zone = one.is_object() ? text_of(one, "name") : "";
    if (zone.size() > found.size() && absolute.ends_with("." + zone)) found = zone;
  }
  if (found.empty()) co_return fail("the account at {} has no zone for {}", endpoint_, name);
  co_return found;
}

Task<Result<void>> DnsAccount::change(std::string zone, std::string sets) {
  const auto answer = co_await ask("PATCH", fmt::format("{}/{}", kZones, zone), std::move(sets));
  if (!answer) co_return tl::unexpected(answer.error());
  co_return Result<void>{};
}

Task<Result<HttpResponse>> DnsAccount::ask(const char* method, std::string path, std::string content) {
  HttpRequest request{.method = method,
                      .target = {},
                      .headers = {{"X-API-Key", key_}, {"Content-Type", "application/json"}},
                      .content = Bytes(content.begin(), content.end())};
  auto response = co_await courier_->carry(endpoint_ + path, std::move(request));
  if (!response || response->status < 400) co_return response;
  const json problem = json::parse(response->content.begin(), response->content.end(), nullptr, false);
  const std::string error = problem.is_object() ? text_of(problem, "error") : "";
  co_return fail("{} answers {} {}{}{}", endpoint_, response->status, response->reason,
                 error.empty() ? "" : ": ", error);
}

}  // namespace tlscam
