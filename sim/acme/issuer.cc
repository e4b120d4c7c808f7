#include "sim/acme/issuer.h"

#include <mbedtls/md.h>
#include <mbedtls/pk.h>
#include <mbedtls/x509_crt.h>

#include <algorithm>

#include "sim/acme/pem.h"
#include "sim/acme/public_key.h"
#include "sim/stack/tls_work.h"
#include "sim/wire/der.h"

namespace tlscam {
namespace {

constexpr const char* kSha256WithRsa = "1.2.840.113549.1.1.11";  // RFC 8017 appendix A.2.4
constexpr const char* kEcdsaWithSha256 = "1.2.840.10045.4.3.2";  // RFC 5758 section 3.2
constexpr const char* kEcdsaWithSha384 = "1.2.840.10045.4.3.3";
constexpr const char* kCommonName = "2.5.4.3";
constexpr const char* kDomainValidated = "2.23.140.1.2.1";  // CA/Browser Forum BR, section 7.1.6.1
constexpr const char* kServerAuth = "1.3.6.1.5.5.7.3.1";

// Extensions (RFC 5280 section 4.2.1).
constexpr const char* kKeyUsage = "2.5.29.15";
constexpr const char* kSubjectAlternativeName = "2.5.29.17";
constexpr const char* kBasicConstraints = "2.5.29.19";
constexpr const char* kCrlNumber = "2.5.29.20";
constexpr const char* kCrlDistributionPoints = "2.5.29.31";
constexpr const char* kCertificatePolicies = "2.5.29.32";
constexpr const char* kAuthorityKeyIdentifier = "2.5.29.35";
constexpr const char* kExtendedKeyUsage = "2.5.29.37";

constexpr std::uint8_t kDnsName = der_context(2, false);  // GeneralName (section 4.2.1.6)
constexpr std::uint8_t kUrl = der_context(6, false);
constexpr std::uint8_t kIpAddress = der_context(7, false);
constexpr std::size_t kSerialSize = 16;
constexpr std::size_t kLongestCommonName = 64;
constexpr std::string_view kFirstGeneralizedYear = "2050";

struct Certificate {
  mbedtls_x509_crt parsed;

  Certificate() { mbedtls_x509_crt_init(&parsed); }
  ~Certificate() { mbedtls_x509_crt_free(&parsed); }
  Certificate(const Certificate&) = delete;
  Certificate& operator=(const Certificate&) = delete;
};

Bytes copy(const mbedtls_x509_buf& part) {
  return {part.p, part.p + part.len};
}

Bytes sequence(std::initializer_list<Bytes> parts) {
  return emit_der(kDerSequence, parts);
}

// UTCTime up to 2049, then GeneralizedTime (RFC 5280 section 4.1.2.5).
Bytes emit_time(Instant time) {
  std::string digits;
  for (const char letter : to_text(std::chrono::floor<std::chrono::seconds>(time)))
    if (letter >= '0' && letter <= '9') digits += letter;
  const bool generalized = digits >= kFirstGeneralizedYear;
  const std::string_view written = std::string_view(digits).substr(generalized ? 0 : 2);
  return emit_der(generalized ? kDerGeneralizedTime : kDerUtcTime, as_bytes(fmt::format("{}Z", written)));
}

Bytes extension(const char* oid, bool critical, ByteView value) {
  const Bytes octets = emit_der(kDerOctetString, value);
  if (!critical) return sequence({emit_der_oid(oid), octets});
  return sequence({emit_der_oid(oid), emit_der(kDerBoolean, Bytes{0xff}), octets});
}

Bytes alternative_names(const SigningRequest& request) {
  Bytes names;
  const auto add = [&names](std::uint8_t tag, ByteView value) {
    const Bytes name = emit_der(tag, value);
    names.insert(names.end(), name.begin(), name.end());
  };
  for (const std::string& name : request.names) add(kDnsName, as_bytes(name));
  for (const Ipv4Address& address : request.addresses) add(kIpAddress, address.octets);
  return emit_der(kDerSequence, names);
}

// The CN is the first name that fits; a certificate without one has its names in the SAN alone.
Bytes subject(const SigningRequest& request) {
  const auto fits = [](const std::string& name) { return name.size() <= kLongestCommonName; };
  const auto name = std::ranges::find_if(request.names, fits);
  if (name == request.names.end()) return sequence({});
  const Bytes part = sequence({emit_der_oid(kCommonName), emit_der(kDerUtf8String, as_bytes(*name))});
  return sequence({emit_der(kDerSet, part)});
}

}  // namespace

struct Issuer::Parts {
  Certificate chain;
  mbedtls_pk_context key;
  std::string crl_url;

