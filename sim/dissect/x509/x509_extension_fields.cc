#include <fmt/format.h>

#include <algorithm>
#include <chrono>

#include "sim/dissect/x509/der_fields.h"
#include "sim/dissect/x509/x509_fields.h"
#include "sim/time/instant.h"
#include "sim/wire/oid_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kList{"List of extensions", "x509.extensions", "RFC 5280, 4.1.2.9"};
constexpr FieldKind kExtension{"Extension", "x509.extension.unknown", "RFC 5280, 4.2"};
constexpr FieldKind kId{"Extension type", "x509.extension.id", "RFC 5280, 4.2"};
constexpr FieldKind kCritical{"Critical", "x509.extension.critical", "RFC 5280, 4.2"};
constexpr FieldKind kValue{"Extension value", "x509.extension.value", "RFC 5280, 4.2"};

/// A function reads the content of the OCTET STRING; what it returns is the value of the whole extension.
using ReadValue = std::string (*)(FieldReader& in);

struct Format {
  std::string_view oid;
  FieldKind kind;
  ReadValue read;
};

std::string read_general_names(FieldReader& in, const FieldKind& kind, std::uint8_t tag = kDerSequence) {
  const DerElement names(in, kind, tag);
  std::string text;
  while (names && in.more()) text += (text.empty() ? "" : ", ") + dissect_general_name(in);
  return text;
}

std::string read_alternative_names(FieldReader& in) {
  return read_general_names(in, {"Names", "x509.extension.subject_alt_name.names", "RFC 5280, 4.2.1.6"});
}

std::string read_basic_constraints(FieldReader& in) {
  const DerElement constraints(in, {"Constraints", "x509.extension.basic_constraints", "RFC 5280, 4.2.1.9"},
                               kDerSequence);
  if (!constraints) return {};
  const bool is_ca = next_der_tag(in) == kDerBoolean &&
                     read_der_boolean(in, {"Certificate authority", "x509.extension.basic_constraints.ca",
                                           "RFC 5280, 4.2.1.9"});
  if (in.more()) {
    read_der_integer(in,
                     {"Longest path", "x509.extension.basic_constraints.path_length", "RFC 5280, 4.2.1.9"});
  }
  return is_ca ? "a certificate authority" : "no certificate authority";
}

std::string read_key_usage(FieldReader& in) {
  constexpr std::string_view kUses[] = {"digitalSignature", "nonRepudiation", "keyEncipherment",
                                        "dataEncipherment", "keyAgreement",   "keyCertSign",
                                        "cRLSign",          "encipherOnly",   "decipherOnly"};
  const FieldKind kind{"Uses", "x509.extension.key_usage.uses", "RFC 5280, 4.2.1.3"};
  const auto content = read_der(in, kind, kDerBitString);
  if (!content) return {};
  std::string text;
  for (std::size_t bit = 0; bit < std::size(kUses); ++bit) {
    const std::size_t byte = 1 + bit / 8;
    if (byte >= content->size() || ((*content)[byte] & 0x80 >> bit % 8) == 0) continue;
    text += fmt::format("{}{}", text.empty() ? "" : ", ", kUses[bit]);
  }
  in.set_value(text.empty() ? "none" : text);
  return text;
}

std::string read_extended_key_usage(FieldReader& in) {
  const DerElement list(in, {"Purposes", "x509.extension.extended_key_usage.purpose", "RFC 5280, 4.2.1.12"},
                        kDerSequence);
  std::string text;
  while (list && in.more()) {
    const std::string oid =
        read_der_oid(in, {"Purpose", "x509.extension.extended_key_usage.purpose", "RFC 5280, 4.2.1.12"});
    text += fmt::format("{}{}", text.empty() ? "" : ", ", oid_name(oid).empty() ? oid : oid_name(oid));
  }
  return text;
}

std::string read_subject_key_id(FieldReader& in) {
  read_der(in, {"Key identifier", "x509.extension.subject_key_id.id", "RFC 5280, 4.2.1.2"}, kDerOctetString);
  return {};
}

