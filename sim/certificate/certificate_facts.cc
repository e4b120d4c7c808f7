#include "sim/certificate/certificate_facts.h"

#include <mbedtls/md.h>
#include <mbedtls/oid.h>
#include <mbedtls/sha256.h>
#include <mbedtls/x509_crt.h>
#include <mbedtls/x509_csr.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string_view>

#include "sim/certificate/der_shape.h"
#include "sim/certificate/keys.h"
#include "sim/certificate/x509.h"

namespace tlscam {
namespace {

struct FreeRequest {
  void operator()(mbedtls_x509_csr* request) const {
    mbedtls_x509_csr_free(request);
    delete request;
  }
};

std::string colon_hex(ByteView bytes) {
  return fmt::format("{:02X}", fmt::join(bytes.begin(), bytes.end(), ":"));
}

std::string common_name(const mbedtls_x509_name& name) {
  std::string found;
  for (const mbedtls_x509_name* part = &name; part != nullptr; part = part->next) {
    if (MBEDTLS_OID_CMP(MBEDTLS_OID_AT_CN, &part->oid) == 0) found = as_text(view(part->val));
  }
  return found;
}

AlternativeNames names_of(const mbedtls_x509_sequence& sequence) {
  AlternativeNames names;
  for (const mbedtls_x509_sequence* entry = &sequence; entry != nullptr; entry = entry->next) {
    mbedtls_x509_subject_alternative_name name{};
    if (entry->buf.p == nullptr || mbedtls_x509_parse_subject_alt_name(&entry->buf, &name) != 0) continue;
    switch (name.type) {
      case MBEDTLS_X509_SAN_DNS_NAME:
        names.dns_names.emplace_back(as_text(view(name.san.unstructured_name)));
        break;
      case MBEDTLS_X509_SAN_IP_ADDRESS:
        names.ip_addresses.push_back(address_text(view(name.san.unstructured_name)));
        break;
      case MBEDTLS_X509_SAN_RFC822_NAME:
        names.other_names.push_back(fmt::format("email:{}", as_text(view(name.san.unstructured_name))));
        break;
      case MBEDTLS_X509_SAN_UNIFORM_RESOURCE_IDENTIFIER:
        names.other_names.push_back(fmt::format("URI:{}", as_text(view(name.san.unstructured_name))));
        break;
      default:
        names.other_names.emplace_back("another kind of name");
        break;
    }
    mbedtls_x509_free_subject_alt_name(&name);
  }
  return names;
}

std::vector<std::string> key_usage_of(const mbedtls_x509_crt& certificate) {
  struct Use {
    unsigned bit;
    const char* name;
  };
  constexpr Use kUses[] = {{MBEDTLS_X509_KU_DIGITAL_SIGNATURE, "digitalSignature"},
                           {MBEDTLS_X509_KU_NON_REPUDIATION, "nonRepudiation"},
                           {MBEDTLS_X509_KU_KEY_ENCIPHERMENT, "keyEncipherment"},
                           {MBEDTLS_X509_KU_DATA_ENCIPHERMENT, "dataEncipherment"},
                           {MBEDTLS_X509_KU_KEY_AGREEMENT, "keyAgreement"},
                           {MBEDTLS_X509_KU_KEY_CERT_SIGN, "keyCertSign"},
                           {MBEDTLS_X509_KU_CRL_SIGN, "cRLSign"}};
  std::vector<std::string> uses;
  if (!mbedtls_x509_crt_has_ext_type(&certificate, MBEDTLS_X509_EXT_KEY_USAGE)) return uses;
  for (const Use& use : kUses) {
    if (mbedtls_x509_crt_check_key_usage(&certificate, use.bit) == 0) uses.emplace_back(use.name);
  }
  return uses;
}

std::string extended_use_name(const mbedtls_x509_buf& oid) {
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_SERVER_AUTH, &oid) == 0) return "serverAuth";
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_CLIENT_AUTH, &oid) == 0) return "clientAuth";
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_CODE_SIGNING, &oid) == 0) return "codeSigning";
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_EMAIL_PROTECTION, &oid) == 0) return "emailProtection";
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_TIME_STAMPING, &oid) == 0) return "timeStamping";
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_OCSP_SIGNING, &oid) == 0) return "OCSPSigning";
  if (MBEDTLS_OID_CMP(MBEDTLS_OID_ANY_EXTENDED_KEY_USAGE, &oid) == 0) return "anyExtendedKeyUsage";
  std::array<char, 128> text{};
  return mbedtls_oid_get_numeric_string(text.data(), text.size(), &oid) > 0 ? std::string(text.data())
                                                                            : "unknown";
}

