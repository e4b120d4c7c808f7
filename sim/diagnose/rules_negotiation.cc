// These rules are about what two ends must have in common, and refusals whose reason only the other end
// knows.
#include <fmt/format.h>
#include <mbedtls/ssl.h>

#include <algorithm>

#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"
#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

// `own_certificate` is the server's certificate as its script loads it, or as it was shown.
const CertificateFacts* own_certificate(Case& the_case) {
  if (const FileEvidence* file = the_case.loaded()) {
    the_case.add_file(*file);
    return &file->facts.certificates.front();
  }
  return the_case.own();
}

bool serves(const Case& the_case) {
  const std::string& script = the_case.who.script;
  return !the_case.is_client || !the_case.evidence.roles_known || has(script, "_SERVER") ||
         has(script, "server_side");
}

Fit without_certificate(Case& the_case) {
  if (the_case.who.script.empty())
    return serves(the_case) && !the_case.evidence.roles_known ? Fit::possible : Fit::no;
  return serves(the_case) && !has(the_case.who.script, "load_cert_chain") ? Fit::certain : Fit::no;
}

Fit unfit_certificate(Case& the_case) {
  if (!serves(the_case)) return Fit::no;
  const CertificateFacts* own = own_certificate(the_case);
  if (!own) return the_case.evidence.roles_known ? Fit::no : Fit::possible;
  const auto& purposes = own->extended_key_usage;
  const auto& uses = own->key_usage;
  const bool no_server = !purposes.empty() && std::ranges::find(purposes, "serverAuth") == purposes.end();
  const bool no_signing = !uses.empty() && std::ranges::find(uses, "digitalSignature") == uses.end();
  if (no_server) the_case.add("lacks", "extendedKeyUsage without serverAuth");
  if (no_signing) the_case.add("lacks", "keyUsage without digitalSignature");
  return no_server || no_signing ? Fit::certain : Fit::no;
}

/// `KeyNeeds` is what a server with a key of this kind needs in the ClientHello (RFC 8422, RFC 5246, IANA
/// registry "TLS Parameters").
struct KeyNeeds {
  std::string_view key_type;  ///< as CertificateFacts has it; "RSA" begins all of them
  std::uint16_t group;        ///< the group of its own curve; 0: none
  std::uint8_t signature;     ///< in the low byte of TLS 1.2's signature algorithms
  std::string_view signature_name;
};
constexpr KeyNeeds kKeyNeeds[] = {{"P-256", 23, 3, "ECDSA"},
                                  {"P-384", 24, 3, "ECDSA"},
                                  {"P-521", 25, 3, "ECDSA"},
                                  {"secp256k1", 22, 3, "ECDSA"},
                                  {"RSA", 0, 1, "RSA"}};
constexpr std::array<std::uint16_t, 3> kCameraGroups{23, 24, 25};
// ECDHE_ECDSA and ECDHE_RSA suites with AES, as cameras have them, and those with ChaCha20.
constexpr std::array<std::uint16_t, 11> kEcdsaSuites{0xC009, 0xC00A, 0xC023, 0xC024, 0xC02B, 0xC02C,
                                                     0xC0AC, 0xC0AD, 0xC0AE, 0xC0AF, 0xCCA9};
constexpr std::array<std::uint16_t, 17> kRsaSuites{0xC013, 0xC014, 0xC027, 0xC028, 0xC02F, 0xC030,
                                                   0xCCA8, 0x002F, 0x0035, 0x003C, 0x003D, 0x009C,
                                                   0x009D, 0xC09C, 0xC09D, 0xC0A0, 0xC0A1};

template <class Numbers>
bool offers_one(const std::vector<std::uint16_t>& offered, const Numbers& wanted) {
  return std::ranges::any_of(
      offered, [&](std::uint16_t one) { return std::ranges::find(wanted, one) != std::end(wanted); });
}

// The needs of a camera's own key, when it serves and its client's ClientHello is known.
const KeyNeeds* needs_of_server(Case& the_case) {
  if (the_case.is_client || !the_case.evidence.roles_known || !the_case.who.is_camera ||
      the_case.evidence.offer.cipher_suites.empty())
    return nullptr;
  const CertificateFacts* own = own_certificate(the_case);
  if (!own) return nullptr;
  the_case.add("key_type", own->key_type);
  for (const KeyNeeds& needs : kKeyNeeds)
    if (own->key_type.starts_with(needs.key_type)) return &needs;
  return nullptr;
}

Fit suite_needs_another_key(Case& the_case) {
  const KeyNeeds* needs = needs_of_server(the_case);
  if (!needs) return Fit::no;
  const auto& offered = the_case.evidence.offer.cipher_suites;
  const bool is_rsa = needs->signature == 1;
  if (is_rsa ? offers_one(offered, kRsaSuites) : offers_one(offered, kEcdsaSuites)) return Fit::no;
  if (is_rsa ? !offers_one(offered, kEcdsaSuites) : !offers_one(offered, kRsaSuites)) return Fit::no;
  the_case.add("offered_keys", is_rsa ? "ECDSA" : "RSA");
  return Fit::certain;
}

