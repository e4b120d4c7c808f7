#include <fmt/format.h>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/registry.h"

namespace tlscam {
namespace {

constexpr FieldKind kHintLength{"Identity hint length", "tls.server_key_exchange.hint", "RFC 4279, 2"};
constexpr FieldKind kHint{"Identity hint", "tls.server_key_exchange.hint", "RFC 4279, 2"};
constexpr FieldKind kCurveType{"Curve type", "tls.server_key_exchange.curve_type", "RFC 8422, 5.4"};
constexpr FieldKind kGroup{"Named group", "tls.server_key_exchange.group", "RFC 8422, 5.4"};
constexpr FieldKind kPointLength{"Public key length", "tls.server_key_exchange.public_key", "RFC 8422, 5.4"};
constexpr FieldKind kPoint{"Public key", "tls.server_key_exchange.public_key", "RFC 8422, 5.4"};
constexpr FieldKind kPrimeLength{"Prime length", "tls.server_key_exchange.dh_prime", "RFC 5246, 7.4.3"};
constexpr FieldKind kPrime{"Prime (p)", "tls.server_key_exchange.dh_prime", "RFC 5246, 7.4.3"};
constexpr FieldKind kGeneratorLength{"Generator length", "tls.server_key_exchange.dh_generator",
                                     "RFC 5246, 7.4.3"};
constexpr FieldKind kGenerator{"Generator (g)", "tls.server_key_exchange.dh_generator", "RFC 5246, 7.4.3"};
constexpr FieldKind kDhKeyLength{"Public key length", "tls.server_key_exchange.public_key",
                                 "RFC 5246, 7.4.3"};
constexpr FieldKind kDhKey{"Public key (Ys)", "tls.server_key_exchange.public_key", "RFC 5246, 7.4.3"};
constexpr FieldKind kScheme{"Signature scheme", "tls.server_key_exchange.scheme", "RFC 5246, 7.4.3"};
constexpr FieldKind kSignatureLength{"Signature length", "tls.server_key_exchange.signature",
                                     "RFC 5246, 7.4.3"};
constexpr FieldKind kSignature{"Signature", "tls.server_key_exchange.signature", "RFC 5246, 7.4.3"};
constexpr FieldKind kParameters{"Parameters", "tls.server_key_exchange.parameters", "RFC 5246, 7.4.3"};
constexpr FieldKind kIdentityLength{"Identity length", "tls.client_key_exchange.identity", "RFC 4279, 2"};
constexpr FieldKind kIdentity{"Identity", "tls.client_key_exchange.identity", "RFC 4279, 2"};
constexpr FieldKind kClientPointLength{"Public key length", "tls.client_key_exchange.public_key",
                                       "RFC 8422, 5.7"};
constexpr FieldKind kClientPoint{"Public key", "tls.client_key_exchange.public_key", "RFC 8422, 5.7"};
constexpr FieldKind kClientDhLength{"Public key length", "tls.client_key_exchange.public_key",
                                    "RFC 5246, 7.4.7.2"};
constexpr FieldKind kClientDh{"Public key (Yc)", "tls.client_key_exchange.public_key", "RFC 5246, 7.4.7.2"};
constexpr FieldKind kSecretLength{"Encrypted secret length", "tls.client_key_exchange.rsa",
                                  "RFC 5246, 7.4.7.1"};
constexpr FieldKind kSecret{"Premaster secret, encrypted with the server's RSA key",
                            "tls.client_key_exchange.rsa", "RFC 5246, 7.4.7.1"};
constexpr FieldKind kUnknown{"Keys of a key exchange that is not known", "tls.client_key_exchange.unknown"};

constexpr std::uint8_t kNamedCurve = 3;

/// How the keys come about, as the name of the suite says it.
struct KeyExchange {
  bool ecdhe = false;
  bool dhe = false;
  bool psk = false;
  bool rsa = false;
  bool is_signed = false;
};

KeyExchange key_exchange_of(const TlsKnown& known) {
  const std::string_view suite = registered_name(Registry::cipher_suites, known.cipher_suite);
  const auto has = [&](std::string_view part) { return suite.find(part) != suite.npos; };
  KeyExchange exchange;
  exchange.ecdhe = has("_ECDHE_") || has("_ECDH_anon_");
  exchange.dhe = has("_DHE_") || has("_DH_anon_");
  exchange.psk = has("_PSK_");
  exchange.rsa = suite.starts_with("TLS_RSA_");
  exchange.is_signed = !has("_anon_") && !exchange.psk;
  return exchange;
}

void read_curve(FieldReader& in) {
  const std::uint8_t type = in.u8(kCurveType, [](std::uint64_t value) {
    return value == kNamedCurve ? "named_curve (3)" : decimal_text(value);
  });
  if (type != kNamedCurve) {
    in.rest(kParameters);
    return;
  }
  in.u16(kGroup, group_text);
  read_bytes8(in, kPointLength, kPoint);
}

}  // namespace

void dissect_server_key_exchange(FieldReader& in, const TlsKnown& known) {
  const KeyExchange exchange = key_exchange_of(known);
  if (exchange.psk) read_bytes16(in, kHintLength, kHint);
  if (exchange.ecdhe) {
    read_curve(in);
  } else if (exchange.dhe) {
    read_bytes16(in, kPrimeLength, kPrime);
    read_bytes16(in, kGeneratorLength, kGenerator);
    read_bytes16(in, kDhKeyLength, kDhKey);
  } else {
    in.rest(kParameters);
    return;
  }
  if (!exchange.is_signed || !in.more()) return;
  if (known.version == kTls12 || known.version == kDtls12) in.u16(kScheme, signature_and_hash_text);
  read_bytes16(in, kSignatureLength, kSignature);
}

void dissect_client_key_exchange(FieldReader& in, const TlsKnown& known) {
  const KeyExchange exchange = key_exchange_of(known);
  if (exchange.psk) read_bytes16(in, kIdentityLength, kIdentity);
  if (exchange.ecdhe) {
    read_bytes8(in, kClientPointLength, kClientPoint);
  } else if (exchange.dhe) {
    read_bytes16(in, kClientDhLength, kClientDh);
  } else if (exchange.rsa) {
    read_bytes16(in, kSecretLength, kSecret);
  } else {
    in.rest(kUnknown);
  }
}

}  // namespace tlscam
