// These rules are about what two ends must have in common, and refusals whose reason only the other end
// knows.
#include <mbedtls/ssl.h>

#include <algorithm>

#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"

namespace tlscam {
namespace {

bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

// `loaded_certificate` is the server's certificate as its script loads it, when the files are known.
const CertificateFacts* loaded_certificate(Case& the_case) {
  for (const FileEvidence& file : the_case.who.files) {
    if (file.facts.certificates.empty() || file.facts.certificates.front().is_ca) continue;
    if (!names_file(the_case.who, file)) continue;
    the_case.add_file(file);
    return &file.facts.certificates.front();
  }
  return nullptr;
}

bool serves(const Case& the_case) {
  const std::string& script = the_case.who.script;
  return !the_case.is_client || !the_case.evidence.roles_known || has(script, "_SERVER") ||
         has(script, "server_side");
}

Fit without_certificate(Case& the_case) {
  if (the_case.who.script.empty()) return serves(the_case) ? Fit::possible : Fit::no;
  return serves(the_case) && !has(the_case.who.script, "load_cert_chain") ? Fit::certain : Fit::no;
}

Fit unfit_certificate(Case& the_case) {
  const CertificateFacts* own = loaded_certificate(the_case);
  if (!own) return Fit::possible;
  const auto& purposes = own->extended_key_usage;
  const auto& uses = own->key_usage;
  const bool no_server = !purposes.empty() && std::ranges::find(purposes, "serverAuth") == purposes.end();
  const bool no_signing = !uses.empty() && std::ranges::find(uses, "digitalSignature") == uses.end();
  if (no_server) the_case.add("lacks", "extendedKeyUsage without serverAuth");
  if (no_signing) the_case.add("lacks", "keyUsage without digitalSignature");
  return no_server || no_signing ? Fit::certain : Fit::no;
}

constexpr std::array<Symptom, 9> kNoCommonCipher{raises(MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE),
                                                 says("no shared cipher"),
                                                 peer_says("handshake failure"),
                                                 peer_says("alert number 40"),
                                                 peer_says("sslv3 alert handshake"),
                                                 sends_alert(40)};

constexpr Rule kRules[] = {
    {"server-without-certificate",
     kNoCommonCipher,
     without_certificate,
     Fit::possible,
     {"{who} serves without a certificate: its script never calls load_cert_chain().",
      "The server may have no certificate: then no cipher suite can be used."},
     {"{who} sent alert {alert}."},
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
      "{who} sent alert {alert}."},
     {command("See what it may be used for.",
              "openssl x509 -in {file|server.pem} -noout -ext keyUsage,extendedKeyUsage"),
      advice("Make it anew with digitalSignature and serverAuth, or without the two extensions.")}},
    {"nothing-in-common",
     kNoCommonCipher,
     nullptr,
     Fit::likely,
     {"The two ends have no cipher suite, curve or version in common.", ""},
     {"A camera speaks TLS 1.2 with ECDHE or RSA, AES, and the curves P-256, P-384 and P-521: no ChaCha20, "
      "X25519, "
      "DHE or Ed25519, no TLS 1.3.",
      "{who} sent alert {alert}."},
     {command("See what the server agrees to.",
              "openssl s_client -connect {address|192.168.1.50}:{port|8443} -tls1_2 -cipher ECDHE+AESGCM"),
      advice("Remove set_ciphers() from both scripts, or name a suite that fits the server's key: ECDSA for "
             "a key "
             "on a curve, RSA for an RSA key.")}},
    {"tls13-only",
     {says("unsupported protocol"), says("protocol version"),
      peer_raises(MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION), says("no protocols available"),
      peer_says("alert number 70"), sends_alert(70)},
     [](Case& the_case) { return has(the_case.peer.exception, "-28288") ? Fit::no : Fit::likely; },
     Fit::likely,
     {"{who} does not take the version of TLS that {peer} speaks; a camera speaks TLS 1.2 only.", ""},
     {"A server that takes only TLS 1.3 refuses every camera.", "{who} sent alert {alert}."},
     {advice("Let the other end also take TLS 1.2. It is safe with ECDHE and AES-GCM."),
      command("Ask a server whether it does.",
              "openssl s_client -connect {address|192.168.1.50}:{port|8443} -tls1_2")}},
    {"version-too-old",
     {raises(MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION)},
     nullptr,
     Fit::certain,
     {"{peer} speaks a version of TLS that {who} does not: TLS 1.1 or older.", ""},
     {"Versions before 1.2 are broken and were given up in 2021 (RFC 8996).", "{who} sent alert {alert}."},
     {advice("Update the other end, or switch TLS 1.2 on in it."),
      link("Why they were given up.", "https://www.rfc-editor.org/rfc/rfc8996")}},
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
     {"{who} sent alert {alert}.", "{who}: {error}",
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
