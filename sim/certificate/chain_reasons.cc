#include "sim/certificate/chain_reasons.h"

#include <fmt/format.h>
#include <mbedtls/oid.h>

#include <algorithm>
#include <array>

#include "sim/certificate/keys.h"
#include "sim/certificate/name_match.h"
#include "sim/certificate/x509.h"

namespace tlscam {
namespace {

using Kind = ChainCheckKind;

std::string quoted_name(const mbedtls_x509_name& name) {
  const std::string text = name_text(name);
  return text.empty() ? "nobody (an empty name)" : text;
}

bool same_letters(ByteView one, ByteView other) {
  const auto lower = [](std::uint8_t c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; };
  return std::equal(one.begin(), one.end(), other.begin(), other.end(),
                    [&](std::uint8_t a, std::uint8_t b) { return lower(a) == lower(b); });
}

bool is_text(int tag) {
  return tag == MBEDTLS_ASN1_UTF8_STRING || tag == MBEDTLS_ASN1_PRINTABLE_STRING;
}

ChainCheck check_name(const ChainLink& link) {
  const NameMatch match = explain_name(*link.certificate, link.question->name,
                                       (link.flags & MBEDTLS_X509_BADCERT_CN_MISMATCH) == 0);
  return {Kind::name, match.accepted, match.reason};
}

ChainCheck check_key(const ChainLink& link) {
  const KeyFacts facts = facts_of(link.certificate->pk);
  const bool allowed = profile_allows(link.certificate->pk);
  return {Kind::key, allowed,
          allowed
              ? fmt::format("Its key is {}, which the camera accepts.", facts.type)
              : fmt::format("Its key is {}; the camera accepts P-256, P-384, P-521 and RSA from 2048 bits.",
                            facts.type)};
}

ChainCheck check_time(const ChainLink& link) {
  const Instant from = instant_of(link.certificate->valid_from);
  const Instant until = instant_of(link.certificate->valid_to);
  const std::string clock = to_text(link.question->clock);
  if ((link.flags & MBEDTLS_X509_BADCERT_FUTURE) != 0) {
    return {Kind::time, false,
            fmt::format("It is valid from {}, and the camera's clock says {}.", to_text(from), clock)};
  }
  if ((link.flags & MBEDTLS_X509_BADCERT_EXPIRED) != 0) {
    return {Kind::time, false,
            fmt::format("It was valid until {}, and the camera's clock says {}.", to_text(until), clock)};
  }
  return {Kind::time, true,
          fmt::format("It is valid from {} until {}, and the camera's clock says {}.", to_text(from),
                      to_text(until), clock)};
}

std::string hash_name(mbedtls_md_type_t hash) {
  struct Name {
    mbedtls_md_type_t hash;
    const char* name;
  };
  constexpr Name kNames[] = {{MBEDTLS_MD_MD5, "MD5"},        {MBEDTLS_MD_SHA1, "SHA-1"},
                             {MBEDTLS_MD_SHA224, "SHA-224"}, {MBEDTLS_MD_SHA256, "SHA-256"},
                             {MBEDTLS_MD_SHA384, "SHA-384"}, {MBEDTLS_MD_SHA512, "SHA-512"}};
  const auto found = std::ranges::find(kNames, hash, &Name::hash);
  return found == std::end(kNames) ? "a hash that is not known" : found->name;
}

ChainCheck check_hash(const ChainLink& link) {
  const std::string name = hash_name(link.certificate->MBEDTLS_PRIVATE(sig_md));
  const bool allowed = (link.flags & MBEDTLS_X509_BADCERT_BAD_MD) == 0;
  return {Kind::hash, allowed,
          allowed
              ? fmt::format("Its signature uses {}.", name)
              : fmt::format("Its signature uses {}; the camera accepts SHA-256, SHA-384 and SHA-512.", name)};
}

/// `check_issuer` explains why a certificate with the right name is not accepted as the issuer, with one
/// entry for each check.
std::vector<ChainCheck> check_issuer(const ChainLink& link, const mbedtls_x509_crt& issuer, bool is_anchor) {
  std::vector<ChainCheck> checks;
  const std::string name = quoted_name(issuer.subject);
  checks.push_back({Kind::issuer, true,
                    fmt::format("It names {} as its issuer, which is {}.", name,
                                is_anchor ? "a trust anchor of the camera" : "among what was sent"),
                    is_anchor});
  const bool old_anchor = is_anchor && issuer.version < 3;  // too old to have the extensions that say so
  const bool is_ca = old_anchor || mbedtls_x509_crt_get_ca_istrue(&issuer) == 1;
  const bool may_sign =
      old_anchor || mbedtls_x509_crt_check_key_usage(&issuer, MBEDTLS_X509_KU_KEY_CERT_SIGN) == 0;
  checks.push_back(
      {Kind::authority, is_ca && may_sign,
       !is_ca ? fmt::format("{} is no certificate authority: its basicConstraints do not say CA:TRUE.", name)
       : !may_sign ? fmt::format("The keyUsage of {} does not have keyCertSign.", name)
                   : fmt::format("{} may sign certificates.", name),
       is_anchor});
  const int longest = issuer.MBEDTLS_PRIVATE(max_pathlen);  // one more than the certificate says; 0 if it
                                                            // says nothing
  if (longest > 0) {
    const std::size_t below = link.depth - link.self_issued;
    const bool fits = static_cast<std::size_t>(longest) >= 1 + below;
    checks.push_back({Kind::path_length, fits,
                      fmt::format("{} allows {} authorities below it, and there {} {}.", name, longest - 1,
                                  below == 1 ? "is" : "are", below),
                      is_anchor});
  }
  const bool is_good = is_signed_by(*link.certificate, issuer);
  checks.push_back({Kind::signature, is_good,
                    is_good
                        ? fmt::format("The key of {} verifies its signature.", name)
                        : fmt::format("The key of {} does not verify its signature: another key made it, or "
                                      "bytes were changed.",
                                      name),
                    is_anchor});
  return checks;
}

bool all_passed(const std::vector<ChainCheck>& checks) {
  return std::ranges::all_of(checks, &ChainCheck::passed);
}

void append(std::vector<ChainCheck>& checks, std::vector<ChainCheck> more) {
  checks.insert(checks.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// No trusted issuer signed it: this explains what is wrong with each certificate that could have.
std::vector<ChainCheck> check_missing_issuer(const ChainLink& link) {
  const mbedtls_x509_crt& child = *link.certificate;
  std::vector<ChainCheck> checks;
  for (const mbedtls_x509_crt* one = link.anchors; one != nullptr; one = one->next) {
    if (!same_name(child.issuer, one->subject)) continue;
    auto tried = check_issuer(link, *one, true);
    if (!all_passed(tried)) append(checks, std::move(tried));
  }
  for (const mbedtls_x509_crt* one = child.next; one != nullptr; one = one->next) {
    if (!same_name(child.issuer, one->subject)) continue;
    auto tried = check_issuer(link, *one, false);
    if (!all_passed(tried)) append(checks, std::move(tried));
  }
  if (!checks.empty()) return checks;

  const std::string issuer = quoted_name(child.issuer);
  bool too_early = false;
  for (const mbedtls_x509_crt* one = link.presented; one != nullptr && one != &child; one = one->next) {
    too_early = too_early || same_name(child.issuer, one->subject);
  }
  std::string reason;
  if (same_name(child.issuer, child.subject)) {
    reason = fmt::format("{} signed itself, and is no trust anchor of the camera.", issuer);
  } else if (too_early) {
    reason = fmt::format("Its issuer {} was sent in front of it; the camera looks only behind.", issuer);
  } else if (link.anchors == nullptr) {
    reason = fmt::format("Its issuer {} was not sent, and no trust anchor is loaded.", issuer);
  } else {
    reason = fmt::format("Its issuer {} is no trust anchor of the camera, and was not sent.", issuer);
  }
  return {{Kind::issuer, false, reason}};
}

std::vector<ChainCheck> check_usage(const ChainLink& link) {
  const bool server = link.question->from_server;
  const bool signs =
      mbedtls_x509_crt_check_key_usage(link.certificate, MBEDTLS_X509_KU_DIGITAL_SIGNATURE) == 0;
  const char* purpose = server ? MBEDTLS_OID_SERVER_AUTH : MBEDTLS_OID_CLIENT_AUTH;
  const std::size_t size =
      server ? MBEDTLS_OID_SIZE(MBEDTLS_OID_SERVER_AUTH) : MBEDTLS_OID_SIZE(MBEDTLS_OID_CLIENT_AUTH);
  const bool serves = mbedtls_x509_crt_check_extended_key_usage(link.certificate, purpose, size) == 0;
  const char* name = server ? "serverAuth" : "clientAuth";
  return {{Kind::key_usage, signs,
           signs ? "Its keyUsage lets its key sign in a handshake."
                 : "Its keyUsage does not have digitalSignature, with which it would sign in a handshake."},
          {Kind::extended_key_usage, serves,
           serves ? fmt::format("Its extendedKeyUsage allows {}, or says nothing.", name)
                  : fmt::format("Its extendedKeyUsage does not have {}.", name)}};
}

}  // namespace

bool profile_allows(const mbedtls_pk_context& key) {
  const mbedtls_x509_crt_profile& profile = mbedtls_x509_crt_profile_default;
  if (mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA)) return mbedtls_pk_get_bitlen(&key) >= profile.rsa_min_bitlen;
  if (!mbedtls_pk_can_do(&key, MBEDTLS_PK_ECKEY)) return false;
  const mbedtls_ecp_group_id curve = mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(key));
  return (profile.allowed_curves & MBEDTLS_X509_ID_FLAG(curve)) != 0;
}

bool same_name(const mbedtls_x509_name& one, const mbedtls_x509_name& other) {
  const mbedtls_x509_name* a = &one;
  const mbedtls_x509_name* b = &other;
  for (; a != nullptr && b != nullptr; a = a->next, b = b->next) {
    if (!std::ranges::equal(view(a->oid), view(b->oid))) return false;
    const bool equal = a->val.tag == b->val.tag && std::ranges::equal(view(a->val), view(b->val));
    const bool alike = is_text(a->val.tag) && is_text(b->val.tag) && same_letters(view(a->val), view(b->val));
    if (!equal && !alike) return false;
  }
  return a == nullptr && b == nullptr;
}

std::vector<ChainCheck> reasons_of(const ChainLink& link) {
  std::vector<ChainCheck> checks;
  const bool is_leaf = link.depth == 0;
  if (is_leaf && !link.question->name.empty()) checks.push_back(check_name(link));
  checks.push_back(check_key(link));
  checks.push_back(check_time(link));
  const std::string name = quoted_name(link.certificate->subject);
  if (link.is_anchor) {
    checks.push_back({Kind::anchor, true, fmt::format("{} is a trust anchor of the camera.", name)});
    return checks;
  }
  checks.push_back(check_hash(link));
  if (link.parent != nullptr) {
    append(checks, check_issuer(link, *link.parent, link.parent_is_anchor));
  } else if ((link.flags & MBEDTLS_X509_BADCERT_NOT_TRUSTED) != 0) {
    append(checks, check_missing_issuer(link));
  } else {
    checks.push_back({Kind::anchor, true,
                      fmt::format("{} signed itself, and this very certificate is a trust anchor of the "
                                  "camera. That it is no authority does not matter then.",
                                  name)});
  }
  if (is_leaf) append(checks, check_usage(link));
  return checks;
}

}  // namespace tlscam
