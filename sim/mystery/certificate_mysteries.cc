// Faults of a certificate, or of the authority that has signed it.
#include "sim/mystery/mystery_kinds.h"
#include "sim/words/mystery.h"

namespace tlscam {
namespace {

using enum MysteryPart;
using enum MysteryClue;

const std::vector<std::string> kOtherNames{"attic-2", "camera1", "old-gate", "openmv-7"};

}  // namespace

std::vector<MysteryKind> certificate_mysteries() {
  return {
      {"certificate-expired",
       [] { return words<"mystery.certificate_expired">(); },
       server_certificate,
       {},
       {"certificate-expired"},
       "",
       {certificate},
       [](MysterySetup& setup) {
         setup.server.certificate.from_day = -setup.draw.between(90, 400);
         setup.server.certificate.to_day = -setup.draw.between(1, 60);
       }},
      {"certificate-not-yet",
       [] { return words<"mystery.certificate_not_yet">(); },
       server_certificate,
       {},
       {"certificate-not-yet-valid"},
       "",
       {certificate},
       [](MysterySetup& setup) {
         setup.server.certificate.from_day = setup.draw.between(2, 90);
         setup.server.certificate.to_day = setup.server.certificate.from_day + 365;
       }},
      {"name-in-certificate",
       [] { return words<"mystery.name_in_certificate">(); },
       server_certificate,
       {},
       {"wrong-name"},
       "",
       {certificate},
       [](MysterySetup& setup) {
         const std::string& other = setup.draw.one_of(kOtherNames);
         setup.server.certificate.names = "DNS:" + other;
         setup.server.certificate.common_name = other;
       }},
      {"only-address-in-certificate",
       [] { return words<"mystery.only_address_in_certificate">(); },
       server_certificate,
       {},
       {"wrong-name", "no-name-in-certificate"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.server.certificate.names = "IP:192.168.1.50"; }},
      {"certificate-for-clients",
       [] { return words<"mystery.certificate_for_clients">(); },
       server_certificate,
       {},
       {"certificate-unfit-for-server"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.server.certificate.extensions = "for_clients"; }},
      {"certificate-for-agreement",
       [] { return words<"mystery.certificate_for_agreement">(); },
       server_certificate,
       {},
       {"certificate-unfit-for-server"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.server.certificate.extensions = "for_agreement"; }},
      {"weak-signature",
       [] { return words<"mystery.weak_signature">(); },
       server_certificate,
       {},
       {"weak-signature"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.server.certificate.hash = "sha1"; }},
      {"strange-extension",
       [] { return words<"mystery.strange_extension">(); },
       server_certificate,
       {},
       {"critical-extension-unknown"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.server.certificate.extensions = "strange"; }},
      {"certificate-too-large",
       [] { return words<"mystery.certificate_too_large">(); },
       server_certificate,
       {},
       {"certificate-too-large"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.server.certificate.extensions = "large"; }},
      {"key-ed25519",
       [] { return words<"mystery.key_ed25519">(); },
       server_key,
       {},
       {"kind-of-key-unknown"},
       "",
       {certificate, key},
       [](MysterySetup& setup) { setup.server.certificate.key = "ED25519"; }},
      {"key-too-short",
       [] { return words<"mystery.key_too_short">(); },
       server_key,
       {},
       {"weak-key"},
       "",
       {certificate, key},
       [](MysterySetup& setup) { setup.server.certificate.key = "RSA 1024"; }},
      {"authority-not-allowed",
       [] { return words<"mystery.authority_not_allowed">(); },
       authority,
       {},
       {"anchor-is-no-authority"},
       "",
       {anchor},
       [](MysterySetup& setup) { setup.authority.extensions = "not_root"; }},
      {"authority-expired",
       [] { return words<"mystery.authority_expired">(); },
       authority,
       {},
       {"anchor-expired"},
       "",
       {anchor},
       [](MysterySetup& setup) { setup.authority.to_day = -setup.draw.between(1, 40); }},
      {"intermediate-missing",
       [] { return words<"mystery.intermediate_missing">(); },
       server_script,
       {.intermediate = true},
       {"intermediate-missing"},
       "",
       {server_code, certificate},
       [](MysterySetup& setup) {
         std::string& load = setup.server.script.load;
         load.erase(load.find('\n') + 1);
       }},
      {"client-certificate-unfit",
       [] { return words<"mystery.client_certificate_unfit">(); },
       client_certificate,
       {.mutual = true},
       {"certificate-for-another-use"},
       "",
       {certificate},
       [](MysterySetup& setup) { setup.client.certificate.extensions = "for_servers"; }},
  };
}

}  // namespace tlscam
