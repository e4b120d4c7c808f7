#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/diagnose/evidence.h"
#include "sim/diagnose/rule.h"

namespace tlscam {

/// `Case` is the evidence, seen from the end that a cause is about.
///
/// Texts may use these facts: who, peer (always known: "this camera" and "the other end" if they have no
/// name), clock, true_time, not_before, not_after, subject, issuer, names (of the certificate that the other
/// end showed), asked, address, port, error (the exception), alert, heap; and any that a judge has added.
class Case {
 public:
  Case(const FailureEvidence& all, bool client, SeenBy seen_by, Symptom::Kind kind);

  const FailureEvidence& evidence;
  const bool is_client;
  const Symptom::Kind met_by;
  const SideEvidence& who;
  const SideEvidence& peer;

  /// `shown` is the certificate that the other end showed; nullptr if not known.
  const CertificateFacts* shown() const;
  /// `own` is the certificate that `who` showed.
  const CertificateFacts* own() const;
  const std::vector<CertificateFacts>& shown_chain() const {
    return is_client ? evidence.server_chain : evidence.client_chain;
  }

  void add(std::string_view name, std::string value) { facts_[std::string(name)] = std::move(value); }
  /// `add_file` adds the facts of a verdict: file, file_reason, file_command.
  void add_file(const FileEvidence& file);

  /// `fill` puts the facts into the text; it returns nothing when one of them is not known.
  std::optional<std::string> fill(std::string_view text) const;

 private:
  std::map<std::string, std::string, std::less<>> facts_;
};

/// `names_file` tests whether a script names this file: "server.der", "/flash/server.der". Without a script
/// it is true for any file.
bool names_file(const SideEvidence& side, const FileEvidence& file);

/// `date_text` gives "2026-11-23".
std::string date_text(Instant instant);

/// A clock may differ from true time by this much and still count as right.
inline constexpr Duration kRightClock = std::chrono::hours(1);

/// `clock_is_right` judges the clock of `who`; it returns nothing when one of the two times is not known.
std::optional<bool> clock_is_right(const Case& the_case);

}  // namespace tlscam
