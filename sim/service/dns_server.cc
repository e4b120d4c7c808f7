#include "sim/service/dns_server.h"

#include <algorithm>

namespace tlscam {
namespace {

// Short, because cameras keep answers that long and lessons change addresses and faults.
constexpr std::uint32_t kSecondsToLive = 5;

constexpr std::string_view kAnyName = "*";

bool asks_for_address(const DnsQuestion& question) {
  return question.type == kDnsTypeA || question.type == kDnsTypeAny;
}

// Parts of at most 255 bytes, each behind its length (RFC 1035 section 3.3.14).
Bytes character_strings(std::string_view text) {
  constexpr std::size_t kLongest = 255;
  Bytes data;
  do {
    const std::string_view part = text.substr(0, kLongest);
    data.push_back(static_cast<std::uint8_t>(part.size()));
    data.insert(data.end(), part.begin(), part.end());
    text.remove_prefix(part.size());
  } while (!text.empty());
  return data;
}

}  // namespace

void DnsServer::set_address(std::string_view name, Ipv4Address address) {
  addresses_[normal_dns_name(name)] = address;
}

void DnsServer::remove(std::string_view name) {
  addresses_.erase(normal_dns_name(name));
}

std::optional<Ipv4Address> DnsServer::find(std::string_view name) const {
  const auto found = addresses_.find(normal_dns_name(name));
  if (found == addresses_.end()) return std::nullopt;
  return found->second;
}

void DnsServer::add_text(std::string_view name, std::string text) {
  texts_[normal_dns_name(name)].push_back(std::move(text));
}

void DnsServer::remove_texts(std::string_view name) {
  texts_.erase(normal_dns_name(name));
}

std::vector<std::string> DnsServer::texts(std::string_view name) const {
  const auto found = texts_.find(normal_dns_name(name));
  return found == texts_.end() ? std::vector<std::string>{} : found->second;
}

std::map<std::string, std::vector<std::string>> DnsServer::texts_in(std::string_view zone) const {
  const std::string top = normal_dns_name(zone);
  std::map<std::string, std::vector<std::string>> found;
  for (const auto& [name, texts] : texts_)
    if (name == top || name.ends_with("." + top)) found.emplace(name, texts);
  return found;
}

void DnsServer::set_faults(const std::vector<DnsFault>& faults) {
  faults_ = faults;
  for (DnsFault& fault : faults_)
    if (fault.name != kAnyName) fault.name = normal_dns_name(fault.name);
}

const DnsFault* DnsServer::fault_for(const std::string& normal_name) const {
  const auto matches = [&](const DnsFault& fault) {
    return fault.name == kAnyName || fault.name == normal_name;
  };
  const auto found = std::ranges::find_if(faults_, matches);
  return found == faults_.end() ? nullptr : &*found;
}

std::optional<Bytes> DnsServer::answer(ByteView bytes) const {
  const auto query = parse_dns(bytes);
  if (!query) {
    Bytes refusal = emit_dns_format_error(bytes);
    if (refusal.empty()) return std::nullopt;
    return refusal;
  }
  if (query->is_response) return std::nullopt;

  const DnsFault* const fault = fault_for(normal_dns_name(query->question.name));
  const auto is = [fault](DnsFault::Kind kind) { return fault != nullptr && fault->kind == kind; };
  if (is(DnsFault::Kind::no_answer)) return std::nullopt;

  DnsMessage reply{.id = query->id,
                   .is_response = true,
                   .opcode = query->opcode,
                   .recursion_desired = query->recursion_desired,
                   .recursion_available = true,
                   .question = query->question,
                   .answers = {}};
  auto address = find(query->question.name);
  if (is(DnsFault::Kind::wrong_address)) address = fault->address;
  const std::vector<std::string> texts = this->texts(query->question.name);

  if (query->opcode != 0) {
    reply.code = DnsCode::not_implemented;
  } else if (query->question.record_class != kDnsClassInternet) {
    reply.code = DnsCode::refused;
  } else if (is(DnsFault::Kind::servfail)) {
    reply.code = DnsCode::server_failure;
  } else if (!address && texts.empty()) {
    reply.code = DnsCode::name_error;
  } else if (query->question.type == kDnsTypeTxt) {
    for (const std::string& text : texts)
      reply.answers.push_back({.name = query->question.name,
                               .type = kDnsTypeTxt,
                               .seconds_to_live = kSecondsToLive,
                               .data = character_strings(text)});
  } else if (address && asks_for_address(query->question)) {
    reply.answers.push_back({.name = query->question.name,
                             .seconds_to_live = kSecondsToLive,
                             .data = Bytes(address->octets.begin(), address->octets.end())});
  }
  auto emitted = emit_dns(reply);
  if (!emitted) return std::nullopt;  // cannot be: the only name in it came out of parse_dns()
  return std::move(*emitted);
}

}  // namespace tlscam