  Parts() { mbedtls_pk_init(&key); }
  ~Parts() { mbedtls_pk_free(&key); }
  Parts(const Parts&) = delete;
  Parts& operator=(const Parts&) = delete;

  const mbedtls_x509_crt& own() const { return chain.parsed; }
  bool has_rsa_key() const { return mbedtls_pk_can_do(&key, MBEDTLS_PK_RSA) != 0; }
  bool signs_with_sha384() const { return !has_rsa_key() && mbedtls_pk_get_bitlen(&key) > 256; }

  Bytes algorithm() const {
    if (has_rsa_key()) return sequence({emit_der_oid(kSha256WithRsa), emit_der(kDerNull, Bytes{})});
    return sequence({emit_der_oid(signs_with_sha384() ? kEcdsaWithSha384 : kEcdsaWithSha256)});
  }

  // SEQUENCE { what is signed, the algorithm, the signature }
  Result<Bytes> sign(const Bytes& text, Random& random) const {
    const mbedtls_md_type_t hash_type = signs_with_sha384() ? MBEDTLS_MD_SHA384 : MBEDTLS_MD_SHA256;
    Bytes hash(mbedtls_md_get_size(mbedtls_md_info_from_type(hash_type)));
    mbedtls_md(mbedtls_md_info_from_type(hash_type), text.data(), text.size(), hash.data());
    Bytes signature(MBEDTLS_PK_SIGNATURE_MAX_SIZE);
    std::size_t size = 0;
    // mbedTLS wants a key that it may change, for blinding.
    auto& signing_key = const_cast<mbedtls_pk_context&>(key);
    if (mbedtls_pk_sign(&signing_key, hash_type, hash.data(), hash.size(), signature.data(), signature.size(),
                        &size, tls_random, &random) != 0)
      return fail("the issuer's key does not sign");
    signature.resize(size);
    return sequence({text, algorithm(), emit_der_bit_string(signature)});
  }

  // It names the issuer's key as the issuer's certificate does (RFC 5280 section 4.2.1.1).
  Bytes authority_key_identifier() const {
    return sequence({emit_der(der_context(0, false), copy(own().subject_key_id))});
  }