Fit curve_not_offered(Case& the_case) {
  const auto& groups = the_case.evidence.offer.groups;
  const KeyNeeds* needs = needs_of_server(the_case);
  if (!needs || groups.empty()) return Fit::no;
  if (!offers_one(groups, kCameraGroups)) {
    the_case.add("curve_problem", "none of the curves that a camera can use for the key exchange");
    return Fit::certain;
  }
  if (needs->group == 0 || std::ranges::find(groups, needs->group) != groups.end()) return Fit::no;
  the_case.add("curve_problem",
               fmt::format("not {}, the curve of {}'s own key", needs->key_type, the_case.who.name));
  return Fit::certain;
}

Fit signature_not_offered(Case& the_case) {
  const KeyNeeds* needs = needs_of_server(the_case);
  const auto& algorithms = the_case.evidence.offer.signature_algorithms;
  if (!needs || algorithms.empty()) return Fit::no;
  const auto fits = [&](std::uint16_t one) {
    const bool is_pss = needs->signature == 1 && one >= 0x0804 && one <= 0x0806;
    return is_pss || ((one & 0xFF) == needs->signature && one >> 8 >= 4);
  };
  if (std::ranges::any_of(algorithms, fits)) return Fit::no;
  the_case.add("signature", std::string(needs->signature_name));
  return Fit::certain;
}

// TLS 1.2 in a list of versions.
constexpr std::uint16_t kTls12 = 0x0303;

// The versions that a client offers are all newer, or all older, than the one that a camera speaks.
bool offers_only(const Case& the_case, bool newer) {
  const auto& versions = the_case.evidence.offer.versions;
  return !the_case.evidence.datagrams && !versions.empty() &&
         std::ranges::all_of(versions, [&](std::uint16_t one) {
           const bool is_reserved = (one & 0x0F0F) == 0x0A0A;  // GREASE, RFC 8701
           return is_reserved || (newer ? one > kTls12 : one < kTls12);
         });
}

bool is_by_number_of_failure(const Case& the_case) {
  return has(the_case.who.exception, "-28160");
}

Fit newer_only(Case& the_case) {
  const bool is_known =
      !the_case.is_client && the_case.evidence.roles_known && !the_case.evidence.offer.versions.empty();
  if (is_known && the_case.who.is_camera) return offers_only(the_case, true) ? Fit::certain : Fit::no;
  if (has(the_case.peer.exception, "-28288") || is_by_number_of_failure(the_case)) return Fit::no;
  return Fit::likely;
}

Fit too_old(Case& the_case) {
  if (!the_case.is_client && the_case.who.is_camera && the_case.evidence.roles_known &&
      !the_case.evidence.offer.versions.empty())
    return offers_only(the_case, false) ? Fit::certain : Fit::no;
  return the_case.met_by == Symptom::Kind::alert ? Fit::no : Fit::certain;
}

constexpr std::array<Symptom, 9> kNoCommonCipher{raises(MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE),
                                                 says("no shared cipher"), peer_says("handshake failure"),
                                                 sends_alert(40)};

