#include "sim/certificate/name_match.h"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <mbedtls/oid.h>

#include <algorithm>
#include <array>

#include "sim/certificate/x509.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostNames = 64;

struct AlternativeName {
  int kind;  ///< MBEDTLS_X509_SAN_...
  ByteView bytes;
};

std::vector<AlternativeName> alternative_names(const mbedtls_x509_crt& certificate) {
  std::vector<AlternativeName> names;
  if (!mbedtls_x509_crt_has_ext_type(&certificate, MBEDTLS_X509_EXT_SUBJECT_ALT_NAME)) return names;
  for (const auto* entry = &certificate.subject_alt_names; entry != nullptr; entry = entry->next) {
    if (entry->buf.p != nullptr) {
      names.push_back({entry->buf.tag & MBEDTLS_ASN1_TAG_VALUE_MASK, view(entry->buf)});
    }
  }
  return names;
}

std::vector<ByteView> common_names(const mbedtls_x509_crt& certificate) {
  std::vector<ByteView> names;
  for (const mbedtls_x509_name* part = &certificate.subject; part != nullptr; part = part->next) {
    if (MBEDTLS_OID_CMP(MBEDTLS_OID_AT_CN, &part->oid) == 0) names.push_back(view(part->val));
  }
  return names;
}

/// `shown` makes a name from a certificate safe to show: it comes from outside.
std::string shown(ByteView name) {
  std::string text(as_text(name));
  std::ranges::replace_if(
      text, [](char c) { return c < 0x20 || c == 0x7f; }, '?');
  return text;
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::ranges::transform(out, out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? char(c + 32) : c; });
  return out;
}

bool is_same(std::string_view one, std::string_view other) {
  return lower(one) == lower(other);
}

/// "*.example.org" covers exactly one label before ".example.org".
bool is_covered(std::string_view wildcard, std::string_view name) {
  const std::size_t dot = name.find('.');
  return wildcard.size() > 2 && wildcard.starts_with("*.") && dot != std::string_view::npos && dot > 0 &&
         is_same(wildcard.substr(1), name.substr(dot));
}

ByteView address_of(const std::string& name, std::array<std::uint8_t, 16>& buffer) {
  return {buffer.data(), mbedtls_x509_crt_parse_cn_inet_pton(name.c_str(), buffer.data())};
}

/// `reason_for` is the reason that one name of the certificate gives; empty if it is a different name.
std::string reason_for(std::string_view kind, ByteView own, std::string_view name) {
  const std::string text = shown(own);
  if (is_same(text, name)) return fmt::format("The {} {} is it.", kind, text);
  if (is_covered(text, name)) return fmt::format("The {} {} covers it.", kind, text);
  return {};
}

std::string reason_of_match(const mbedtls_x509_crt& certificate, const std::string& name) {
  const auto names = alternative_names(certificate);
  for (const AlternativeName& own : names) {
    if (own.kind != MBEDTLS_X509_SAN_DNS_NAME) continue;
    if (auto reason = reason_for("DNS name", own.bytes, name); !reason.empty()) return reason;
  }
  std::array<std::uint8_t, 16> buffer{};
  const ByteView address = address_of(name, buffer);
  for (const AlternativeName& own : names) {
    if (own.kind == MBEDTLS_X509_SAN_IP_ADDRESS && !address.empty() &&
        std::ranges::equal(own.bytes, address)) {
      return fmt::format("The IP address {} is it.", address_text(own.bytes));
    }
    if (own.kind == MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER && as_text(own.bytes) == name) {
      return fmt::format("The URI {} is it.", name);
    }
  }
  for (const ByteView own : common_names(certificate)) {
    if (auto reason = reason_for("common name", own, name); !reason.empty()) {
      return reason + " The certificate has no alternative names, so it counts; browsers refuse that.";
    }
  }
  return "The certificate is for it.";
}

std::string reason_of_mismatch(const mbedtls_x509_crt& certificate, const std::string& name) {
  const auto names = alternative_names(certificate);
  if (names.empty()) {
    std::vector<std::string> texts;
    for (const ByteView own : common_names(certificate)) texts.push_back(shown(own));
    return texts.empty() ? "The certificate has no name at all."
                         : fmt::format("The certificate is for {} only.", fmt::join(texts, ", "));
  }
  std::array<std::uint8_t, 16> buffer{};
  const bool is_address = !address_of(name, buffer).empty();
  std::vector<std::string> texts;
  for (const AlternativeName& own : names) {
    if (own.kind == MBEDTLS_X509_SAN_DNS_NAME) {
      const std::string text = shown(own.bytes);
      texts.push_back(text);
      if (is_address || !text.starts_with("*.") || !lower(name).ends_with(lower(text.substr(1)))) continue;
      return fmt::format("{} stands for just one label, and {} has more in its place.", text, name);
    }
    if (own.kind == MBEDTLS_X509_SAN_IP_ADDRESS) texts.push_back(address_text(own.bytes));
    if (own.kind == MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER) texts.push_back(shown(own.bytes));
  }
  const auto commons = common_names(certificate);
  const bool only_common =
      std::ranges::any_of(commons, [&](ByteView own) { return is_same(as_text(own), name); });
  return fmt::format("The certificate is for {} only{}.",
                     texts.empty() ? "names of kinds that the camera does not read"
                                   : fmt::format("{}", fmt::join(texts, ", ")),
                     only_common  ? "; its common name does not count beside alternative names"
                     : is_address ? "; an address must be in it as an address"
                                  : "");
}

std::vector<std::string> names_to_try(const mbedtls_x509_crt& certificate) {
  std::vector<std::string> names;
  const auto add = [&](std::string name) {
    if (names.size() < kMostNames && !name.empty() && std::ranges::find(names, name) == names.end()) {
      names.push_back(std::move(name));
    }
  };
  const auto add_text = [&](ByteView own) {
    const std::string text = shown(own);
    if (!text.starts_with("*.")) return add(text);
    const std::string rest = text.substr(2);
    add("camera." + rest);
    add("a.camera." + rest);
    add(rest);
  };
  for (const AlternativeName& own : alternative_names(certificate)) {
    if (own.kind == MBEDTLS_X509_SAN_DNS_NAME) add_text(own.bytes);
    if (own.kind == MBEDTLS_X509_SAN_IP_ADDRESS) add(address_text(own.bytes));
  }
  for (const ByteView own : common_names(certificate)) add_text(own);
  return names;
}

}  // namespace

NameMatch explain_name(const mbedtls_x509_crt& certificate, std::string_view name, bool accepted) {
  NameMatch match{std::string(name), accepted, {}};
  match.reason =
      accepted ? reason_of_match(certificate, match.name) : reason_of_mismatch(certificate, match.name);
  return match;
}

Result<std::vector<NameMatch>> who_may_connect(ByteView der, std::vector<std::string> names) {
  const CertificateList certificate = empty_certificate_list();
  if (mbedtls_x509_crt_parse_der(certificate.get(), der.data(), der.size()) != 0) {
    return fail("the camera cannot read this certificate, so that it fits no name");
  }
  if (names.empty()) names = names_to_try(*certificate);
  std::vector<NameMatch> matches;
  for (const std::string& name : names) {
    // Without trust anchors no signature is computed: only the name is compared.
    std::uint32_t flags = 0;
    mbedtls_x509_crt_verify(certificate.get(), nullptr, nullptr, name.c_str(), &flags, nullptr, nullptr);
    matches.push_back(explain_name(*certificate, name, (flags & MBEDTLS_X509_BADCERT_CN_MISMATCH) == 0));
  }
  return matches;
}

}  // namespace tlscam
