#include "sim/service/dns_zones.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "sim/acme/acme_json.h"
#include "sim/wire/dns.h"

namespace tlscam {
namespace {

using nlohmann::json;

constexpr std::string_view kZones = "/api/v1/servers/localhost/zones";
// An answer with all records of a name stays below the size of one datagram.
constexpr std::size_t kMostTexts = 4;
constexpr std::size_t kLongestText = 255;
constexpr std::size_t kMostNames = 100;
constexpr std::size_t kLongestName = 253;
constexpr int kSecondsToLive = 60;

struct RecordSet {
  std::string name;
  std::vector<std::string> texts;  // none: it is removed
};

bool lies_in(std::string_view name, std::string_view zone) {
  return name == zone || name.ends_with(fmt::format(".{}", zone));
}

// A TXT record as zone files write it: "text", with \ before a quotation mark (RFC 1035 section 5.1).
std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char letter : text) {
    if (letter == '"' || letter == '\\') result += '\\';
    result += letter;
  }
  return result + '"';
}

Result<std::string> unquoted(std::string_view content) {
  if (content.size() < 2 || content.front() != '"' || content.back() != '"')
    return fail("a text stands between quotation marks");
  content = content.substr(1, content.size() - 2);
  std::string text;
  for (std::size_t at = 0; at < content.size(); ++at) {
    if (content[at] == '"') return fail("a quotation mark in a text has \\ before it");
    if (content[at] == '\\' && ++at == content.size()) return fail("something stands behind \\");
    text += content[at];
  }
  if (text.size() > kLongestText) return fail("a text has at most {} characters", kLongestText);
  return text;
}

Result<std::vector<std::string>> read_texts(const json& set) {
  std::vector<std::string> texts;
  const auto records = set.find("records");
  if (records == set.end() || !records->is_array()) return fail("records is a list");
  for (const json& record : *records) {
    if (!record.is_object()) return fail("a record is an object");
    if (flag_of(record, "disabled")) continue;
    auto text = unquoted(text_of(record, "content"));
    if (!text) return tl::unexpected(text.error());
    texts.push_back(std::move(*text));
  }
  if (texts.size() > kMostTexts) return fail("a name has at most {} texts", kMostTexts);
  return texts;
}

Result<RecordSet> read_set(const json& set, const std::string& zone) {
  if (!set.is_object()) return fail("a record set is an object");
  const std::string name = text_of(set, "name");
  const std::string type = text_of(set, "type");
  const std::string change = text_of(set, "changetype");
  const auto wrong = [&](std::string_view what) { return fail("RRset {} IN {}: {}", name, type, what); };
  if (!name.ends_with('.')) return wrong("Name is not canonical: a dot ends it");
  if (name.size() > kLongestName) return wrong("Name is too long");
  RecordSet read{normal_dns_name(name), {}};
  if (!lies_in(read.name, zone)) return wrong("Name is out of zone");
  if (type != "TXT") return wrong("only TXT records can be changed here");
  if (change == "DELETE") return read;
  if (change != "REPLACE") return wrong("changetype is REPLACE or DELETE");
  auto texts = read_texts(set);
  if (!texts) return wrong(texts.error().text);
  read.texts = std::move(*texts);
  return read;
}

HttpResponse refusal(int status, const char* reason, const std::string& error) {
  return json_response(status, reason, {{"error", error}});
}

}  // namespace

DnsZones::DnsZones(DnsServer& names, const std::vector<std::string>& zones, std::vector<std::string> keys)
    : names_(names), keys_(std::move(keys)) {
  for (const std::string& zone : zones) zones_.push_back(normal_dns_name(zone));
}

HttpResponse DnsZones::answer(const HttpRequest& request) {
  const auto key = find_header(request.headers, "X-API-Key");
  if (!key || std::ranges::find(keys_, *key) == keys_.end())
    return refusal(401, "Unauthorized", "Unauthorized");
  std::string_view path = request.target;
  path = path.substr(0, path.find('?'));
  if (!path.starts_with(kZones)) return refusal(404, "Not Found", "Not Found");
  path.remove_prefix(kZones.size());
  if (path.empty() && request.method == "GET") {
    json all = json::array();
    for (const std::string& zone : zones_) all.push_back(show(zone, false));
    return json_response(200, "OK", all);
  }
  if (path.empty()) return refusal(405, "Method Not Allowed", "Method Not Allowed");
  const auto zone = std::ranges::find(zones_, normal_dns_name(path.substr(1)));
  if (zone == zones_.end()) return refusal(404, "Not Found", "Not Found");
  return answer_for(*zone, request);
}

HttpResponse DnsZones::answer_for(const std::string& zone, const HttpRequest& request) {
  if (request.method == "GET") return json_response(200, "OK", show(zone, true));
  if (request.method != "PATCH") return refusal(405, "Method Not Allowed", "Method Not Allowed");
  const json asked = json::parse(request.content.begin(), request.content.end(), nullptr, false);
  const auto sets = asked.is_object() ? asked.find("rrsets") : asked.end();
  if (sets == asked.end() || !sets->is_array())
    return refusal(422, "Unprocessable Entity", "rrsets is a list");
  if (auto changed = change(zone, *sets); !changed)
    return refusal(422, "Unprocessable Entity", changed.error().text);
  return {.status = 204, .reason = "No Content", .headers = {}, .content = {}};
}

// All of a request is done, or nothing.
Result<void> DnsZones::change(const std::string& zone, const json& sets) {
  std::vector<RecordSet> wanted;
  for (const json& set : sets) {
    auto read = read_set(set, zone);
    if (!read) return tl::unexpected(read.error());
    wanted.push_back(std::move(*read));
  }
  const auto is_set = [](const RecordSet& set) { return !set.texts.empty(); };
  if (names_.texts_in(zone).size() + std::ranges::count_if(wanted, is_set) > kMostNames)
    return fail("a zone has TXT records of at most {} names", kMostNames);
  for (RecordSet& set : wanted) {
    names_.remove_texts(set.name);
    for (std::string& text : set.texts) names_.add_text(set.name, std::move(text));
  }
  changes_ += wanted.size();
  return {};
}

json DnsZones::show(const std::string& zone, bool with_records) const {
  json shown{{"id", zone + "."},
             {"name", zone + "."},
             {"type", "Zone"},
             {"kind", "Native"},
             {"url", fmt::format("{}/{}.", kZones, zone)}};
  if (!with_records) return shown;
  shown["rrsets"] = json::array();
  for (const auto& [name, texts] : names_.texts_in(zone)) {
    json records = json::array();
    for (const std::string& text : texts)
      records.push_back(json::object({{"content", in_quotes(text)}, {"disabled", false}}));
    json set{{"name", name + "."}, {"type", "TXT"}, {"ttl", kSecondsToLive}};
    set["records"] = std::move(records);
    shown["rrsets"].push_back(std::move(set));
  }
  return shown;
}

}  // namespace tlscam
