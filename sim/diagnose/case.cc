#include "sim/diagnose/case.h"

#include <fmt/ranges.h>

#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

std::string names_of(const CertificateFacts& certificate) {
  std::vector<std::string> names = certificate.dns_names;
  names.insert(names.end(), certificate.ip_addresses.begin(), certificate.ip_addresses.end());
  return names.empty() ? certificate.subject : fmt::format("{}", fmt::join(names, ", "));
}

constexpr std::string_view kNoName = "this end";
constexpr std::string_view kNoPeerName = "the other end";

}  // namespace

bool names_file(const SideEvidence& side, const FileEvidence& file) {
  if (side.script.empty()) return true;
  constexpr std::string_view kBefore = "\"'/";
  for (std::size_t at = 0; (at = side.script.find(file.path, at)) != std::string::npos; ++at) {
    if (at > 0 && kBefore.find(side.script[at - 1]) != std::string_view::npos) return true;
  }
  return false;
}

std::string date_text(Instant instant) {
  return to_text(instant).substr(0, 10);
}

std::optional<bool> clock_is_right(const Case& the_case) {
  const auto& clock = the_case.who.clock;
  const auto& true_time = the_case.evidence.true_time;
  if (!clock || !true_time) return std::nullopt;
  return *clock - *true_time < kRightClock && *true_time - *clock < kRightClock;
}

Case::Case(const FailureEvidence& all, bool client, SeenBy seen_by, Symptom::Kind kind)
    : evidence(all),
      is_client(client),
      met_by(kind),
      who(client ? all.client : all.server),
      peer(client ? all.server : all.client) {
  // Without names, "this end" is the end that reported something.
  const bool told_by_peer = seen_by == SeenBy::peer;
  add("who", who.name.empty() ? std::string(told_by_peer ? kNoPeerName : kNoName) : who.name);
  add("peer", peer.name.empty() ? std::string(told_by_peer ? kNoName : kNoPeerName) : peer.name);
  if (who.clock) add("clock", date_text(*who.clock));
  if (all.true_time) add("true_time", date_text(*all.true_time));
  if (const CertificateFacts* certificate = shown()) {
    add("not_before", date_text(certificate->not_before));
    add("not_after", date_text(certificate->not_after));
    add("subject", certificate->subject);
    add("issuer", certificate->issuer);
    add("names", names_of(*certificate));
    for (const auto* names : {&certificate->dns_names, &certificate->ip_addresses}) {
      if (!names->empty()) add("name", names->front());
    }
  }
  if (!all.asked_name.empty()) add("asked", all.asked_name);
  if (!all.server_address.empty()) add("address", all.server_address);
  if (all.port != 0) add("port", std::to_string(all.port));
  if (all.alert) add("alert", to_text(TlsAlert{TlsAlertLevel::fatal, all.alert->number}));
  if (who.heap_total) add("heap", std::to_string(*who.heap_total));
  if (!who.name.empty()) add("who_camera", who.name);
  if (!peer.name.empty()) add("peer_name", peer.name);
  if (!who.exception.empty()) add("error", who.exception);
  if (!peer.exception.empty()) add("peer_error", peer.exception);
}

const CertificateFacts* Case::shown() const {
  return shown_chain().empty() ? nullptr : &shown_chain().front();
}

const CertificateFacts* Case::own() const {
  const auto& chain = is_client ? evidence.client_chain : evidence.server_chain;
  return chain.empty() ? nullptr : &chain.front();
}

void Case::add_file(const FileEvidence& file) {
  add("file", file.path);
  add("file_reason", file.facts.camera.reason);
  if (!file.facts.camera.command.empty()) add("file_command", file.facts.camera.command);
}

std::optional<std::string> Case::fill(std::string_view text) const {
  std::string filled;
  while (!text.empty()) {
    const std::size_t open = text.find('{');
    filled += text.substr(0, open);
    if (open == std::string_view::npos) break;
    const std::size_t close = text.find('}', open);
    std::string_view name = text.substr(open + 1, close - open - 1);
    text.remove_prefix(close + 1);
    std::optional<std::string_view> otherwise;
    if (const std::size_t bar = name.find('|'); bar != std::string_view::npos) {
      otherwise = name.substr(bar + 1);
      name = name.substr(0, bar);
    }
    const auto fact = facts_.find(name);
    if (fact == facts_.end() && !otherwise) return std::nullopt;
    const bool first = filled.empty() || filled.ends_with(". ");
    filled += fact == facts_.end() ? std::string(*otherwise) : fact->second;
    // A sentence begins with a capital letter, but a name keeps its spelling.
    const bool is_name = fact == facts_.end() || (fact->second != kNoName && fact->second != kNoPeerName);
    if (first && !is_name) filled[filled.size() - fact->second.size()] -= 'a' - 'A';
  }
  return filled;
}

}  // namespace tlscam
