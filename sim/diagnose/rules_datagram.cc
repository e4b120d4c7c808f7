// These rules are about DTLS: cookies, time-outs, and who must call again.
#include <mbedtls/ssl.h>

#include <algorithm>

#include "sim/diagnose/camera_errno.h"
#include "sim/diagnose/case.h"
#include "sim/diagnose/script_text.h"

namespace tlscam {
namespace {

// This finds a context that is created inside the loop that calls wrap_socket() again.
Fit context_made_again(Case& the_case) {
  const std::string& script = the_case.who.script;
  if (script.empty()) return Fit::possible;
  return is_in_loop(script, "SSLContext(") ? Fit::certain : Fit::no;
}

Fit given_client_id(Case& the_case) {
  if (the_case.who.script.empty()) return Fit::likely;
  return has(the_case.who.script, "client_id") ? Fit::certain : Fit::no;
}

Fit no_client_id(Case& the_case) {
  if (the_case.who.script.empty()) return the_case.evidence.datagrams ? Fit::certain : Fit::likely;
  return has(the_case.who.script, "client_id") ? Fit::no : Fit::certain;
}

Fit blocking(Case& the_case) {
  const bool waits = the_case.who.waits == WaitEvidence::handshake && the_case.evidence.datagrams;
  if (!waits || !the_case.evidence.quiet_for || *the_case.evidence.quiet_for < std::chrono::seconds(10))
    return Fit::no;
  return has(the_case.who.script, "setblocking(False)") ? Fit::possible : Fit::certain;
}

Fit silent(Case& the_case) {
  const bool peer_failed = has(the_case.peer.exception, "-28928") || has(the_case.peer.exception, "-27264");
  return peer_failed ? Fit::possible : Fit::likely;
}

// A server that calls wrap_socket() again, as it should, gets through.
Fit asked_for_cookie(Case& the_case) {
  const ConnectionEvidence connection = the_case.evidence.connection;
  const bool got_through =
      connection == ConnectionEvidence::established || connection == ConnectionEvidence::closed;
  return the_case.evidence.roles_known && got_through ? Fit::no : Fit::likely;
}

Fit listens(Case& the_case) {
  return the_case.who.script.empty()            ? Fit::likely
         : has(the_case.who.script, ".listen(") ? Fit::certain
                                                : Fit::no;
}

constexpr Rule kRules[] = {
    {"dtls-listens",
     {raises(kEopnotsupp), says("EOPNOTSUPP")},
     listens,
     Fit::likely,
     {"{who}'s script calls listen() or accept() on a socket for datagrams: UDP has no connections.", ""},
     {"A DTLS server looks who has sent something, and answers that one."},
     {python("Wait for the first datagram, and leave it there.",
             "_, client = sock.recvfrom(1, socket.MSG_PEEK)"),
      python("Then answer that client.", "sock.connect(client)")},
     RuleNature::before_connection},
    {"dtls-server-without-client-id",
     {raises(MBEDTLS_ERR_SSL_BAD_INPUT_DATA)},
     no_client_id,
     Fit::likely,
     {"{who}'s DTLS server calls wrap_socket() without client_id.", ""},
     {"A DTLS server makes its cookie from something that only this client has, such as its address.",
      "The module ssl has no client_id; the module tls does."},
     {python("Make the context with tls, which takes the bytes of the files,",
             "context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)"),
      python("and give it the client's address.",
             "context.wrap_socket(sock, server_side=True, client_id=repr(client).encode())")}},
    {"ssl-has-no-client-id",
     {says("unexpected keyword argument 'client_id'"), says("extra keyword arguments given")},
     given_client_id,
     Fit::certain,
     {"{who}'s script gives client_id to wrap_socket() of the module ssl, which has none.", ""},
     {"On a camera only tls.SSLContext takes a client_id; MicroPython's documentation of ssl shows one all "
      "the same."},
     {python("Make the context with tls,", "context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)"),
      python("and give it the bytes of the files.",
             "context.load_cert_chain(open(\"{own_file|server.der}\", \"rb\").read(), "
             "open(\"{own_key|server-key.der}\", \"rb\").read())")}},
    {"dtls-context-made-again",
     {raises(MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)},
     context_made_again,
     Fit::possible,
     {"{who} makes a new SSLContext for each attempt, and with it a new secret for cookies: none ever fits.",
      ""},
     {"The cookie that the client brings back was made with the secret of an earlier SSLContext."},
     {advice("Make the SSLContext once, before the loop, and call its wrap_socket() again.")}},
    {"dtls-cookie",
     {raises(MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED)},
     asked_for_cookie,
     Fit::likely,
     {"This is no failure: {who} has asked the client for a cookie (HelloVerifyRequest) and must call again.",
      ""},
     {"The cookie proves that the client has the address that it says (RFC 6347, section 4.2.1).",
      "It counts for 60 seconds; after that the server asks anew."},
     {python("Catch it and call again, with the same context and client_id.",
             "except OSError as error: again = error.args[0] == -27264"),
      link("What the cookie is for.", "https://www.rfc-editor.org/rfc/rfc6347#section-4.2.1")}},
    {"dtls-blocking-socket",
     {without_words()},
     blocking,
     Fit::certain,
     {"{who}'s socket is blocking: it waits for ever for a datagram, and never sends its own again.", ""},
     {"Lost datagrams are repeated only while wrap_socket() may look at the clock."},
     {python("Let it.", "sock.setblocking(False)")}},
    {"dtls-no-answer",
     {raises(MBEDTLS_ERR_SSL_TIMEOUT)},
     silent,
     Fit::likely,
     {"{peer} never answered: {who} sent its ClientHello seven times and gave up after two minutes.", ""},
     {"{peer}: {peer_error}", "UDP does not say whether anybody listens."},
     {advice(
          "See that the server runs, that its port is right, and that it calls wrap_socket() again after the "
          "cookie."),
      advice("Look on the wire whether the datagrams arrive.")}},
};

}  // namespace

std::span<const Rule> datagram_rules() {
  return kRules;
}

}  // namespace tlscam
