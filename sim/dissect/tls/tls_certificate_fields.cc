#include <fmt/format.h>

#include "sim/dissect/tls/tls_fields.h"
#include "sim/dissect/tree/registry.h"
#include "sim/dissect/x509/x509_fields.h"

namespace tlscam {
namespace {

constexpr FieldKind kContextLength{"Context length", "tls.certificate.context", "RFC 8446, 4.4.2"};
constexpr FieldKind kContext{"Context", "tls.certificate.context", "RFC 8446, 4.4.2"};
constexpr FieldKind kListLength{"Certificates length", "tls.certificate.list", "RFC 5246, 7.4.2"};
constexpr FieldKind kEntry{"Certificate", "tls.certificate.entry", "RFC 5246, 7.4.2"};
constexpr FieldKind kLength{"Certificate length", "tls.certificate.entry", "RFC 5246, 7.4.2"};
constexpr FieldKind kDer{"Certificate (DER)", "tls.certificate.der", "RFC 5280, 4.1"};
constexpr FieldKind kTypesLength{"Certificate types length", "tls.certificate_request.types",
                                 "RFC 5246, 7.4.4"};
constexpr FieldKind kTypes{"Certificate types", "tls.certificate_request.types", "RFC 5246, 7.4.4"};
constexpr FieldKind kType{"Certificate type", "tls.certificate_request.types", "RFC 5246, 7.4.4"};
constexpr FieldKind kSchemesLength{"Signature schemes length", "tls.certificate_request.schemes",
                                   "RFC 5246, 7.4.4"};
constexpr FieldKind kSchemes{"Signature schemes", "tls.certificate_request.schemes", "RFC 5246, 7.4.4"};
constexpr FieldKind kAcceptedScheme{"Signature scheme", "tls.certificate_request.schemes", "RFC 5246, 7.4.4"};
constexpr FieldKind kNamesLength{"Authorities length", "tls.certificate_request.authorities",
                                 "RFC 5246, 7.4.4"};
constexpr FieldKind kNames{"Authorities", "tls.certificate_request.authorities", "RFC 5246, 7.4.4"};
constexpr FieldKind kNameLength{"Name length", "tls.certificate_request.authorities", "RFC 5246, 7.4.4"};
constexpr FieldKind kName{"Distinguished name (DER)", "tls.certificate_request.authorities",
                          "RFC 5280, 4.1.2.4"};
constexpr FieldKind kScheme{"Signature scheme", "tls.certificate_verify.scheme", "RFC 5246, 7.4.8"};
constexpr FieldKind kSignatureLength{"Signature length", "tls.certificate_verify.signature",
                                     "RFC 5246, 7.4.8"};
constexpr FieldKind kSignature{"Signature", "tls.certificate_verify.signature", "RFC 5246, 7.4.8"};

std::string type_text(std::uint64_t type) {
  switch (type) {
    case 1:
      return "rsa_sign (1)";
    case 2:
      return "dss_sign (2)";
    case 64:
      return "ecdsa_sign (64)";
    default:
      return decimal_text(type);
  }
}

/// TLS before 1.2 has no field for the signature scheme.
bool names_scheme(const TlsKnown& known) {
  return known.version != kTls10 && known.version != kTls11 && known.version != kSsl30 &&
         known.version != kDtls10;
}

void read_entry(FieldReader& in, const TlsKnown& known) {
  FieldGroup group(in, kEntry);
  group.set_layer(FieldLayer::certificate);
  const std::uint32_t length = in.u24(kLength);
  group.set_value(bytes_text, length);
  {
    const FieldBlock block(in, length);
    dissect_certificate(in, kDer);
  }
  if (known.is_tls13()) dissect_tls_extensions(in, TlsPlace::certificate);
}

void read_authorities(FieldReader& in) {
  const std::uint16_t size = in.u16(kNamesLength);
  FieldGroup group(in, kNames);
  const FieldBlock names(in, size);
  while (in.more()) {
    const std::uint16_t length = in.u16(kNameLength);
    const FieldBlock block(in, length);
    dissect_name(in, kName);
  }
}

}  // namespace

void dissect_tls_certificate(FieldReader& in, const TlsKnown& known) {
  if (known.is_tls13()) read_bytes8(in, kContextLength, kContext);
  const std::uint32_t size = in.u24(kListLength);
  const FieldBlock list(in, size);
  while (in.more()) read_entry(in, known);
}

void dissect_certificate_request(FieldReader& in, const TlsKnown& known) {
  if (known.is_tls13()) {
    read_bytes8(in, kContextLength, kContext);
    return dissect_tls_extensions(in, TlsPlace::certificate_request);
  }
  const std::uint8_t types_size = in.u8(kTypesLength);
  {
    FieldGroup group(in, kTypes);
    const FieldBlock types(in, types_size);
    while (in.more()) in.u8(kType, type_text);
  }
  if (names_scheme(known)) {
    const std::uint16_t schemes_size = in.u16(kSchemesLength);
    FieldGroup group(in, kSchemes);
    const FieldBlock schemes(in, schemes_size);
    while (in.more()) in.u16(kAcceptedScheme, signature_and_hash_text);
  }
  read_authorities(in);
}

void dissect_certificate_verify(FieldReader& in, const TlsKnown& known) {
  if (names_scheme(known)) {
    in.u16(kScheme, known.is_tls13() ? signature_scheme_text : signature_and_hash_text);
  }
  read_bytes16(in, kSignatureLength, kSignature);
}

}  // namespace tlscam