std::vector<std::string> extended_key_usage_of(const mbedtls_x509_crt& certificate) {
  std::vector<std::string> uses;
  if (!mbedtls_x509_crt_has_ext_type(&certificate, MBEDTLS_X509_EXT_EXTENDED_KEY_USAGE)) return uses;
  for (const mbedtls_x509_sequence* use = &certificate.ext_key_usage; use != nullptr; use = use->next) {
    uses.push_back(extended_use_name(use->buf));
  }
  return uses;
}

struct Signature {
  std::string name;
  std::string camera_obstacle;
  std::string weakness;
};

Signature signature_of(const mbedtls_x509_crt& certificate) {
  Signature signature;
  const char* text = nullptr;
  if (mbedtls_oid_get_sig_alg_desc(&certificate.sig_oid, &text) == 0) signature.name = text;
  const auto sha = signature.name.find("SHA");
  if (sha != std::string::npos && signature.name.substr(sha + 3, 1) != "-")
    signature.name.insert(sha + 3, "-");
  const bool pss = certificate.MBEDTLS_PRIVATE(sig_pk) == MBEDTLS_PK_RSASSA_PSS;
  switch (certificate.MBEDTLS_PRIVATE(sig_md)) {
    case MBEDTLS_MD_MD5:
      signature.weakness = "its signature uses MD5";
      break;
    case MBEDTLS_MD_SHA1:
      signature.weakness = "its signature uses SHA-1";
      break;
    case MBEDTLS_MD_SHA224:
      signature.weakness = "its signature uses SHA-224";
      break;
    case MBEDTLS_MD_SHA256:
    case MBEDTLS_MD_SHA384:
    case MBEDTLS_MD_SHA512:
      break;
    default:
      signature.camera_obstacle = "its signature uses a hash that its firmware leaves out";
      break;
  }
  if (pss) signature.camera_obstacle = "its signature is of the kind RSA-PSS";
  return signature;
}

/// `note_extension` records what would stop the camera: "a certificate-using system MUST reject the
/// certificate if it encounters a critical extension it does not recognize" (RFC 5280 section 4.2).
int note_extension(void* obstacle, const mbedtls_x509_crt*, const mbedtls_x509_buf* oid, int critical,
                   const unsigned char*, const unsigned char*) {
  if (!critical) return 0;
  std::array<char, 128> text{};
  mbedtls_oid_get_numeric_string(text.data(), text.size(), oid);
  const bool constraints = std::string_view(text.data()) == "2.5.29.30";
  *static_cast<std::string*>(obstacle) =
      fmt::format("it has the critical extension {}", constraints ? "nameConstraints" : text.data());
  return 0;
}

std::string fingerprint(ByteView der) {
  std::array<std::uint8_t, 32> digest{};
  mbedtls_sha256(der.data(), der.size(), digest.data(), 0);
  return colon_hex(digest);
}

ByteView without_leading_zero(ByteView number) {
  return number.size() > 1 && number[0] == 0 ? number.subspan(1) : number;
}

/// `first_of` returns the first text that is not empty.
std::string first_of(std::initializer_list<std::string_view> texts) {
  for (const std::string_view text : texts) {
    if (!text.empty()) return std::string(text);
  }
  return {};
}

/// `outline` gathers what can be said about a certificate that mbedTLS cannot read.
Result<CertificateFacts> outline(ByteView der, const DerShape& shape) {
  const std::string algorithm = key_algorithm_name(shape.key_algorithm);
  const bool explicit_curve = shape.explicit_curve;
  const bool known_key = (algorithm == "EC" && !explicit_curve) || algorithm == "RSA" || algorithm.empty();
  // Keys of these kinds have one way to sign, with the same number; others have names of their own.
  const std::string signature = key_algorithm_name(shape.signature_algorithm);
  const bool known_signature = signature == shape.signature_algorithm;
  if (known_key && known_signature)
    return fail("the certificate is damaged, or signed in a way that is not known here");
  CertificateFacts facts;
  facts.key_type = algorithm;
  facts.camera_obstacle = explicit_curve ? "the curve of its key is spelled out instead of named"
                          : known_key    ? fmt::format("its signature is {}", signature)
                                         : fmt::format("its key is {}", algorithm);
  facts.sha256_fingerprint = fingerprint(der);
  facts.der.assign(der.begin(), der.end());
  return facts;
}

}  // namespace