std::string read_authority_key_id(FieldReader& in) {
  const DerElement id(in, {"Identifiers", "x509.extension.authority_key_id", "RFC 5280, 4.2.1.1"},
                      kDerSequence);
  while (id && in.more()) {
    switch (next_der_tag(in)) {
      case der_context(0, false):
        read_der(in, {"Key identifier", "x509.extension.authority_key_id.id", "RFC 5280, 4.2.1.1"},
                 der_context(0, false));
        break;
      case der_context(1, true):
        read_general_names(in,
                           {"Issuer of it", "x509.extension.authority_key_id.issuer", "RFC 5280, 4.2.1.1"},
                           der_context(1, true));
        break;
      default:
        read_der_any(in,
                     {"Serial number of it", "x509.extension.authority_key_id.issuer", "RFC 5280, 4.2.1.1"});
    }
  }
  return {};
}

std::string read_distribution_points(FieldReader& in) {
  const DerElement list(
      in, {"Distribution points", "x509.extension.crl_distribution_points", "RFC 5280, 4.2.1.13"},
      kDerSequence);
  while (list && in.more()) {
    read_der_any(
        in, {"Distribution point", "x509.extension.crl_distribution_points.point", "RFC 5280, 4.2.1.13"});
  }
  return {};
}

std::string read_information_access(FieldReader& in) {
  const DerElement list(in, {"Places", "x509.extension.authority_info_access", "RFC 5280, 4.2.2.1"},
                        kDerSequence);
  std::string text;
  while (list && in.more()) {
    const DerElement entry(in, {"Place", "x509.extension.authority_info_access.place", "RFC 5280, 4.2.2.1"},
                           kDerSequence);
    if (!entry) break;
    const std::string method = read_der_oid(
        in, {"What is there", "x509.extension.authority_info_access.method", "RFC 5280, 4.2.2.1"});
    const std::string place = dissect_general_name(in);
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ",
                        oid_name(method).empty() ? method : oid_name(method), place);
  }
  return text;
}

std::string read_policies(FieldReader& in) {
  const DerElement list(in, {"Policies", "x509.extension.certificate_policies", "RFC 5280, 4.2.1.4"},
                        kDerSequence);
  while (list && in.more()) {
    const DerElement policy(in, {"Policy", "x509.extension.certificate_policies.policy", "RFC 5280, 4.2.1.4"},
                            kDerSequence);
    if (!policy) break;
    read_der_oid(in, {"Policy type", "x509.extension.certificate_policies.policy", "RFC 5280, 4.2.1.4"});
    while (in.more()) {
      read_der_any(in, {"Qualifiers", "x509.extension.certificate_policies.policy", "RFC 5280, 4.2.1.4"});
    }
  }
  return {};
}

std::string read_name_constraints(FieldReader& in) {
  const DerElement constraints(in, {"Constraints", "x509.extension.name_constraints", "RFC 5280, 4.2.1.10"},
                               kDerSequence);
  while (constraints && in.more()) {
    const bool permitted = next_der_tag(in) == der_context(0, true);
    const DerElement trees(
        in,
        permitted
            ? FieldKind{"Permitted names", "x509.extension.name_constraints.names", "RFC 5280, 4.2.1.10"}
            : FieldKind{"Excluded names", "x509.extension.name_constraints.names", "RFC 5280, 4.2.1.10"},
        permitted ? der_context(0, true) : der_context(1, true));
    if (!trees) break;
    while (in.more()) {
      const DerElement tree(in, {"Names", "x509.extension.name_constraints.names", "RFC 5280, 4.2.1.10"},
                            kDerSequence);
      if (!tree) break;
      dissect_general_name(in);
      while (in.more()) read_der_any(in);
    }
  }
  return {};
}

std::string log_time_text(std::uint64_t milliseconds) {
  constexpr std::uint64_t kLast = 253'402'300'799'000;  // the end of the year 9999
  return to_text(Instant(std::chrono::milliseconds(std::min(milliseconds, kLast))));
}

