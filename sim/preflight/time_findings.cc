// The checks of validity: by the true time, and by the clock of the board.
#include <algorithm>
#include <chrono>

#include "sim/preflight/inspection.h"

namespace tlscam {
namespace {

using std::chrono::hours;

constexpr hours kSoon{24 * 30};
constexpr hours kWrong{24};

Instant instant_of(std::int64_t seconds) {
  // Far beyond every certificate, and small enough for microseconds.
  const std::int64_t most = 253402300799;  // 9999-12-31
  return Instant(std::chrono::seconds(std::clamp<std::int64_t>(seconds, -most, most)));
}

void check_now(Inspection& inspection, const InspectedFile& file) {
  const CertificateFacts& certificate = file.content.certificates.front();
  const Instant now = inspection.purpose.now;
  const auto add = [&](Severity severity, FindingKind kind, std::string what, std::string mend) {
    inspection.add({severity, kind, std::move(what),
                    severity == Severity::notes ? "" : "Whoever verifies it refuses it.", std::move(mend),
                    file.plan->path, ""});
  };
  if (certificate.not_before > now)
    return add(Severity::stops, FindingKind::not_yet_valid,
               fmt::format("{} is valid from {} on; now is {}.", file.name, to_text(certificate.not_before),
                           to_text(now)),
               "Look whether the clock of this computer is right, or make the certificate anew.");
  if (certificate.not_after < now)
    return add(Severity::stops, FindingKind::expired,
               fmt::format("{} has expired on {}.", file.name, to_text(certificate.not_after)),
               "Make a new certificate.");
  if (certificate.not_after - now < kSoon)
    add(Severity::notes, FindingKind::expires_soon,
        fmt::format("{} ends on {}, in {} days.", file.name, to_text(certificate.not_after),
                    std::chrono::duration_cast<hours>(certificate.not_after - now).count() / 24),
        "Plan its replacement now.");
}

bool sets_clock(const Inspection& inspection) {
  return std::ranges::any_of(inspection.scripts, [](const ScriptFacts& script) { return script.sets_clock; });
}

/// The board compares an anchor's validity, and that of the certificates that peers show, with its own clock.
void check_clock(Inspection& inspection) {
  const bool verifies =
      std::ranges::any_of(inspection.scripts, [](const ScriptFacts& script) { return script.verifies; });
  const bool has_anchor =
      std::ranges::any_of(inspection.files, [](const InspectedFile& file) { return file.is_anchor; });
  if (!verifies && !has_anchor) return;
  const bool sets = sets_clock(inspection);
  const std::string_view mend =
      sets ? "Its script sets the clock: that has to happen before the first connection."
           : "Let the script set the clock before it connects: import ntptime; ntptime.settime().";
  if (!inspection.facts.clock) {
    if (sets || inspection.purpose.way == DeploymentWay::serial) return;
    inspection.add(
        {Severity::warns, FindingKind::board_clock_wrong,
         "No script that is deployed sets the camera's clock.",
         "After power-up it shows a day in 2013 or 2015: every certificate seems to start in the future.",
         std::string(mend), "", ""});
    return;
  }
  const Instant clock = instant_of(*inspection.facts.clock);
  const auto difference =
      clock > inspection.purpose.now ? clock - inspection.purpose.now : inspection.purpose.now - clock;
  if (difference < kWrong) return;
  const auto refused = std::ranges::find_if(inspection.files, [&](const InspectedFile& file) {
    return file.is_anchor && (file.content.certificates.front().not_before > clock ||
                              file.content.certificates.front().not_after < clock);
  });
  const bool certain = refused != inspection.files.end();
  inspection.add(
      {sets                  ? Severity::notes
       : certain && verifies ? Severity::stops
                             : Severity::warns,
       FindingKind::board_clock_wrong,
       fmt::format("The board's clock shows {}; now is {}.", to_text(clock), to_text(inspection.purpose.now)),
       certain
           ? fmt::format("By that clock {} is not valid: the camera refuses every peer.", refused->name)
           : "By that clock the camera refuses certificates that are valid, or accepts some that are not.",
       std::string(mend), certain ? refused->plan->path : "", ""});
}

}  // namespace

void check_times(Inspection& inspection) {
  for (const InspectedFile& file : inspection.files)
    if (!file.content.certificates.empty() && file.content.certificates.front().camera_obstacle.empty())
      check_now(inspection, file);
  check_clock(inspection);
}

}  // namespace tlscam