Result<CertificateFacts> read_certificate(ByteView bytes) {
  const DerShape shape = look_at_der(bytes);
  if (shape.kind != DerKind::certificate) return fail("it is not a certificate");
  const ByteView der = bytes.first(shape.size);
  const CertificateList owner = empty_certificate_list();
  mbedtls_x509_crt& certificate = *owner;
  std::string extension;
  if (mbedtls_x509_crt_parse_der_with_ext_cb(&certificate, der.data(), der.size(), 1, note_extension,
                                             &extension) != 0) {
    return outline(der, shape);
  }

  CertificateFacts facts;
  facts.subject = name_text(certificate.subject);
  facts.issuer = name_text(certificate.issuer);
  facts.common_name = common_name(certificate.subject);
  facts.serial = colon_hex(without_leading_zero(view(certificate.serial)));
  AlternativeNames names = names_of(certificate.subject_alt_names);
  facts.dns_names = std::move(names.dns_names);
  facts.ip_addresses = std::move(names.ip_addresses);
  facts.other_names = std::move(names.other_names);
  facts.not_before = instant_of(certificate.valid_from);
  facts.not_after = instant_of(certificate.valid_to);
  KeyFacts key = facts_of(certificate.pk);
  facts.key_type = std::move(key.type);
  facts.public_key = std::move(key.public_key);
  facts.is_ca = mbedtls_x509_crt_get_ca_istrue(&certificate) == 1;
  facts.key_usage = key_usage_of(certificate);
  facts.extended_key_usage = extended_key_usage_of(certificate);
  facts.self_signed = std::ranges::equal(view(certificate.subject_raw), view(certificate.issuer_raw)) &&
                      is_signed_by(certificate, certificate);
  const Signature signature = signature_of(certificate);
  facts.signature_algorithm = signature.name;
  facts.sha256_fingerprint = fingerprint(der);
  facts.der.assign(der.begin(), der.end());
  // Encoded again, a key gives the same bytes unless its curve is spelled out or its point is compressed.
  const bool unusual = !std::ranges::equal(view(certificate.pk_raw), facts.public_key);
  facts.camera_obstacle = first_of({key.camera_obstacle, signature.camera_obstacle, extension,
                                    unusual ? "its key is written in an unusual form" : ""});
  facts.weakness = first_of({key.weakness, signature.weakness});
  return facts;
}

bool is_signed_by(const CertificateFacts& certificate, const CertificateFacts& issuer) {
  const CertificateList one = empty_certificate_list(), other = empty_certificate_list();
  if (mbedtls_x509_crt_parse_der(one.get(), certificate.der.data(), certificate.der.size()) != 0 ||
      mbedtls_x509_crt_parse_der(other.get(), issuer.der.data(), issuer.der.size()) != 0)
    return false;
  return std::ranges::equal(view(one->issuer_raw), view(other->subject_raw)) && is_signed_by(*one, *other);
}

Result<RequestFacts> read_request(ByteView bytes) {
  const DerShape shape = look_at_der(bytes);
  if (shape.kind != DerKind::request) return fail("it is not a certificate request");
  const std::unique_ptr<mbedtls_x509_csr, FreeRequest> owner(new mbedtls_x509_csr);
  mbedtls_x509_csr_init(owner.get());
  if (mbedtls_x509_csr_parse_der(owner.get(), bytes.data(), shape.size) != 0) {
    return fail("the certificate request is damaged, or its key is of a kind that is not known here");
  }
  RequestFacts facts;
  facts.subject = name_text(owner->subject);
  facts.names = names_of(owner->subject_alt_names);
  KeyFacts key = facts_of(owner->pk);
  facts.key_type = std::move(key.type);
  facts.public_key = std::move(key.public_key);
  return facts;
}

}  // namespace tlscam