/// One timestamp in the form of TLS, not of DER (RFC 6962, 3.2 and 3.3).
void read_timestamp(FieldReader& in) {
  const auto named = [](const char* label) {
    return FieldKind{label, "x509.extension.sct.part", "RFC 6962, 3.2"};
  };
  const std::uint16_t size = in.u16(named("Length"));
  const FieldGroup group(in, {"Timestamp", "x509.extension.sct.timestamp", "RFC 6962, 3.2"});
  const FieldBlock block(in, size);
  in.u8(named("Version"));
  in.bytes(named("Log"), 32);
  in.u64(named("Time"), log_time_text);
  in.bytes(named("Extensions"), in.u16(named("Extensions length")));
  in.u16(named("Signature scheme"), hex16_text);
  in.bytes(named("Signature"), in.u16(named("Signature length")));
}

std::string read_timestamps(FieldReader& in) {
  const DerElement inner(in, {"Timestamps", "x509.extension.sct", "RFC 6962, 3.3"}, kDerOctetString);
  if (!inner) return {};
  const std::uint16_t size = in.u16({"Length", "x509.extension.sct.part", "RFC 6962, 3.3"});
  const FieldBlock list(in, size);
  while (in.more()) read_timestamp(in);
  return {};
}

std::string read_unknown(FieldReader& in) {
  in.rest({"Bytes", "x509.extension.value", "RFC 5280, 4.2"});
  return {};
}

const Format kFormats[] = {
    {"2.5.29.14",
     {"Subject key identifier", "x509.extension.subject_key_id", "RFC 5280, 4.2.1.2"},
     read_subject_key_id},
    {"2.5.29.15", {"Key usage", "x509.extension.key_usage", "RFC 5280, 4.2.1.3"}, read_key_usage},
    {"2.5.29.17",
     {"Subject alternative names", "x509.extension.subject_alt_name", "RFC 5280, 4.2.1.6"},
     read_alternative_names},
    {"2.5.29.18",
     {"Issuer alternative names", "x509.extension.issuer_alt_name", "RFC 5280, 4.2.1.7"},
     read_alternative_names},
    {"2.5.29.19",
     {"Basic constraints", "x509.extension.basic_constraints", "RFC 5280, 4.2.1.9"},
     read_basic_constraints},
    {"2.5.29.30",
     {"Name constraints", "x509.extension.name_constraints", "RFC 5280, 4.2.1.10"},
     read_name_constraints},
    {"2.5.29.31",
     {"CRL distribution points", "x509.extension.crl_distribution_points", "RFC 5280, 4.2.1.13"},
     read_distribution_points},
    {"2.5.29.32",
     {"Certificate policies", "x509.extension.certificate_policies", "RFC 5280, 4.2.1.4"},
     read_policies},
    {"2.5.29.35",
     {"Authority key identifier", "x509.extension.authority_key_id", "RFC 5280, 4.2.1.1"},
     read_authority_key_id},
    {"2.5.29.37",
     {"Extended key usage", "x509.extension.extended_key_usage", "RFC 5280, 4.2.1.12"},
     read_extended_key_usage},
    {"1.3.6.1.5.5.7.1.1",
     {"Authority information access", "x509.extension.authority_info_access", "RFC 5280, 4.2.2.1"},
     read_information_access},
    {"1.3.6.1.4.1.11129.2.4.2",
     {"Signed certificate timestamps", "x509.extension.sct", "RFC 6962, 3.3"},
     read_timestamps},
};

void read_extension(FieldReader& in) {
  DerElement extension(in, kExtension, kDerSequence);
  if (!extension) return;
  const std::string oid = read_der_oid(in, kId);
  const auto format = std::ranges::find(kFormats, oid, &Format::oid);
  const bool known = format != std::end(kFormats);
  if (known) extension.set_kind(format->kind);
  const bool critical = next_der_tag(in) == kDerBoolean && read_der_boolean(in, kCritical);
  std::string text;
  {
    const DerElement value(in, kValue, kDerOctetString);
    if (!value) return;
    text = known ? format->read(in) : read_unknown(in);
  }
  if (text.empty() && !known) text = oid_with_name(oid);
  if (critical) text = text.empty() ? "critical" : "critical, " + text;
  extension.set_value(text);
}

}  // namespace

void dissect_extensions(FieldReader& in) {
  const DerElement list(in, kList, kDerSequence);
  while (list && in.more()) read_extension(in);
}

}  // namespace tlscam
