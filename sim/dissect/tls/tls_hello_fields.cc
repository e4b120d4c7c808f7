#include <fmt/format.h>

#include <algorithm>

#include "sim/base/hex.h"
#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kClientVersion{"Version", "tls.client_hello.version", "RFC 5246, 7.4.1.2"};
constexpr FieldKind kClientRandom{"Random", "tls.client_hello.random", "RFC 5246, 7.4.1.2"};
constexpr FieldKind kOfferedIdLength{"Session id length", "tls.client_hello.session_id", "RFC 5246, 7.4.1.2"};
constexpr FieldKind kOfferedId{"Session id", "tls.client_hello.session_id", "RFC 5246, 7.4.1.2"};
constexpr FieldKind kCookieLength{"Cookie length", "tls.client_hello.cookie", "RFC 6347, 4.2.1"};
constexpr FieldKind kCookie{"Cookie", "tls.client_hello.cookie", "RFC 6347, 4.2.1"};
constexpr FieldKind kSuitesLength{"Cipher suites length", "tls.client_hello.cipher_suites",
                                  "RFC 5246, 7.4.1.2"};
constexpr FieldKind kSuites{"Cipher suites", "tls.client_hello.cipher_suites", "RFC 5246, 7.4.1.2"};
constexpr FieldKind kOfferedSuite{"Cipher suite", "tls.client_hello.cipher_suite", "RFC 5246, A.5"};
constexpr FieldKind kMethodsLength{"Compression methods length", "tls.client_hello.compression",
                                   "RFC 5246, 7.4.1.2"};
constexpr FieldKind kMethods{"Compression methods", "tls.client_hello.compression", "RFC 5246, 7.4.1.2"};
constexpr FieldKind kOfferedMethod{"Compression method", "tls.client_hello.compression", "RFC 3749, 2"};
constexpr FieldKind kServerVersion{"Version", "tls.server_hello.version", "RFC 5246, 7.4.1.3"};
constexpr FieldKind kServerRandom{"Random", "tls.server_hello.random", "RFC 5246, 7.4.1.3"};
constexpr FieldKind kIdLength{"Session id length", "tls.server_hello.session_id", "RFC 5246, 7.4.1.3"};
constexpr FieldKind kId{"Session id", "tls.server_hello.session_id", "RFC 5246, 7.4.1.3"};
constexpr FieldKind kSuite{"Cipher suite", "tls.server_hello.cipher_suite", "RFC 5246, 7.4.1.3"};
constexpr FieldKind kMethod{"Compression method", "tls.server_hello.compression", "RFC 5246, 7.4.1.3"};
constexpr FieldKind kRetry{"Means", "tls.hello_retry_request", "RFC 8446, 4.1.4"};
constexpr FieldKind kDowngrade{"Last bytes", "tls.server_hello.downgrade", "RFC 8446, 4.1.3"};

constexpr std::size_t kRandomSize = 32;

constexpr FieldKind kOldHello{"ClientHello in the format of SSL 2.0", "tls.old_hello", "RFC 5246, E.2"};
constexpr FieldKind kOldLength{"Length", "tls.old_hello.length", "RFC 5246, E.2"};
constexpr FieldKind kOldType{"Message type", "tls.old_hello.type", "RFC 5246, E.2"};
constexpr FieldKind kOldVersion{"Version", "tls.client_hello.version", "RFC 5246, E.2"};
constexpr FieldKind kOldSuitesLength{"Cipher suites length", "tls.client_hello.cipher_suites",
                                     "RFC 5246, E.2"};
constexpr FieldKind kOldIdLength{"Session id length", "tls.client_hello.session_id", "RFC 5246, E.2"};
constexpr FieldKind kOldChallengeLength{"Challenge length", "tls.old_hello.challenge", "RFC 5246, E.2"};
constexpr FieldKind kOldSuite{"Cipher suite", "tls.client_hello.cipher_suite", "RFC 5246, E.2"};
constexpr FieldKind kOldChallenge{"Challenge", "tls.old_hello.challenge", "RFC 5246, E.2"};

std::string old_suite_text(std::uint64_t suite) {
  return suite > 0xffff ? fmt::format("one of SSL 2.0 (0x{:06x})", suite) : cipher_suite_text(suite);
}

std::string old_length_text(std::uint64_t length) {
  return bytes_text(length & 0x7fff);
}

std::string method_text(std::uint64_t method) {
  return method == 0 ? "none (0)" : method == 1 ? "DEFLATE (1)" : decimal_text(method);
}