  Bytes extensions(const SigningRequest& request, bool rsa, bool has_subject) const {
    // digitalSignature is bit 0; RSA without forward secrecy needs keyEncipherment, bit 2.
    const Bytes usage = rsa ? Bytes{5, 0xa0} : Bytes{7, 0x80};
    Bytes all;
    const auto add = [&all](const Bytes& one) { all.insert(all.end(), one.begin(), one.end()); };
    add(extension(kKeyUsage, true, emit_der(kDerBitString, usage)));
    add(extension(kExtendedKeyUsage, false, sequence({emit_der_oid(kServerAuth)})));
    add(extension(kBasicConstraints, true, sequence({})));
    add(extension(kAuthorityKeyIdentifier, false, authority_key_identifier()));
    add(extension(kSubjectAlternativeName, !has_subject, alternative_names(request)));
    add(extension(kCertificatePolicies, false, sequence({sequence({emit_der_oid(kDomainValidated)})})));
    if (!crl_url.empty()) {
      const Bytes url = emit_der(kUrl, as_bytes(crl_url));
      const Bytes name = emit_der(der_context(0, true), emit_der(der_context(0, true), url));
      add(extension(kCrlDistributionPoints, false, sequence({sequence({name})})));
    }
    return emit_der(der_context(3, true), emit_der(kDerSequence, all));
  }
};

Result<Issuer> Issuer::read(const std::vector<Bytes>& certificates, ByteView key, std::string crl_url) {
  // Checking a pair of keys draws random numbers, which nothing depends on.
  Random random(0);
  const TlsWork work(random, Instant{});
  auto parts = std::make_shared<Parts>();
  if (certificates.empty()) return fail("certificates: there is none");
  for (std::size_t i = 0; i < certificates.size(); ++i) {
    const Bytes text = with_final_zero(certificates[i]);
    if (mbedtls_x509_crt_parse(&parts->chain.parsed, text.data(), text.size()) != 0)
      return fail("certificates[{}]: this is not a certificate", i);
  }
  const Bytes text = with_final_zero(key);
  if (mbedtls_pk_parse_key(&parts->key, text.data(), text.size(), nullptr, 0, tls_random, &random) != 0)
    return fail("key: this is not a private key without a password");
  if (mbedtls_pk_check_pair(&parts->own().pk, &parts->key, tls_random, &random) != 0)
    return fail("key: this is not the key of the first certificate");
  if (mbedtls_x509_crt_get_ca_istrue(&parts->own()) != 1)
    return fail("certificates[0]: this is not the certificate of a CA");
  parts->crl_url = std::move(crl_url);
  return Issuer(std::move(parts));
}

Result<Bytes> Issuer::issue(const SigningRequest& request, Validity validity, Random& random) const {
  const TlsWork work(random, validity.from);
  const Parts& issuer = *parts_;
  Bytes serial(kSerialSize);
  tls_random(&random, serial.data(), serial.size());
  serial.front() = static_cast<std::uint8_t>((serial.front() & 0x7f) | 0x40);  // positive, of full length
  const Bytes name = subject(request);
  const bool has_subject = name != sequence({});
  const Bytes version = emit_der(der_context(0, true), emit_der_number(Bytes{2}));  // v3
  return issuer.sign(
      sequence({version, emit_der_number(serial), issuer.algorithm(), copy(issuer.own().subject_raw),
                sequence({emit_time(validity.from), emit_time(validity.to)}), name, request.public_key,
                issuer.extensions(request, request.has_rsa_key, has_subject)}),
      random);
}

std::string Issuer::chain_pem() const {
  std::string pem;
  for (const mbedtls_x509_crt* one = &parts_->own(); one != nullptr; one = one->next)
    pem += to_pem("CERTIFICATE", {one->raw.p, one->raw.len});
  return pem;
}

// CertificateList (RFC 5280 section 5.1)
Result<Bytes> Issuer::revocation_list(const std::vector<Revocation>& revoked, std::uint64_t number,
                                      Validity validity, Random& random) const {
  const TlsWork work(random, validity.from);
  const Parts& issuer = *parts_;
  Bytes entries;
  for (const Revocation& one : revoked) {
    const Bytes entry = sequence({emit_der_number(one.serial), emit_time(one.when)});
    entries.insert(entries.end(), entry.begin(), entry.end());
  }
  // "When there are no revoked certificates, the revoked certificates list MUST be absent" (5.1.2.6).
  if (!revoked.empty()) entries = emit_der(kDerSequence, entries);
  Bytes digits;
  for (int shift = 56; shift >= 0; shift -= 8) digits.push_back(static_cast<std::uint8_t>(number >> shift));
  const Bytes extensions =
      sequence({extension(kAuthorityKeyIdentifier, false, issuer.authority_key_identifier()),
                extension(kCrlNumber, false, emit_der_number(digits))});
  return issuer.sign(sequence({emit_der_number(Bytes{1}), issuer.algorithm(), copy(issuer.own().subject_raw),
                               emit_time(validity.from), emit_time(validity.to), entries,
                               emit_der(der_context(0, true), extensions)}),
                     random);
}

IssuedFacts facts_of_issued(ByteView certificate) {
  Certificate one;
  if (mbedtls_x509_crt_parse_der(&one.parsed, certificate.data(), certificate.size()) != 0) return {};
  return {copy(one.parsed.serial), public_key_der(one.parsed.pk)};
}

}  // namespace tlscam
