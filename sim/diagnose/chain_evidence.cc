#include "sim/diagnose/chain_evidence.h"

#include <algorithm>

#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

bool contains(const std::vector<const FileEvidence*>& files, const FileEvidence& file) {
  return std::ranges::find(files, &file) != files.end();
}

// The exception of a verification has a line for each flag, so the verdict must name the same ones.
bool agrees(const ChainVerdict& verdict, const SideEvidence& side) {
  if (verdict.accepted) return false;
  const bool says_why = has(side.exception, "ValueError") && has(side.exception, "The certificate");
  if (!says_why) return true;
  std::string_view lines = verdict.exception;
  lines.remove_prefix(std::min(lines.find(' ') + 1, lines.size()));
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size());
    if (!has(side.exception, lines.substr(0, end))) return false;
    lines.remove_prefix(std::min(end + 1, lines.size()));
  }
  return true;
}

std::optional<ChainVerdict> judge_chain(const FailureEvidence& evidence, bool by_client) {
  const SideEvidence& side = by_client ? evidence.client : evidence.server;
  const auto& shown = by_client ? evidence.server_chain : evidence.client_chain;
  if (shown.empty() || !side.clock || side.script.empty()) return std::nullopt;
  ChainQuestion question;
  for (const CertificateFacts& certificate : shown) question.presented.push_back(certificate.der);
  for (const FileEvidence* file : loaded_anchors(side)) {
    if (!file->facts.certificates.empty()) question.anchors.push_back(file->facts.certificates.front().der);
  }
  if (question.anchors.empty()) return std::nullopt;
  question.clock = *side.clock;
  if (by_client) question.name = evidence.asked_name;
  question.from_server = by_client;
  auto verdict = verify_chain(question);
  if (!verdict || !agrees(*verdict, side)) return std::nullopt;
  return std::move(*verdict);
}

}  // namespace

std::vector<const FileEvidence*> files_in_calls(const SideEvidence& side, std::string_view function) {
  std::vector<const FileEvidence*> files;
  for (const std::string_view arguments : arguments_of_calls(side.script, function)) {
    for (const FileEvidence& file : side.files) {
      if (is_quoted_in(arguments, file.path) && !contains(files, file)) files.push_back(&file);
    }
  }
  return files;
}

std::vector<const FileEvidence*> loaded_anchors(const SideEvidence& side) {
  auto anchors = files_in_calls(side, "load_verify_locations");
  if (!anchors.empty() || !has(side.script, "load_verify_locations(")) return anchors;
  const auto own = files_in_calls(side, "load_cert_chain");
  for (const FileEvidence& file : side.files) {
    if (!file.facts.certificates.empty() && is_quoted_in(side.script, file.path) && !contains(own, file))
      anchors.push_back(&file);
  }
  return anchors;
}

ChainVerdicts judge_chains(const FailureEvidence& evidence) {
  return {judge_chain(evidence, true), judge_chain(evidence, false)};
}

}  // namespace tlscam