/// "If negotiating TLS 1.2, TLS 1.3 servers MUST set the last 8 bytes of their Random value to ..."
void note_downgrade(FieldReader& in, ByteView random) {
  if (random.size() != kRandomSize) return;
  const std::string end = to_hex(random.last(8));
  if (end == "444f574e47524401")
    in.note(kDowngrade, "\"DOWNGRD\" 1: the server could do TLS 1.3, this is TLS 1.2");
  if (end == "444f574e47524400") in.note(kDowngrade, "\"DOWNGRD\" 0: the server could do more than TLS 1.1");
}

/// The message says this about the rest of the connection, and where its extensions stand.
TlsPlace learn(const ByteView body, TlsKnown& known) {
  const auto hello = parse_server_hello(body);
  if (!hello) return TlsPlace::server_hello;
  known.version = selected_version(*hello);
  known.cipher_suite = hello->cipher_suite;
  known.seals.choose(known.version);
  return is_hello_retry_request(*hello) ? TlsPlace::hello_retry_request : TlsPlace::server_hello;
}

/// Numbers of signature algorithms mean another thing in TLS 1.3; a ClientHello may offer both versions.
NumberText signatures_of(ByteView body, bool datagram) {
  const auto hello = parse_client_hello(body, datagram);
  if (!hello) return offered_signature_text;
  const auto versions = offered_versions(*hello);
  const bool new_one = std::ranges::any_of(
      versions, [](std::uint16_t version) { return version == kTls13 || version == kDtls13; });
  const bool old_one = std::ranges::any_of(versions, [](std::uint16_t version) {
    return version != kTls13 && version != kDtls13 && !is_grease(version);
  });
  return !new_one ? signature_and_hash_text : old_one ? offered_signature_text : signature_scheme_text;
}

}  // namespace

void dissect_client_hello(FieldReader& in, const TlsKnown& known) {
  const NumberText signatures = signatures_of(in.peek(), known.datagram);
  in.u16(kClientVersion, tls_version_text);
  in.bytes(kClientRandom, kRandomSize);
  read_bytes8(in, kOfferedIdLength, kOfferedId);
  if (known.datagram) read_bytes8(in, kCookieLength, kCookie);
  const std::uint16_t suites_size = in.u16(kSuitesLength);
  {
    FieldGroup group(in, kSuites);
    group.set_value(decimal_text, suites_size / 2u);
    const FieldBlock suites(in, suites_size);
    while (in.more()) in.u16(kOfferedSuite, cipher_suite_text);
  }
  const std::uint8_t methods_size = in.u8(kMethodsLength);
  {
    FieldGroup group(in, kMethods);
    const FieldBlock methods(in, methods_size);
    while (in.more()) in.u8(kOfferedMethod, method_text);
  }
  dissect_tls_extensions(in, TlsPlace::client_hello, signatures);
}

void dissect_old_hello(FieldReader& in) {
  FieldGroup group(in, kOldHello);
  group.set_layer(FieldLayer::handshake);
  in.u16(kOldLength, old_length_text);
  in.u8(kOldType, [](std::uint64_t type) { return named_text("ClientHello", type); });
  in.u16(kOldVersion, tls_version_text);
  const std::uint16_t suites_size = in.u16(kOldSuitesLength);
  const std::uint16_t id_size = in.u16(kOldIdLength);
  const std::uint16_t challenge_size = in.u16(kOldChallengeLength);
  {
    FieldGroup list(in, kSuites);
    list.set_value(decimal_text, suites_size / 3u);
    const FieldBlock suites(in, suites_size);
    while (in.more()) in.u24(kOldSuite, old_suite_text);
  }
  if (id_size > 0) in.bytes(kOfferedId, id_size);
  in.bytes(kOldChallenge, challenge_size);
}

void dissect_server_hello(FieldReader& in, TlsKnown& known) {
  const TlsPlace place = learn(in.peek(), known);
  in.u16(kServerVersion, tls_version_text);
  const ByteView random = in.bytes(kServerRandom, kRandomSize);
  if (place == TlsPlace::hello_retry_request) {
    in.note(kRetry, "HelloRetryRequest: the client is to send its ClientHello again, changed");
  }
  note_downgrade(in, random);
  read_bytes8(in, kIdLength, kId);
  in.u16(kSuite, cipher_suite_text);
  in.u8(kMethod, method_text);
  dissect_tls_extensions(in, place);
}

}  // namespace tlscam
