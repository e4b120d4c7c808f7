#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/diagnose/evidence.h"
#include "sim/diagnose/rule.h"

namespace tlscam {

/// The evidence, seen from the end that a cause is about.
///
/// Facts that texts may name: who, peer (always known: "this camera", "the other end" without a name), clock,
/// true_time, not_before, not_after, subject, issuer, names (of the certificate that the other end showed),
/// asked, address, port, error (the exception), alert, heap; and what a judge has added.
class Case {
 public:
  Case(const FailureEvidence& all, bool client, SeenBy seen_by, Symptom::Kind kind);

  const FailureEvidence& evidence;
  const bool is_client;
  const Symptom::Kind met_by;
  const SideEvidence& who;
  const SideEvidence& peer;

  /// The certificate that the other end showed; nullptr: not known.
  const CertificateFacts* shown() const;
  /// The certificate that `who` showed.
  const CertificateFacts* own() const;
  const std::vector<CertificateFacts>& shown_chain() const {
    return is_client ? evidence.server_chain : evidence.client_chain;
  }

  void add(std::string_view name, std::string value) { facts_[std::string(name)] = std::move(value); }
  /// Adds the file of a verdict: file, file_reason, file_command.
  void add_file(const FileEvidence& file);

  /// The text with its facts; nothing when one of them is not known.
  std::optional<std::string> fill(std::string_view text) const;

 private:
  std::map<std::string, std::string, std::less<>> facts_;
};

/// Whether a script names this file: "server.der", "/flash/server.der". True for any when there is no script.
bool names_file(const SideEvidence& side, const FileEvidence& file);

/// "2026-11-23"
std::string date_text(Instant instant);

/// How far a clock may be from true time and still be called right.
inline constexpr Duration kRightClock = std::chrono::hours(1);

/// Whether the clock of `who` is right; nothing when one of the two times is not known.
std::optional<bool> clock_is_right(const Case& the_case);

}  // namespace tlscam
