#include <fmt/format.h>

#include "sim/dissect/x509/der_fields.h"
#include "sim/dissect/x509/x509_fields.h"

namespace tlscam {
namespace {

constexpr FieldKind kCertificate{"Certificate", "x509.certificate", "RFC 5280, 4.1"};
constexpr FieldKind kSigned{"What is signed", "x509.certificate.signed", "RFC 5280, 4.1.1.1"};
constexpr FieldKind kVersionTag{"Version", "x509.certificate.version", "RFC 5280, 4.1.2.1"};
constexpr FieldKind kVersion{"Version number", "x509.certificate.version", "RFC 5280, 4.1.2.1"};
constexpr FieldKind kSerial{"Serial number", "x509.certificate.serial", "RFC 5280, 4.1.2.2"};
constexpr FieldKind kInnerAlgorithm{"Signature algorithm", "x509.certificate.inner_algorithm",
                                    "RFC 5280, 4.1.2.3"};
constexpr FieldKind kIssuer{"Issuer", "x509.certificate.issuer", "RFC 5280, 4.1.2.4"};
constexpr FieldKind kValidity{"Validity", "x509.validity", "RFC 5280, 4.1.2.5"};
constexpr FieldKind kNotBefore{"Not before", "x509.validity.not_before", "RFC 5280, 4.1.2.5"};
constexpr FieldKind kNotAfter{"Not after", "x509.validity.not_after", "RFC 5280, 4.1.2.5"};
constexpr FieldKind kSubject{"Subject", "x509.certificate.subject", "RFC 5280, 4.1.2.6"};
constexpr FieldKind kPublicKey{"Subject's public key", "x509.public_key", "RFC 5280, 4.1.2.7"};
constexpr FieldKind kUniqueId{"Unique identifier", "x509.certificate.unique_id", "RFC 5280, 4.1.2.8"};
constexpr FieldKind kExtensionsTag{"Extensions", "x509.extensions", "RFC 5280, 4.1.2.9"};
constexpr FieldKind kAlgorithm{"Signature algorithm", "x509.algorithm", "RFC 5280, 4.1.1.2"};

constexpr FieldKind kRequest{"Certificate request", "x509.request", "RFC 2986, 4"};
constexpr FieldKind kRequestInfo{"What is signed", "x509.request.signed", "RFC 2986, 4.1"};
constexpr FieldKind kRequestVersion{"Version", "x509.request.version", "RFC 2986, 4.1"};
constexpr FieldKind kRequestSubject{"Subject", "x509.certificate.subject", "RFC 2986, 4.1"};
constexpr FieldKind kAttributes{"Attributes", "x509.request.attributes", "RFC 2986, 4.1"};
constexpr FieldKind kAttribute{"Attribute", "x509.request.attribute", "RFC 2986, 4.1"};
constexpr FieldKind kAttributeType{"Attribute type", "x509.request.attribute", "RFC 2986, 4.1"};
constexpr FieldKind kAttributeValues{"Attribute values", "x509.request.attribute", "RFC 2986, 4.1"};

constexpr std::string_view kExtensionRequest = "1.2.840.113549.1.9.14";

void read_version(FieldReader& in) {
  DerElement version(in, kVersionTag, der_context(0, true));
  if (!version) return;
  const auto content = read_der(in, kVersion, kDerInteger);
  if (!content || content->size() != 1) return;
  in.set_value(fmt::format("v{} ({})", (*content)[0] + 1, (*content)[0]));
}

void read_validity(FieldReader& in) {
  DerElement validity(in, kValidity, kDerSequence);
  if (!validity) return;
  const std::string from = read_der_time(in, kNotBefore);
  const std::string until = read_der_time(in, kNotAfter);
  validity.set_value(fmt::format("{} to {}", from, until));
}

void read_signed(FieldReader& in) {
  const DerElement body(in, kSigned, kDerSequence);
  if (!body) return;
  if (next_der_tag(in) == der_context(0, true)) read_version(in);  // version 1 leaves it out
  read_der_integer(in, kSerial);
  dissect_algorithm(in, kInnerAlgorithm);
  dissect_name(in, kIssuer);
  read_validity(in);
  dissect_name(in, kSubject);
  dissect_public_key(in, kPublicKey);
  while (in.more()) {
    if (next_der_tag(in) == der_context(3, true)) {
      const DerElement tagged(in, kExtensionsTag, der_context(3, true));
      dissect_extensions(in);
    } else {
      read_der_any(in, kUniqueId);
    }
  }
}

void read_attribute(FieldReader& in) {
  DerElement attribute(in, kAttribute, kDerSequence);
  if (!attribute) return;
  const std::string type = read_der_oid(in, kAttributeType);
  const DerElement values(in, kAttributeValues, kDerSet);
  while (in.more()) type == kExtensionRequest ? dissect_extensions(in) : read_der_any(in);
}

void read_request_info(FieldReader& in) {
  const DerElement body(in, kRequestInfo, kDerSequence);
  if (!body) return;
  read_der_integer(in, kRequestVersion);
  dissect_name(in, kRequestSubject);
  dissect_public_key(in, kPublicKey);
  if (!in.more()) return;
  const DerElement attributes(in, kAttributes, der_context(0, true));
  while (attributes && in.more()) read_attribute(in);
}

/// The tags of the elements at the front of an element's content, as many as tell formats apart.
std::string tags_within(ByteView bytes) {
  const auto outer = read_der_header(bytes);
  if (!outer) return {};
  ByteView rest = bytes.subspan(outer->size);
  rest = rest.first(std::min(rest.size(), outer->length));
  std::string tags;
  while (tags.size() < 8) {
    const auto header = read_der_header(rest);
    if (!header || header->length > rest.size() - header->size) break;
    tags += static_cast<char>(header->tag);
    rest = rest.subspan(header->size + header->length);
  }
  return tags;
}

void read_one(FieldReader& in) {
  const std::string tags = tags_within(in.peek());
  if (next_der_tag(in) != kDerSequence || tags.empty()) return read_der_any(in);
  if (tags == "\x30\x30\x03") {  // a body, an algorithm, a signature
    const auto outer = read_der_header(in.peek());
    const std::string body = tags_within(in.peek().subspan(outer->size));
    return body.starts_with("\x02\x30\x30") && body.size() <= 4 && !body.starts_with("\x02\x30\x30\x30")
               ? dissect_request(in)
               : dissect_certificate(in, kCertificate);
  }
  if (tags == "\x30\x03") return dissect_public_key(in, {"Public key", "x509.public_key", "RFC 5280, 4.1"});
  if (tags == "\x30\x04" || tags.starts_with("\x02\x04") || tags.starts_with("\x02\x30\x04") ||
      tags.starts_with("\x02\x02\x02")) {
    return dissect_private_key(in);
  }
  read_der_any(in);
}

}  // namespace

void dissect_certificate(FieldReader& in, const FieldKind& kind) {
  const std::size_t start = in.position();
  DerElement certificate(in, kind, kDerSequence);
  if (!certificate) return;
  read_signed(in);
  dissect_signature(in, dissect_algorithm(in, kAlgorithm));
  certificate.set_value(fmt::format("{} bytes", in.position() - start));
}

void dissect_request(FieldReader& in) {
  const DerElement request(in, kRequest, kDerSequence);
  if (!request) return;
  read_request_info(in);
  dissect_signature(in, dissect_algorithm(in, kAlgorithm));
}

void dissect_der_file(FieldReader& in) {
  while (in.more()) {
    if (next_der_tag(in) != kDerSequence) {
      in.rest({"Behind the end", "x509.der.trailing"});
      in.set_broken("this is not DER");
      return;
    }
    read_one(in);
  }
}

}  // namespace tlscam
