// These rules are about validity periods, which every end checks by its own clock.
#include "sim/diagnose/case.h"

namespace tlscam {
namespace {

Fit clock_behind(Case& the_case) {
  const auto right = clock_is_right(the_case);
  if (right) return *right || *the_case.who.clock > *the_case.evidence.true_time ? Fit::no : Fit::certain;
  return Fit::likely;
}

Fit clock_ahead(Case& the_case) {
  const auto right = clock_is_right(the_case);
  if (right) return *right || *the_case.who.clock < *the_case.evidence.true_time ? Fit::no : Fit::certain;
  return Fit::possible;
}

Fit starts_later(Case& the_case) {
  const auto right = clock_is_right(the_case);
  return right ? (*right ? Fit::certain : Fit::no) : Fit::possible;
}

// Neither an alert nor a message says which certificate of the chain is meant.
bool shown_counts(const Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  return shown && the_case.who.clock && *the_case.who.clock <= shown->not_after;
}

Fit over(Case& the_case) {
  if (shown_counts(the_case)) return Fit::no;
  const auto right = clock_is_right(the_case);
  return right ? (*right ? Fit::certain : Fit::no) : Fit::likely;
}

Fit anchor_over(Case& the_case) {
  const CertificateFacts* shown = the_case.shown();
  for (const FileEvidence& file : the_case.who.files) {
    if (!shown || !the_case.who.clock || !names_file(the_case.who, file) || file.facts.certificates.empty())
      continue;
    const CertificateFacts& anchor = file.facts.certificates.front();
    if (anchor.subject != shown->issuer || anchor.not_after >= *the_case.who.clock) continue;
    if (anchor.der == shown->der) continue;  // a certificate that is its own anchor
    the_case.add("anchor_end", date_text(anchor.not_after));
    the_case.add_file(file);
    return Fit::certain;
  }
  return shown_counts(the_case) ? Fit::likely : Fit::possible;
}

constexpr std::string_view kClockLine =
    "{who}'s clock says {clock}; the certificate is valid from {not_before}.";

constexpr Rule kRules[] = {
    {"clock-behind",
     {says("validity starts in the future"), says("certificate is not yet valid"), says("not yet activated"),
      says("uses not yet valid"), sends_alert(46)},
     clock_behind,
     Fit::likely,
     {kClockLine,
      "To {who} the certificate lies in the future: its clock is behind, as after every power-up."},
     {"True time is {true_time}: {who}'s clock is wrong, not the certificate.",
      "Without a battery a camera begins at 2013-10-14 or 2015-01-01, by its model.",
      "{who} sent alert {alert}."},
     {console("Set the clock from the network, before every first connection.",
              "import ntptime; ntptime.settime()"),
      console("See what the clock says.", "import time; print(time.gmtime())"),
      lesson("The lesson about exactly this.", "first-verified-connection")}},
    {"certificate-not-yet-valid",
     {says("validity starts in the future"), says("certificate is not yet valid"), says("not yet activated"),
      says("uses not yet valid"), sends_alert(46)},
     starts_later,
     Fit::possible,
     {"The certificate is valid from {not_before} only, and it is {true_time}.",
      "The certificate is not valid yet: it was made for a later day, or by a computer whose clock is "
      "ahead."},
     {"{who}'s clock says {clock}, which is right.", "{who} sent alert {alert}."},
     {command("See from when to when it counts.", "openssl x509 -in {file|server.pem} -noout -dates"),
      advice("Make the certificate anew, on a computer whose clock is right.")}},
    {"certificate-expired",
     {says("validity has expired"), says("certificate has expired"), says("uses expired certificate"),
      says("certificate expired"), sends_alert(45)},
     over,
     Fit::likely,
     {"{who}'s clock says {clock}; the certificate was valid until {not_after}.",
      "The certificate has expired."},
     {"{who}'s clock is right: true time is {true_time}.", "{who} sent alert {alert}."},
     {command("See from when to when it counts.", "openssl x509 -in {file|server.pem} -noout -dates"),
      command("Make a new one with the same key, and copy it to the camera.",
              "openssl req -x509 -new -key server-key.pem -days 365 -subj /CN={peer_name|openmv} -addext "
              "subjectAltName=DNS:{peer_name|openmv} -outform DER -out server.der")}},
    {"anchor-expired",
     {says("validity has expired"), says("certificate has expired"), says("uses expired certificate"),
      sends_alert(45)},
     anchor_over,
     Fit::possible,
     {"{who}'s trust anchor {file} was valid until {anchor_end}; its clock says {clock}.",
      "A trust anchor has expired, or a certificate between it and the leaf."},
     {"The certificate that {peer} showed is valid until {not_after}."},
     {command("See until when the anchor counts.",
              "openssl x509 -inform DER -in {file|ca.der} -noout -dates"),
      advice("Make the authority's certificate anew with the same key, and give it to every camera.")}},
    {"clock-ahead",
     {says("validity has expired"), says("certificate has expired"), says("uses expired certificate"),
      sends_alert(45)},
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
