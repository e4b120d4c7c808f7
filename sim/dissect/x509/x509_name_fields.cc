#include <fmt/format.h>

#include "sim/base/hex.h"
#include "sim/dissect/x509/der_fields.h"
#include "sim/dissect/x509/x509_fields.h"
#include "sim/wire/address.h"
#include "sim/wire/oid_names.h"

namespace tlscam {
namespace {

constexpr FieldKind kRdn{"Relative distinguished name", "x509.name.rdn", "RFC 5280, 4.1.2.4"};
constexpr FieldKind kAttribute{"Attribute", "x509.name.attribute", "RFC 5280, 4.1.2.4"};
constexpr FieldKind kType{"Attribute type", "x509.name.type", "RFC 5280, 4.1.2.4"};
constexpr FieldKind kValue{"Attribute value", "x509.name.value", "RFC 5280, 4.1.2.4"};
constexpr FieldKind kDnsName{"DNS name", "x509.general_name.dns", "RFC 5280, 4.2.1.6"};
constexpr FieldKind kAddress{"IP address", "x509.general_name.ip", "RFC 5280, 4.2.1.6"};
constexpr FieldKind kMail{"E-mail address", "x509.general_name.other", "RFC 5280, 4.2.1.6"};
constexpr FieldKind kUri{"URI", "x509.general_name.uri", "RFC 5280, 4.2.1.6"};
constexpr FieldKind kDirectory{"Directory name", "x509.general_name.directory", "RFC 5280, 4.2.1.6"};
constexpr FieldKind kOther{"Another kind of name", "x509.general_name.other", "RFC 5280, 4.2.1.6"};

// The choices of GeneralName.
constexpr std::uint8_t kMailTag = der_context(1, false);
constexpr std::uint8_t kDnsTag = der_context(2, false);
constexpr std::uint8_t kDirectoryTag = der_context(4, true);
constexpr std::uint8_t kUriTag = der_context(6, false);
constexpr std::uint8_t kAddressTag = der_context(7, false);

std::string address_text(ByteView bytes) {
  Cursor in(bytes);
  if (bytes.size() == 4) return to_text(read_ipv4(in));
  if (bytes.size() == 8) {  // an address and its mask, in nameConstraints
    const Ipv4Address address = read_ipv4(in);
    return fmt::format("{}/{}", to_text(address), to_text(read_ipv4(in)));
  }
  if (bytes.size() != 16) return fmt::format("{} bytes, which is no address", bytes.size());
  std::string text;
  for (int i = 0; i < 8; ++i) text += fmt::format("{}{:x}", i == 0 ? "" : ":", in.u16be());
  return text;
}

std::string read_attribute(FieldReader& in) {
  DerElement attribute(in, kAttribute, kDerSequence);
  if (!attribute) return {};
  const std::string type = read_der_oid(in, kType);
  std::string text = fmt::format("{}={}", attribute_short_name(type), read_der_text(in, kValue));
  attribute.set_value(text);
  return text;
}

std::string read_ia5(FieldReader& in, const FieldKind& kind, std::uint8_t tag) {
  const auto content = read_der(in, kind, tag);
  if (!content) return {};
  std::string text = der_string_text(kDerIa5String, *content);
  in.set_value(text);
  return text;
}

}  // namespace

void dissect_name(FieldReader& in, const FieldKind& kind) {
  DerElement name(in, kind, kDerSequence);
  std::string whole;
  while (name && in.more()) {
    DerElement rdn(in, kRdn, kDerSet);
    std::string text;
    while (rdn && in.more()) text += (text.empty() ? "" : "+") + read_attribute(in);
    rdn.set_value(text);
    whole += (whole.empty() ? "" : ", ") + text;
  }
  name.set_value(whole.empty() ? "empty" : whole);
}

std::string dissect_general_name(FieldReader& in) {
  switch (next_der_tag(in)) {
    case kMailTag:
      return "email:" + read_ia5(in, kMail, kMailTag);
    case kDnsTag:
      return "DNS:" + read_ia5(in, kDnsName, kDnsTag);
    case kUriTag:
      return "URI:" + read_ia5(in, kUri, kUriTag);
    case kAddressTag: {
      const auto content = read_der(in, kAddress, kAddressTag);
      if (!content) return {};
      std::string text = address_text(*content);
      in.set_value(text);
      return "IP:" + text;
    }
    case kDirectoryTag: {
      DerElement choice(in, kDirectory, kDirectoryTag);
      if (choice) dissect_name(in, {"Name", "x509.name", "RFC 5280, 4.1.2.4"});
      return "a directory name";
    }
    default:
      read_der_any(in, kOther);
      return "another kind of name";
  }
}

}  // namespace tlscam
