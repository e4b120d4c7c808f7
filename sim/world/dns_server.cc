#include "sim/world/dns_server.h"

namespace tlscam {
namespace {

// Short, because cameras keep answers that long and lessons change addresses and faults.
constexpr std::uint32_t kSecondsToLive = 5;

bool asks_for_address(const DnsQuestion& question) {
  return question.type == kDnsTypeA || question.type == kDnsTypeAny;
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

void DnsServer::set_fault(std::string_view name, DnsFault fault) {
  faults_[normal_dns_name(name)] = fault;
}

DnsFault DnsServer::fault_for(const std::string& normal_name) const {
  const auto found = faults_.find(normal_name);
  if (found != faults_.end() && found->second.kind != DnsFault::Kind::none) return found->second;
  return fault_for_all_;
}

std::optional<Bytes> DnsServer::answer(ByteView bytes) const {
  const auto query = parse_dns(bytes);
  if (!query) {
    Bytes refusal = emit_dns_format_error(bytes);
    if (refusal.empty()) return std::nullopt;
    return refusal;
  }
  if (query->is_response) return std::nullopt;

  const DnsFault fault = fault_for(normal_dns_name(query->question.name));
  if (fault.kind == DnsFault::Kind::no_answer) return std::nullopt;

  DnsMessage reply{.id = query->id,
                   .is_response = true,
                   .opcode = query->opcode,
                   .recursion_desired = query->recursion_desired,
                   .recursion_available = true,
                   .question = query->question,
                   .answers = {}};
  auto address = find(query->question.name);
  if (fault.kind == DnsFault::Kind::wrong_address) address = fault.address;

  if (query->opcode != 0) {
    reply.code = DnsCode::not_implemented;
  } else if (query->question.record_class != kDnsClassInternet) {
    reply.code = DnsCode::refused;
  } else if (fault.kind == DnsFault::Kind::servfail) {
    reply.code = DnsCode::server_failure;
  } else if (!address) {
    reply.code = DnsCode::name_error;
  } else if (asks_for_address(query->question)) {
    reply.answers.push_back({.name = query->question.name,
                             .seconds_to_live = kSecondsToLive,
                             .data = Bytes(address->octets.begin(), address->octets.end())});
  }
  auto emitted = emit_dns(reply);
  if (!emitted) return std::nullopt;  // cannot be: the only name in it came out of parse_dns()
  return std::move(*emitted);
}

}  // namespace tlscam