constexpr Rule kRules[] = {
    {"server-without-certificate",
     kNoCommonCipher,
     without_certificate,
     Fit::possible,
     {"{who} serves without a certificate: its script never calls load_cert_chain().",
      "The server may have no certificate: then no cipher suite can be used."},
     {"{alert_sender} sent alert {alert}."},
     {python("Load one and its key.", "context.load_cert_chain(\"server.der\", \"server-key.der\")"),
      lesson("How to make one.", "a-certificate-of-your-own")}},
    {"certificate-unfit-for-server",
     kNoCommonCipher,
     unfit_certificate,
     Fit::possible,
     {"{who}'s certificate {file} is not for a server: {lacks}.",
      "The server's certificate may not be for a server (keyUsage, extendedKeyUsage): then it is never "
      "sent."},
     {"{who} does not even send it: without a fitting certificate no cipher suite can be used.",
      "{alert_sender} sent alert {alert}."},
     {command("See what it may be used for.",
              "openssl x509 -in {own_file|server.pem} -noout -ext keyUsage,extendedKeyUsage"),
      advice("Make it anew with digitalSignature and serverAuth, or without the two extensions.")}},
    {"suite-needs-another-key",
     kNoCommonCipher,
     suite_needs_another_key,
     Fit::certain,
     {"{peer} offers only cipher suites for {offered_keys} keys, and {who}'s certificate has a {key_type} "
      "key.",
      "The cipher suites that the client offers may need another kind of key than the server's certificate "
      "has."},
     {"{alert_sender} sent alert {alert}."},
     {advice("Let {peer} offer suites for that kind of key too, or give {who} a certificate with the other "
             "kind of "
             "key.")}},
    {"curve-not-offered",
     kNoCommonCipher,
     curve_not_offered,
     Fit::certain,
     {"{peer} offers {curve_problem}.", "The client may not offer a curve that the server can use."},
     {"A ClientHello lists its curves in supported_groups; TLS 1.2 wants the one of the certificate's key "
      "there too "
      "(RFC 8422, section 5.1).",
      "{alert_sender} sent alert {alert}."},
     {advice("Let {peer} offer P-256, P-384 and P-521.")}},
    {"signature-not-offered",
     kNoCommonCipher,
     signature_not_offered,
     Fit::certain,
     {"{peer} accepts no {signature} signature with SHA-256, SHA-384 or SHA-512, and {who}'s certificate has "
      "a {key_type} "
      "key.",
      "The client may not accept the kind of signature that the server's key makes."},
     {"A ClientHello lists what it accepts in signature_algorithms (RFC 5246, section 7.4.1.4.1).",
      "{alert_sender} sent alert {alert}."},
     {advice("Let {peer} accept {signature} with SHA-256, or give {who} another kind of key.")}},
    {"nothing-in-common",
     kNoCommonCipher,
     nullptr,
     Fit::likely,
     {"The two ends have no cipher suite, curve or version in common.", ""},
     {"A camera speaks TLS 1.2 with ECDHE or RSA, AES, and the curves P-256, P-384 and P-521: no ChaCha20, "
      "X25519, "
      "DHE or Ed25519, no TLS 1.3.",
      "{alert_sender} sent alert {alert}."},
     {command("See what the server agrees to.",
              "openssl s_client -connect {address|192.168.1.50}:{port|8443} -tls1_2 -cipher ECDHE+AESGCM"),
      advice("Remove set_ciphers() from both scripts, or name a suite that fits the server's key: ECDSA for "
             "a key "
             "on a curve, RSA for an RSA key.")}},
    {"tls13-only",
     {says("unsupported protocol"), peer_raises(MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION),
      says("no protocols available"), sends_alert(70), raises(MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE)},
     newer_only,
     Fit::likely,
     {"{who} does not take the version of TLS that {peer} speaks; a camera speaks TLS 1.2 only.", ""},
     {"A server that takes only TLS 1.3 refuses every camera.", "{alert_sender} sent alert {alert}."},
     {advice("Let the other end also take TLS 1.2. It is safe with ECDHE and AES-GCM."),
      command("Ask a server whether it does.",
              "openssl s_client -connect {address|192.168.1.50}:{port|8443} -tls1_2")}},
    {"version-too-old",
     {raises(MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION), sends_alert(70)},
     too_old,
     Fit::certain,
     {"{peer} speaks a version of TLS that {who} does not: TLS 1.1 or older.", ""},
     {"Versions before 1.2 are broken and were given up in 2021 (RFC 8996).",
      "{alert_sender} sent alert {alert}."},
     {advice("Update the other end, or switch TLS 1.2 on in it."),
      link("Why they were given up.", "https://www.rfc-editor.org/rfc/rfc8996")}},
    {"unknown-server-name",
     {peer_says("unrecognized name"), sends_alert(112)},
     nullptr,
     Fit::likely,
     {"{who} knows nobody by the name {asked}, for which {peer} asked (alert 112).",
      "The server knows nobody by the name for which the client asked."},
     {"server_hostname goes to the server in the clear (SNI, RFC 6066, section 3): one server may have "
      "certificates "
      "for many names."},
     {python("Ask for a name that the server has.",
             "context.wrap_socket(sock, server_hostname=\"{plain_name|openmv}\")"),
      advice("Or teach the server this name.")}},
    {"not-tls",
     {raises(MBEDTLS_ERR_SSL_INVALID_RECORD), says("wrong version number"), says("http request"),
      says("unexpected TLS packet"), says("packet length too long"), says("record layer failure")},
     nullptr,
     Fit::certain,
     {"What {peer} sent is not TLS: it speaks plain HTTP or another protocol on this port.", ""},
     {"{who} expected a TLS record and found other bytes.",
      "Seen from the plain side, the camera hangs up: OSError 104 or an empty answer."},
     {advice("Use the port with TLS (443 or 8443, not 80), and https:// instead of http://."),
      command("See what answers there.", "openssl s_client -connect {address|192.168.1.50}:{port|8443}"),
      python("Wrap the socket before the first byte, on both ends.", "sock = context.wrap_socket(sock)")}},
    {"refused-by-other-end",
     {peer_raises(MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE)},
     [](Case& the_case) { return the_case.evidence.alert ? Fit::possible : Fit::likely; },
     Fit::likely,
     {"{who} refused and sent an alert; its own exception says why, -30592 does not.", ""},
     {"{alert_sender} sent alert {alert}.", "{who}: {error}",
      "Usual: the certificate is not proved (clock 46, expired 45, signer 48, name 42) or nothing is in "
      "common "
      "(40)."},
     {advice("Look at what {who} printed, and at the number of the alert on the wire.")}},
};

}  // namespace

std::span<const Rule> negotiation_rules() {
  return kRules;
}

}  // namespace tlscam
