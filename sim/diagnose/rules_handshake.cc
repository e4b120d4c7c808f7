// These rules are about handshakes that break once both ends speak TLS: keys, changed bytes, ends that hang
// up, memory.
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ssl.h>

#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"
#include "sim/diagnose/chain_evidence.h"

namespace tlscam {
namespace {

// `own_leaf` is the certificate that this end shows first, or that its script loads first.
const CertificateFacts* own_leaf(const Case& the_case) {
  if (const CertificateFacts* own = the_case.own()) return own;
  if (const FileEvidence* file = the_case.loaded()) return &file->facts.certificates.front();
  return nullptr;
}

bool is_broken(const Case& the_case) {
  const ConnectionEvidence connection = the_case.evidence.connection;
  return connection == ConnectionEvidence::broken || connection == ConnectionEvidence::reset ||
         connection == ConnectionEvidence::handshaking;
}

// The end that the cause is about signs with a key that does not belong to its certificate.
Fit key_of_another(Case& the_case) {
  const bool without_words = the_case.met_by == Symptom::Kind::state;
  if (without_words && !is_broken(the_case)) return Fit::no;
  const CertificateFacts* own = without_words ? the_case.own() : own_leaf(the_case);
  if (the_case.who.script.empty() || !own) return without_words ? Fit::no : Fit::likely;
  bool has_key = false;
  for (const FileEvidence* file : files_in_calls(the_case.who, "load_cert_chain")) {
    if (file->facts.content != FileContent::private_key || file->facts.public_key.empty()) continue;
    has_key = true;
    if (file->facts.public_key == own->public_key) continue;
    the_case.add("key", file->path);
    return Fit::certain;
  }
  if (without_words) return Fit::no;
  return has_key ? Fit::no : Fit::possible;
}

Fit changed(Case& the_case) {
  const bool stuck = is_broken(the_case) || the_case.who.waits == WaitEvidence::handshake;
  if (the_case.met_by == Symptom::Kind::state)
    return the_case.evidence.changed_on_the_way && the_case.is_client && stuck ? Fit::certain : Fit::no;
  return the_case.evidence.changed_on_the_way ? Fit::certain : Fit::possible;
}

Fit data_changed(Case& the_case) {
  return the_case.evidence.changed_on_the_way ? Fit::certain : Fit::likely;
}

Fit without_client_certificate(Case& the_case) {
  if (the_case.is_client && the_case.evidence.roles_known) return Fit::no;
  const bool refuses = the_case.met_by == Symptom::Kind::alert && the_case.evidence.alert->number == 40;
  if (!refuses) return Fit::certain;
  return the_case.evidence.asked_for_client_certificate && the_case.evidence.client_chain.empty()
             ? Fit::certain
             : Fit::no;
}

// A camera sends its Certificate message in one record of at most 4096 bytes (MBEDTLS_SSL_OUT_CONTENT_LEN): a
// header of 4 bytes, and 3 for the length of the list and of each certificate.
constexpr std::size_t kMostSent = 4096;

Fit too_large(Case& the_case) {
  if (the_case.who.script.empty() && !the_case.evidence.roles_known)
    return the_case.evidence.datagrams || the_case.met_by == Symptom::Kind::state ? Fit::no : Fit::possible;
  if (!the_case.who.is_camera || the_case.who.script.empty() || !is_broken(the_case)) return Fit::no;
  std::size_t size = 4 + 3;
  const FileEvidence* largest = nullptr;
  for (const FileEvidence* file : files_in_calls(the_case.who, "load_cert_chain")) {
    if (file->facts.certificates.empty()) continue;
    size += 3 + file->facts.certificates.front().der.size();
    if (!largest ||
        file->facts.certificates.front().der.size() > largest->facts.certificates.front().der.size())
      largest = file;
  }
  if (!largest || size <= kMostSent) return Fit::no;
  the_case.add_file(*largest);
  the_case.add("size", std::to_string(largest->facts.certificates.front().der.size()));
  return Fit::certain;
}

Fit hung_up(Case& the_case) {
  // If the end that hung up said why, that has a cause of its own.
  return the_case.who.exception.empty() ? Fit::likely : Fit::possible;
}

constexpr Rule kRules[] = {
    {"key-of-another-certificate",
     {peer_raises(MBEDTLS_ERR_ECP_VERIFY_FAILED), peer_raises(MBEDTLS_ERR_RSA_VERIFY_FAILED),
      says("key values mismatch"), peer_says("bad signature"), peer_says("digest check failed"),
      without_words()},
     key_of_another,
     Fit::likely,
     {"{who} signs with the key in {key}, which is not that of its certificate.",
      "{who} signs with a key that is not that of its certificate."},
     {"load_cert_chain() does not compare the two; only the handshake finds out.",
      "{peer} could not verify the signature that {who} made with it."},
     {command("Compare the certificate's public key",
              "openssl x509 -inform DER -in {own_file|server.der} -noout -pubkey"),
      command("with that of the key.", "openssl pkey -inform DER -in {key|server-key.der} -pubout"),
      advice("Copy a certificate and a key that belong together.")}},
    {"certificate-too-large",
     {raises(MBEDTLS_ERR_SSL_BAD_INPUT_DATA), raises(MBEDTLS_ERR_SSL_BUFFER_TOO_SMALL), without_words()},
     too_large,
     Fit::certain,
     {"{who} cannot send its certificate {file}: it has {size} bytes, and a camera sends at most 4096 bytes "
      "of "
      "certificates.",
      "The certificate may be too large: a camera sends at most 4096 bytes of certificates."},
     {"The whole Certificate message must fit into one record of the camera's output buffer."},
     {command("See what makes it so large.", "openssl x509 -inform DER -in {file|server.der} -noout -text"),
      advice("Make it smaller: a key on P-256 instead of RSA, fewer names, no comments; show fewer "
             "intermediates.")}},
    {"changed-on-the-way",
     {peer_raises(MBEDTLS_ERR_ECP_VERIFY_FAILED), peer_raises(MBEDTLS_ERR_RSA_VERIFY_FAILED),
      raises(MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER), raises(MBEDTLS_ERR_SSL_DECODE_ERROR),
      raises(MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE), sends_alert(51), sends_alert(50), sends_alert(47),
      without_words()},
     changed,
     Fit::possible,
     {"{changed}: the handshake did not survive it.",
      "A signature or a message of the handshake does not fit: bytes were changed on their way, or an end "
      "signed "
      "with another key."},
     {"The signature of ServerKeyExchange covers both randoms and the key share, Finished covers every "
      "message.",
      "{alert_sender} sent alert {alert}."},
     {advice("Compare what was sent with what arrived, in two captures or on the two links."),
      advice("Nothing leaked: TLS ended before any data.")},
     RuleNature::changed_bytes},
    {"data-changed-on-the-way",
     {raises(MBEDTLS_ERR_SSL_INVALID_MAC), says("bad record mac"), says("decryption failed"),
      sends_alert(20)},
     data_changed,
     Fit::likely,
     {"A record that {who} received was changed on its way: its check value does not fit.", ""},
     {"Every record carries a value that only the two ends can compute over its bytes.",
      "{who} ends the connection, and none of the changed data reaches the script."},
     {advice("Look for who or what changes bytes between the two ends."),
      advice("Close the connection, connect again, and send again what was not confirmed.")},
     RuleNature::changed_bytes},
    {"no-client-certificate",
     {raises(MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE), says("peer did not return a certificate"),
      sends_alert(116), sends_alert(40)},
     without_client_certificate,
     Fit::certain,
     {"{who} wants a certificate from {peer} and got none (mutual TLS).", ""},
     {"A server with CERT_REQUIRED lets in only clients that prove who they are.",
      "With a plain wrap_socket() it hangs up without an alert, and the client sees -29312 only."},
     {python("Give the client a certificate and its key.",
             "context.load_cert_chain(\"client.der\", \"client-key.der\")"),
      python("Or let the server take every client.", "context.verify_mode = ssl.CERT_NONE")}},
    {"out-of-memory",
     {raises(kEnomem), raises(MBEDTLS_ERR_SSL_ALLOC_FAILED), raises(MBEDTLS_ERR_MD_ALLOC_FAILED),
      raises(MBEDTLS_ERR_ECP_ALLOC_FAILED), says("MemoryError"), says("memory allocation failed"),
      says("ALLOC_FAILED"), says("ENOMEM")},
     nullptr,
     Fit::certain,
     {"{who}'s heap has no room for TLS: a connection takes about 23 kB, and 30 kB while it begins.", ""},
     {"{who}'s heap has {heap} bytes.",
      "One piece is 16,717 bytes: a heap full of small objects may have no gap of that size."},
     {console("See what is free.", "import gc; gc.collect(); print(gc.mem_free())"),
      python("Make room just before the connection.", "gc.collect()"),
      advice("Connect before pictures and lists fill the heap, keep one connection open, and close the "
             "others.")}},
    {"no-key",
     {raises(MBEDTLS_ERR_SSL_PRIVATE_KEY_REQUIRED)},
     nullptr,
     Fit::certain,
     {"{who} has a certificate and no private key for it.", ""},
     {},
     {python("Load both.", "context.load_cert_chain(\"server.der\", \"server-key.der\")")}},
    {"session-ended",
     {raises(MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY), receives_alert(0)},
     nullptr,
     Fit::certain,
     {"{peer} has ended the session in order (close_notify): no more data comes.", ""},
     {"On these cameras read() just ends there; a cut connection looks the same to it."},
     {advice("Say in the data where it ends: a length before it, or a last line.")}},
    {"hung-up",
     {peer_raises(MBEDTLS_ERR_SSL_CONN_EOF), peer_says("unexpected eof"), peer_says("SSL_ERROR_SYSCALL"),
      peer_says("non-properly terminated")},
     hung_up,
     Fit::likely,
     {"{who} closed the connection in the middle of the handshake, without saying why.", ""},
     {"{who}: {error}",
      "Usual reasons: its script raised an exception, wants a client certificate, or is no TLS server."},
     {advice("Look at what {who} printed; the reason is there."),
      python("When it wants a client certificate (mutual TLS), show one.",
             "context.load_cert_chain(\"client.der\", \"client-key.der\")")}},
};

}  // namespace

std::span<const Rule> handshake_rules() {
  return kRules;
}

}  // namespace tlscam
