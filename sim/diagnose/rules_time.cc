// These rules are about validity periods, which every end checks by its own clock.
#include <mbedtls/x509_crt.h>

#include "sim/diagnose/case.h"
#include "sim/diagnose/chain_evidence.h"

namespace tlscam {
namespace {

/// `Period` is the end of a validity period at which the clock stands on the wrong side.
enum class Period { begin, end };

// `wrong_period` finds the certificate in this role that the verdict blames, and adds its facts.
bool wrong_period(Case& the_case, ChainRole role, Period period) {
  const std::uint32_t flag =
      period == Period::begin ? MBEDTLS_X509_BADCERT_FUTURE : MBEDTLS_X509_BADCERT_EXPIRED;
  for (const ChainStep& step : the_case.verdict->steps) {
    if (step.role != role || (step.flags & flag) == 0) continue;
    if (const CertificateFacts* certificate = the_case.certificate_of(step))
      the_case.add_certificate(*certificate);
    the_case.add("wrong_subject", step.subject);
    for (const FileEvidence* file : loaded_anchors(the_case.who)) {
      if (role == ChainRole::anchor && !file->facts.certificates.empty() &&
          file->facts.certificates.front().subject == step.subject)
        the_case.add_file(*file);
    }
    return true;
  }
  return false;
}

bool wrong_period(Case& the_case, Period period) {
  return wrong_period(the_case, ChainRole::leaf, period) ||
         wrong_period(the_case, ChainRole::intermediate, period) ||
         wrong_period(the_case, ChainRole::anchor, period);
}

/// `ClockFault` is what is known about the clock of the end that verifies.
enum class ClockFault { unknown, right, behind, ahead };

ClockFault clock_fault(const Case& the_case) {
  const auto right = clock_is_right(the_case);
  if (!right) return ClockFault::unknown;
  if (*right) return ClockFault::right;
  return *the_case.who.clock < *the_case.evidence.true_time ? ClockFault::behind : ClockFault::ahead;
}

Fit clock_behind(Case& the_case) {
  if (the_case.verdict && !wrong_period(the_case, Period::begin)) return Fit::no;
  const ClockFault clock = clock_fault(the_case);
  if (clock == ClockFault::unknown)
    return the_case.met_by == Symptom::Kind::alert ? Fit::possible : Fit::likely;
  if (clock != ClockFault::behind) return Fit::no;
  return the_case.verdict || the_case.met_by == Symptom::Kind::words ? Fit::certain : Fit::likely;
}

Fit clock_ahead(Case& the_case) {
  if (the_case.verdict && !wrong_period(the_case, Period::end)) return Fit::no;
  const ClockFault clock = clock_fault(the_case);
  if (clock == ClockFault::unknown) return Fit::possible;
  return clock == ClockFault::ahead ? Fit::certain : Fit::no;
}

// Without a verdict neither an alert nor a message says which certificate of the chain is meant.
Fit in_role(Case& the_case, ChainRole role, Period period) {
  const ClockFault clock = clock_fault(the_case);
  if (clock == ClockFault::behind || clock == ClockFault::ahead) return Fit::no;
  if (the_case.verdict)
    return !wrong_period(the_case, role, period) ? Fit::no
           : clock == ClockFault::right          ? Fit::certain
                                                 : Fit::likely;
  const CertificateFacts* shown = the_case.shown();
  const bool blames_leaf = shown && the_case.who.clock &&
                           (period == Period::begin ? *the_case.who.clock < shown->not_before
                                                    : *the_case.who.clock > shown->not_after);
  if (!shown || !the_case.who.clock)
    return role == ChainRole::leaf && period == Period::end ? Fit::likely : Fit::possible;
  if (role == ChainRole::leaf)
    return !blames_leaf ? Fit::no : clock == ClockFault::right ? Fit::certain : Fit::likely;
  return blames_leaf ? Fit::no : Fit::possible;
}

template <ChainRole role, Period period>
Fit judge(Case& the_case) {
  return in_role(the_case, role, period);
}

constexpr std::string_view kClockLine =
    "{who}'s clock says {clock}; the certificate is valid from {not_before}.";
constexpr std::string_view kRight = "{who}'s clock is right: true time is {true_time}.";
constexpr std::string_view kAlert = "{alert_sender} sent alert {alert}.";

constexpr std::array<Symptom, 9> kFuture{says("validity starts in the future"),
                                         says("certificate is not yet valid"), says("not yet activated"),
                                         says("uses not yet valid"), sends_alert(46)};
constexpr std::array<Symptom, 9> kExpired{says("validity has expired"), says("certificate has expired"),
                                          says("uses expired certificate"), says("certificate expired"),
                                          sends_alert(45)};

constexpr Rule kRules[] = {
    {"clock-behind",
     kFuture,
     clock_behind,
     Fit::likely,
     {kClockLine,
      "{who}'s clock may be behind, as after every power-up: then the certificate lies in the future."},
     {"True time is {true_time}: {who}'s clock is wrong, not the certificate.",
      "Without a battery a camera begins at 2013-10-14 or 2015-01-01, by its model.", kAlert},
     {console("Set the clock from the network, before every first connection.",
              "import ntptime; ntptime.settime()"),
      console("See what the clock says.", "import time; print(time.gmtime())"),
      lesson("The lesson about exactly this.", "first-verified-connection")}},
    {"certificate-not-yet-valid",
     kFuture,
     judge<ChainRole::leaf, Period::begin>,
     Fit::possible,
     {"The certificate is valid only from {not_before}, and it is {true_time}.",
      "The certificate may not be valid yet: it was made for a later day, or by a computer whose clock is "
      "ahead."},
     {kRight, kAlert},
     {command("See from when to when it counts.", "openssl x509 -in {shown_file|server.pem} -noout -dates"),
      advice("If it was made outside this world, on a computer whose date is right, the world's date is the "
             "odd one: "
             "begin the world later (tlscam run --clock now)."),
      advice("Otherwise make the certificate anew, on a computer whose clock is right.")}},
    {"intermediate-not-yet-valid",
     kFuture,
     judge<ChainRole::intermediate, Period::begin>,
     Fit::possible,
     {"The intermediate certificate {wrong_subject} is valid only from {not_before}, and it is {true_time}.",
      "An intermediate certificate may not be valid yet."},
     {kRight, kAlert},
     {advice("Make the intermediate certificate anew, on a computer whose clock is right.")}},
    {"anchor-not-yet-valid",
     kFuture,
     judge<ChainRole::anchor, Period::begin>,
     Fit::possible,
     {"{who}'s trust anchor {wrong_subject} is valid only from {not_before}, and it is {true_time}.",
      "The trust anchor may not be valid yet."},
     {kRight, kAlert},
     {command("See from when to when the anchor counts.",
              "openssl x509 -inform DER -in {anchor|ca.der} -noout -dates"),
      advice("Make the authority's certificate anew, on a computer whose clock is right.")}},
    {"certificate-expired",
     kExpired,
     judge<ChainRole::leaf, Period::end>,
     Fit::likely,
     {"{who}'s clock says {clock}; the certificate was valid until {not_after}.",
      "The certificate has expired, by {who}'s clock."},
     {kRight, kAlert},
     {command("See from when to when it counts.", "openssl x509 -in {shown_file|server.pem} -noout -dates"),
      advice("Make a new certificate with the same key and names, and copy it to {peer}.")}},
    {"intermediate-expired",
     kExpired,
     judge<ChainRole::intermediate, Period::end>,
     Fit::possible,
     {"The intermediate certificate {wrong_subject} was valid until {not_after}; {who}'s clock says {clock}.",
      "An intermediate certificate may have expired."},
     {kRight, kAlert},
     {advice("Get the new intermediate certificate from the authority, and let {peer} show that one.")}},
    {"anchor-expired",
     kExpired,
     judge<ChainRole::anchor, Period::end>,
     Fit::possible,
     {"{who}'s trust anchor {wrong_subject} was valid until {not_after}; its clock says {clock}.",
      "A trust anchor may have expired."},
     {kRight, kAlert},
     {command("See until when the anchor counts.",
              "openssl x509 -inform DER -in {anchor|ca.der} -noout -dates"),
      advice("Make the authority's certificate anew with the same key, and give it to every camera.")}},
    {"clock-ahead",
     kExpired,
     clock_ahead,
     Fit::possible,
     {"{who}'s clock says {clock}; the certificate was valid until {not_after}.",
      "{who}'s clock may be ahead: then every certificate has expired."},
     {"True time is {true_time}: {who}'s clock is wrong, not the certificate."},
     {console("Set the clock from the network.", "import ntptime; ntptime.settime()"),
      advice("If that is what set it wrong, the time server lies: ask another one.")}},
};

}  // namespace

std::span<const Rule> time_rules() {
  return kRules;
}

}  // namespace tlscam
