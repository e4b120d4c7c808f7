#include "sim/diagnose/case.h"

#include <fmt/ranges.h>

#include "sim/diagnose/chain_evidence.h"
#include "sim/diagnose/script_text.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

std::string names_of(const CertificateFacts& certificate) {
  std::vector<std::string> names = certificate.dns_names;
  names.insert(names.end(), certificate.ip_addresses.begin(), certificate.ip_addresses.end());
  return names.empty() ? certificate.subject : fmt::format("{}", fmt::join(names, ", "));
}

// `loaded_pair` finds the certificate and the key that an end's script loads first.
struct LoadedPair {
  const FileEvidence* certificate = nullptr;
  const FileEvidence* key = nullptr;
};

LoadedPair loaded_pair(const SideEvidence& side) {
  LoadedPair pair;
  for (const FileEvidence* file : files_in_calls(side, "load_cert_chain")) {
    if (!pair.certificate && !file->facts.certificates.empty()) pair.certificate = file;
    if (!pair.key && file->facts.content == FileContent::private_key) pair.key = file;
  }
  return pair;
}

// Ends without names are called by what is known of them.
constexpr std::string_view kNoName = "this end";
constexpr std::string_view kNoPeerName = "the other end";
constexpr std::string_view kAlertSender = "the end that sent the alert";
constexpr std::string_view kAlertReceiver = "the end that received the alert";

bool is_description(std::string_view name) {
  return name == kNoName || name == kNoPeerName || name == kAlertSender || name == kAlertReceiver;
}

}  // namespace

bool names_file(const SideEvidence& side, const FileEvidence& file) {
  return side.script.empty() || is_quoted_in(side.script, file.path);
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

Case::Case(const FailureEvidence& all, bool client, SeenBy seen_by, Symptom::Kind kind,
           const ChainVerdict* chain_verdict)
    : evidence(all),
      is_client(client),
      met_by(kind),
      who(client ? all.client : all.server),
      peer(client ? all.server : all.client),
      verdict(chain_verdict) {
  // Without names, "this end" is the end that reported something.
  std::string_view no_name = kNoName, no_peer_name = kNoPeerName;
  if (seen_by == SeenBy::peer) std::swap(no_name, no_peer_name);
  if (kind == Symptom::Kind::alert && all.alert && all.alert->sender == AlertSender::unknown) {
    no_name = client ? kAlertReceiver : kAlertSender;
    no_peer_name = client ? kAlertSender : kAlertReceiver;
  }
  const std::string own_name(who.name.empty() ? no_name : who.name);
  const std::string peer_name(peer.name.empty() ? no_peer_name : peer.name);
  add("who", own_name);
  add("peer", peer_name);
  if (who.clock) add("clock", date_text(*who.clock));
  if (all.true_time) add("true_time", date_text(*all.true_time));
  if (const CertificateFacts* certificate = shown()) {
    add_certificate(*certificate);
    add("names", names_of(*certificate));
    // Nobody can ask for a pattern.
    for (const std::string& name : certificate->dns_names)
      if (name.find('*') == std::string::npos) add("plain_name", name);
  }
  if (!all.asked_name.empty()) add("asked", all.asked_name);
  if (!all.server_address.empty()) add("address", all.server_address);
  if (all.port != 0) add("port", std::to_string(all.port));
  if (all.alert && all.alert->sender != AlertSender::unknown) {
    const bool by_client = all.alert->sender == AlertSender::client;
    add("alert", to_text(TlsAlert{TlsAlertLevel::fatal, all.alert->number}));
    add("alert_sender", by_client == client ? own_name : peer_name);
  }
  if (who.heap_total) add("heap", std::to_string(*who.heap_total));
  if (!who.name.empty()) add("who_camera", who.name);
  if (!peer.name.empty()) add("peer_name", peer.name);
  if (!who.exception.empty()) add("error", who.exception);
  if (!peer.exception.empty()) add("peer_error", peer.exception);
  if (!peer.ended_with.empty()) add("peer_ended_with", peer.ended_with);
  if (!all.impostor.empty()) add("impostor", all.impostor);
  if (!all.address_owner.empty()) add("address_owner", all.address_owner);
  if (!all.name_address.empty()) add("name_address", all.name_address);
  add_files();
  if (all.changed_on_the_way) add("changed", "The network has changed bytes of this connection");
}

void Case::add_files() {
  const LoadedPair shown_pair = loaded_pair(peer);
  if (shown_pair.certificate) add("shown_file", shown_pair.certificate->path);
  if (shown_pair.key) add("shown_key", shown_pair.key->path);
  add_proof(shown_pair.certificate);
  const LoadedPair own_pair = loaded_pair(who);
  if (own_pair.certificate) add("own_file", own_pair.certificate->path);
  if (own_pair.key) add("own_key", own_pair.key->path);
  if (const auto anchors = loaded_anchors(who); !anchors.empty()) add("anchor", anchors.front()->path);
  const CertificateFacts* certificate = shown();
  if (certificate && certificate->subject != certificate->issuer) {
    add("signed_by", certificate->issuer);
  } else {
    add("remake", shown_pair.certificate ? shown_pair.certificate->path : "server.der");
  }
}

// A certificate that was shown is nobody's until something else than its connection says whose it is.
void Case::add_proof(const FileEvidence* shown_file) {
  const CertificateFacts* certificate = shown();
  const bool is_meant = evidence.impostor.empty() && evidence.name_address.empty();
  if (is_meant && certificate && shown_file &&
      shown_file->facts.certificates.front().der == certificate->der) {
    add("proven_peer", facts_.at("peer"));
    add("proven_file", shown_file->path);
    return;
  }
  const bool has_address = is_client && !evidence.server_address.empty();
  add("unproven_peer", has_address ? "the end at " + evidence.server_address : facts_.at("peer"));
  if (is_client || !evidence.roles_known) add("unproven_server", facts_.at("unproven_peer"));
}

const CertificateFacts* Case::shown() const {
  return shown_chain().empty() ? nullptr : &shown_chain().front();
}

const CertificateFacts* Case::own() const {
  const auto& chain = is_client ? evidence.client_chain : evidence.server_chain;
  return chain.empty() ? nullptr : &chain.front();
}

const FileEvidence* Case::loaded() const {
  return loaded_pair(who).certificate;
}

void Case::add_certificate(const CertificateFacts& certificate) {
  add("not_before", date_text(certificate.not_before));
  add("not_after", date_text(certificate.not_after));
  add("subject", certificate.subject);
  add("issuer", certificate.issuer);
}

Case::Failed Case::failed(ChainCheckKind kind) const {
  if (!verdict) return {};
  for (const ChainStep& step : verdict->steps) {
    for (const ChainCheck& check : step.checks)
      if (check.kind == kind && !check.passed) return {&step, &check};
  }
  return {};
}

const CertificateFacts* Case::certificate_of(const ChainStep& step) const {
  if (step.presented)
    return *step.presented < shown_chain().size() ? &shown_chain()[*step.presented] : nullptr;
  for (const FileEvidence& file : who.files) {
    for (const CertificateFacts& certificate : file.facts.certificates)
      if (certificate.subject == step.subject) return &certificate;
  }
  return nullptr;
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
    const bool is_name = fact == facts_.end() || !is_description(fact->second);
    if (first && !is_name) filled[filled.size() - fact->second.size()] -= 'a' - 'A';
  }
  return filled;
}

}  // namespace tlscam
