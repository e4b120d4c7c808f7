#include "sim/certificate/der_shape.h"

#include <mbedtls/asn1.h>
#include <mbedtls/oid.h>

#include <array>
#include <optional>
#include <vector>

namespace tlscam {
namespace {

constexpr int kSequence = MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_SEQUENCE;
constexpr int kContext0 = MBEDTLS_ASN1_CONSTRUCTED | MBEDTLS_ASN1_CONTEXT_SPECIFIC | 0;
constexpr std::size_t kMostElements = 12;

struct Element {
  int tag = -1;
  ByteView content;
  std::size_t size = 0;  ///< including its header
};

std::optional<Element> first_element(ByteView bytes) {
  if (bytes.empty()) return std::nullopt;
  // mbedTLS takes non-const pointers but only reads.
  auto* const begin = const_cast<unsigned char*>(bytes.data());
  unsigned char* at = begin;
  std::size_t length = 0;
  if (mbedtls_asn1_get_tag(&at, begin + bytes.size(), &length, bytes[0]) != 0) return std::nullopt;
  const auto header = static_cast<std::size_t>(at - begin);
  return Element{bytes[0], bytes.subspan(header, length), header + length};
}

/// `elements_of` returns the elements inside another one, up to the first that is broken.
std::vector<Element> elements_of(ByteView bytes) {
  std::vector<Element> elements;
  while (elements.size() < kMostElements) {
    const auto next = first_element(bytes);
    if (!next) break;
    elements.push_back(*next);
    bytes = bytes.subspan(next->size);
  }
  return elements;
}

bool has_tags(const std::vector<Element>& elements, std::initializer_list<int> tags) {
  if (elements.size() < tags.size()) return false;
  std::size_t i = 0;
  for (const int tag : tags) {
    if (elements[i++].tag != tag) return false;
  }
  return true;
}

bool is_number(const Element& element, std::uint8_t value) {
  return element.content.size() == 1 && element.content[0] == value;
}

std::string oid_text(const Element& element) {
  if (element.tag != MBEDTLS_ASN1_OID) return {};
  mbedtls_asn1_buf oid{};
  oid.tag = MBEDTLS_ASN1_OID;
  oid.len = element.content.size();
  oid.p = const_cast<unsigned char*>(element.content.data());
  std::array<char, 128> text{};
  const int size = mbedtls_oid_get_numeric_string(text.data(), text.size(), &oid);
  return size > 0 ? std::string(text.data()) : std::string();
}

/// AlgorithmIdentifier is defined in RFC 5280 section 4.1.1.2.
void read_algorithm(DerShape& shape, const Element& algorithm) {
  const auto parts = elements_of(algorithm.content);
  if (!parts.empty()) shape.key_algorithm = oid_text(parts[0]);
  shape.explicit_curve =
      parts.size() > 1 && parts[1].tag == kSequence && shape.key_algorithm == "1.2.840.10045.2.1";
}

void read_public_key(DerShape& shape, const Element& info) {
  const auto parts = elements_of(info.content);
  if (!parts.empty()) read_algorithm(shape, parts[0]);
}

/// A SEQUENCE of signed content, algorithm and signature is a certificate, a request or neither.
DerKind kind_of_signed(DerShape& shape, const Element& content) {
  const auto parts = elements_of(content.content);
  if (has_tags(parts, {MBEDTLS_ASN1_INTEGER, kSequence, kSequence}) &&
      (parts.size() == 3 || parts[3].tag == kContext0)) {
    read_public_key(shape, parts[2]);
    return DerKind::request;
  }
  // A certificate has [version,] serial number, algorithm, issuer, validity, subject, key.
  const std::size_t serial = !parts.empty() && parts[0].tag == kContext0 ? 1 : 0;
  if (parts.size() < serial + 6 || parts[serial].tag != MBEDTLS_ASN1_INTEGER) return DerKind::other;
  for (std::size_t i = serial + 1; i < serial + 6; ++i) {
    if (parts[i].tag != kSequence) return DerKind::other;
  }
  read_public_key(shape, parts[serial + 5]);
  return DerKind::certificate;
}

DerKind kind_of(DerShape& shape, const std::vector<Element>& parts) {
  if (has_tags(parts, {kSequence, kSequence, MBEDTLS_ASN1_BIT_STRING})) {
    const auto algorithm = elements_of(parts[1].content);
    if (!algorithm.empty()) shape.signature_algorithm = oid_text(algorithm[0]);
    return kind_of_signed(shape, parts[0]);
  }
  if (has_tags(parts, {kSequence, MBEDTLS_ASN1_BIT_STRING})) {
    read_algorithm(shape, parts[0]);
    return DerKind::public_key;
  }
  if (has_tags(parts, {kSequence, MBEDTLS_ASN1_OCTET_STRING})) return DerKind::encrypted_key;
  if (has_tags(parts, {MBEDTLS_ASN1_OID, kContext0})) return DerKind::pkcs7;
  if (has_tags(parts, {MBEDTLS_ASN1_INTEGER, kSequence, MBEDTLS_ASN1_OCTET_STRING})) {
    read_algorithm(shape, parts[1]);
    return DerKind::pkcs8_key;
  }
  if (has_tags(parts, {MBEDTLS_ASN1_INTEGER, MBEDTLS_ASN1_OCTET_STRING})) {
    const bool named = parts.size() > 2 && parts[2].tag == kContext0;
    const auto curve = named ? first_element(parts[2].content) : std::nullopt;
    shape.explicit_curve = curve && curve->tag == kSequence;
    return DerKind::sec1_key;
  }
  if (has_tags(parts, {MBEDTLS_ASN1_INTEGER, kSequence}) && is_number(parts[0], 3)) return DerKind::pkcs12;
  if (has_tags(parts, {MBEDTLS_ASN1_INTEGER, MBEDTLS_ASN1_INTEGER, MBEDTLS_ASN1_INTEGER}))
    return DerKind::pkcs1_key;
  if (has_tags(parts, {MBEDTLS_ASN1_INTEGER, MBEDTLS_ASN1_INTEGER})) return DerKind::rsa_public_key;
  return DerKind::other;
}

}  // namespace

DerShape look_at_der(ByteView bytes) {
  DerShape shape;
  const auto outer = first_element(bytes);
  if (!outer || outer->tag != kSequence) return shape;
  shape.size = outer->size;
  shape.kind = kind_of(shape, elements_of(outer->content));
  return shape;
}

}  // namespace tlscam
