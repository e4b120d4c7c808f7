#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/certificate/chain.h"
#include "sim/diagnose/evidence.h"
#include "sim/diagnose/rule.h"

namespace tlscam {

/// `Case` is the evidence, seen from the end that a cause is about.
///
/// Texts may use these facts: who, peer (always known: "this camera" and "the other end" if they have no
/// name), clock, true_time, not_before, not_after, subject, issuer, names (of the certificate that the other
/// end showed), asked, address, port, error (the exception), alert and alert_sender (only if it is known who
/// sent it), heap; the files of this run, by what they are: shown_file and shown_key (of the other end),
/// own_file, own_key, anchor; signed_by (who signed the certificate shown, if another one did) and remake
/// (the file to write a new one into, if it signed itself); proven_peer and proven_file (the other end and
/// its file, when its own script loads the certificate that was shown), otherwise unproven_peer (the other
/// end), and unproven_server when it serves; and any that a judge has added.
class Case {
 public:
  /// `verdict` is borrowed: what `who` must have found about the chain that it was shown, if that is known.
  Case(const FailureEvidence& all, bool client, SeenBy seen_by, Symptom::Kind kind,
       const ChainVerdict* verdict = nullptr);

  const FailureEvidence& evidence;
  const bool is_client;
  const Symptom::Kind met_by;
  const SideEvidence& who;
  const SideEvidence& peer;
  const ChainVerdict* const verdict;

  /// `shown` is the certificate that the other end showed; nullptr if not known.
  const CertificateFacts* shown() const;
  /// `own` is the certificate that `who` showed.
  const CertificateFacts* own() const;
  /// `loaded` is the first certificate that the script of `who` loads as its own; nullptr if not known.
  const FileEvidence* loaded() const;
  const std::vector<CertificateFacts>& shown_chain() const {
    return is_client ? evidence.server_chain : evidence.client_chain;
  }

  /// `Failed` is a check of the verdict that a certificate did not pass.
  struct Failed {
    const ChainStep* step = nullptr;
    const ChainCheck* check = nullptr;
    explicit operator bool() const { return check != nullptr; }
  };
  /// `failed` returns the first check of this kind that failed, from the leaf on.
  Failed failed(ChainCheckKind kind) const;
  /// `certificate_of` returns the certificate of a step of the verdict; nullptr if nobody knows its file.
  const CertificateFacts* certificate_of(const ChainStep& step) const;

  void add(std::string_view name, std::string value) { facts_[std::string(name)] = std::move(value); }
  /// `add_file` adds the facts of a verdict: file, file_reason, file_command.
  void add_file(const FileEvidence& file);
  /// `add_certificate` lets subject, issuer, not_before and not_after be those of this certificate.
  void add_certificate(const CertificateFacts& certificate);

  /// `fill` puts the facts into the text; it returns nothing when one of them is not known.
  std::optional<std::string> fill(std::string_view text) const;

 private:
  void add_files();
  void add_proof(const FileEvidence* shown_file);

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
