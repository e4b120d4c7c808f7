// These rules are about handshakes that break once both ends speak TLS: keys, changed bytes, ends that hang
// up, memory.
#include <mbedtls/ecp.h>
#include <mbedtls/md.h>
#include <mbedtls/rsa.h>
#include <mbedtls/ssl.h>

#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"

namespace tlscam {
namespace {

// `key_of_another` finds that the end that the cause is about signs with a key that does not belong to its
// certificate.
Fit key_of_another(Case& the_case) {
  if (the_case.evidence.changed_on_the_way) return Fit::no;
  const CertificateFacts* own = the_case.own();
  bool has_key = false;
  for (const FileEvidence& file : the_case.who.files) {
    if (!own || file.facts.content != FileContent::private_key || file.facts.public_key.empty()) continue;
    has_key = true;
    if (file.facts.public_key == own->public_key) continue;
    the_case.add("key", file.path);
    // If there are several keys, one may be right: the script decides.
    if (!the_case.who.script.empty() && names_file(the_case.who, file)) return Fit::certain;
  }
  return has_key && the_case.who.script.empty() ? Fit::likely : has_key ? Fit::possible : Fit::likely;
}

Fit changed(Case& the_case) {
  return the_case.evidence.changed_on_the_way ? Fit::certain : Fit::possible;
}

Fit hung_up(Case& the_case) {
  // If the end that hung up said why, that has a cause of its own.
  return the_case.who.exception.empty() ? Fit::likely : Fit::possible;
}

constexpr Rule kRules[] = {
    {"key-of-another-certificate",
     {peer_raises(MBEDTLS_ERR_ECP_VERIFY_FAILED), peer_raises(MBEDTLS_ERR_RSA_VERIFY_FAILED),
      says("key values mismatch"), peer_says("bad signature"), peer_says("decrypt error"),
      peer_says("digest check failed")},
     key_of_another,
     Fit::likely,
     {"{who} signs with the key in {key}, which is not that of its certificate.",
      "{who} signs with a key that is not that of its certificate."},
     {"load_cert_chain() does not compare the two; only the handshake finds out.",
      "{peer} could not verify the signature of the key exchange."},
     {command("Compare the certificate's public key",
              "openssl x509 -inform DER -in server.der -noout -pubkey"),
      command("with that of the key.", "openssl pkey -inform DER -in {key|server-key.der} -pubout"),
      command("Copy the pair that does.",
              "mpremote connect {who_camera|openmv} cp server.der server-key.der :")}},
    {"changed-on-the-way",
     {peer_raises(MBEDTLS_ERR_ECP_VERIFY_FAILED), peer_raises(MBEDTLS_ERR_RSA_VERIFY_FAILED),
      says("illegal parameter"), raises(MBEDTLS_ERR_SSL_ILLEGAL_PARAMETER),
      raises(MBEDTLS_ERR_SSL_DECODE_ERROR), raises(MBEDTLS_ERR_SSL_UNEXPECTED_MESSAGE), sends_alert(51),
      sends_alert(50), sends_alert(47)},
     changed,
     Fit::possible,
     {"Somebody changed bytes of the handshake on their way; the signatures no longer fit.", ""},
     {"The signature of ServerKeyExchange covers both randoms and the key share, Finished covers every "
      "message.",
      "The network is known to have changed bytes of this connection.", "{who} sent alert {alert}."},
     {advice("Compare what was sent with what arrived, in two captures or on the two links."),
      advice("Nothing leaked: TLS ended before any data.")}},
    {"data-changed-on-the-way",
     {raises(MBEDTLS_ERR_SSL_INVALID_MAC), says("bad record mac"), says("decryption failed"),
      sends_alert(20)},
     changed,
     Fit::likely,
     {"A record that {who} received was changed on its way: its check value does not fit.", ""},
     {"Every record carries a value that only the two ends can compute over its bytes.",
      "{who} ends the connection, and none of the changed data reaches the script."},
     {advice("Look for who or what changes bytes between the two ends."),
      advice("Close the connection, connect again, and send again what was not confirmed.")}},
    {"no-client-certificate",
     {raises(MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE), says("peer did not return a certificate"),
      says("certificate required"), sends_alert(116)},
     nullptr,
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
     {raises(MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY), says("close notify")},
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
