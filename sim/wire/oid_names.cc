#include "sim/wire/oid_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace tlscam {
namespace {

struct OidName {
  std::string_view oid;
  std::string_view name;
  std::string_view short_name{};
};

constexpr OidName kNames[] = {
    // Attributes of names (RFC 5280, A.1; RFC 4519)
    {"2.5.4.3", "commonName", "CN"},
    {"2.5.4.4", "surname", "SN"},
    {"2.5.4.5", "serialNumber", "serialNumber"},
    {"2.5.4.6", "countryName", "C"},
    {"2.5.4.7", "localityName", "L"},
    {"2.5.4.8", "stateOrProvinceName", "ST"},
    {"2.5.4.9", "streetAddress", "street"},
    {"2.5.4.10", "organizationName", "O"},
    {"2.5.4.11", "organizationalUnitName", "OU"},
    {"2.5.4.12", "title", "title"},
    {"2.5.4.13", "description", "description"},
    {"2.5.4.15", "businessCategory", "businessCategory"},
    {"2.5.4.17", "postalCode", "postalCode"},
    {"2.5.4.41", "name", "name"},
    {"2.5.4.42", "givenName", "GN"},
    {"2.5.4.46", "dnQualifier", "dnQualifier"},
    {"2.5.4.97", "organizationIdentifier", "organizationIdentifier"},
    {"0.9.2342.19200300.100.1.1", "userId", "UID"},
    {"0.9.2342.19200300.100.1.25", "domainComponent", "DC"},
    {"1.2.840.113549.1.9.1", "emailAddress", "emailAddress"},
    // Attributes of requests (RFC 2985)
    {"1.2.840.113549.1.9.2", "unstructuredName"},
    {"1.2.840.113549.1.9.7", "challengePassword"},
    {"1.2.840.113549.1.9.14", "extensionRequest"},
    // Extensions (RFC 5280, 4.2)
    {"2.5.29.9", "subjectDirectoryAttributes"},
    {"2.5.29.14", "subjectKeyIdentifier"},
    {"2.5.29.15", "keyUsage"},
    {"2.5.29.16", "privateKeyUsagePeriod"},
    {"2.5.29.17", "subjectAltName"},
    {"2.5.29.18", "issuerAltName"},
    {"2.5.29.19", "basicConstraints"},
    {"2.5.29.30", "nameConstraints"},
    {"2.5.29.31", "cRLDistributionPoints"},
    {"2.5.29.32", "certificatePolicies"},
    {"2.5.29.32.0", "anyPolicy"},
    {"2.5.29.33", "policyMappings"},
    {"2.5.29.35", "authorityKeyIdentifier"},
    {"2.5.29.36", "policyConstraints"},
    {"2.5.29.37", "extKeyUsage"},
    {"2.5.29.37.0", "anyExtendedKeyUsage"},
    {"2.5.29.46", "freshestCRL"},
    {"2.5.29.54", "inhibitAnyPolicy"},
    {"1.3.6.1.5.5.7.1.1", "authorityInfoAccess"},
    {"1.3.6.1.5.5.7.1.11", "subjectInfoAccess"},
    {"1.3.6.1.5.5.7.1.24", "tlsFeature"},
    {"1.3.6.1.4.1.11129.2.4.2", "signedCertificateTimestamps"},
    {"1.3.6.1.4.1.11129.2.4.3", "precertificatePoison"},
    {"2.16.840.1.113730.1.1", "netscapeCertType"},
    {"2.16.840.1.113730.1.13", "netscapeComment"},
    // Purposes of a key (RFC 5280, 4.2.1.12)
    {"1.3.6.1.5.5.7.3.1", "serverAuth"},
    {"1.3.6.1.5.5.7.3.2", "clientAuth"},
    {"1.3.6.1.5.5.7.3.3", "codeSigning"},
    {"1.3.6.1.5.5.7.3.4", "emailProtection"},
    {"1.3.6.1.5.5.7.3.8", "timeStamping"},
    {"1.3.6.1.5.5.7.3.9", "OCSPSigning"},
    // Access to the issuer (RFC 5280, 4.2.2.1), policies
    {"1.3.6.1.5.5.7.48.1", "OCSP"},
    {"1.3.6.1.5.5.7.48.2", "caIssuers"},
    {"1.3.6.1.5.5.7.2.1", "certificationPracticeStatement"},
    {"1.3.6.1.5.5.7.2.2", "userNotice"},
    {"2.23.140.1.2.1", "domainValidated"},
    {"2.23.140.1.2.2", "organizationValidated"},
    // Keys and curves (RFC 3279, RFC 5480, RFC 5639, RFC 8410)
    {"1.2.840.113549.1.1.1", "rsaEncryption"},
    {"1.2.840.10045.2.1", "ecPublicKey"},
    {"1.2.840.10040.4.1", "dsa"},
    {"1.2.840.10045.3.1.1", "P-192"},
    {"1.2.840.10045.3.1.7", "P-256"},
    {"1.3.132.0.33", "P-224"},
    {"1.3.132.0.34", "P-384"},
    {"1.3.132.0.35", "P-521"},
    {"1.3.132.0.31", "secp192k1"},
    {"1.3.132.0.32", "secp224k1"},
    {"1.3.132.0.10", "secp256k1"},
    {"1.3.36.3.3.2.8.1.1.7", "brainpoolP256r1"},
    {"1.3.36.3.3.2.8.1.1.11", "brainpoolP384r1"},
    {"1.3.36.3.3.2.8.1.1.13", "brainpoolP512r1"},
    {"1.2.840.10045.1.1", "prime-field"},
    {"1.3.101.110", "X25519"},
    {"1.3.101.111", "X448"},
    {"1.3.101.112", "Ed25519"},
    {"1.3.101.113", "Ed448"},
    {"2.16.840.1.101.3.4.3.17", "ML-DSA-44"},
    {"2.16.840.1.101.3.4.3.18", "ML-DSA-65"},
    {"2.16.840.1.101.3.4.3.19", "ML-DSA-87"},
    // Signatures (RFC 8017, RFC 5758)
    {"1.2.840.113549.1.1.4", "md5WithRSAEncryption"},
    {"1.2.840.113549.1.1.5", "sha1WithRSAEncryption"},
    {"1.2.840.113549.1.1.8", "mgf1"},
    {"1.2.840.113549.1.1.10", "RSASSA-PSS"},
    {"1.2.840.113549.1.1.11", "sha256WithRSAEncryption"},
    {"1.2.840.113549.1.1.12", "sha384WithRSAEncryption"},
    {"1.2.840.113549.1.1.13", "sha512WithRSAEncryption"},
    {"1.2.840.113549.1.1.14", "sha224WithRSAEncryption"},
    {"1.2.840.10045.4.1", "ecdsa-with-SHA1"},
    {"1.2.840.10045.4.3.1", "ecdsa-with-SHA224"},
    {"1.2.840.10045.4.3.2", "ecdsa-with-SHA256"},
    {"1.2.840.10045.4.3.3", "ecdsa-with-SHA384"},
    {"1.2.840.10045.4.3.4", "ecdsa-with-SHA512"},
    // Hashes, and encryption of private keys with a pass phrase (RFC 8018)
    {"1.3.14.3.2.26", "SHA-1"},
    {"2.16.840.1.101.3.4.2.1", "SHA-256"},
    {"2.16.840.1.101.3.4.2.2", "SHA-384"},
    {"2.16.840.1.101.3.4.2.3", "SHA-512"},
    {"1.2.840.113549.1.5.12", "PBKDF2"},
    {"1.2.840.113549.1.5.13", "PBES2"},
    {"1.2.840.113549.2.7", "hmacWithSHA1"},
    {"1.2.840.113549.2.9", "hmacWithSHA256"},
    {"1.2.840.113549.3.7", "des-EDE3-CBC"},
    {"1.3.6.1.4.1.11591.4.11", "scrypt"},
    {"2.16.840.1.101.3.4.1.2", "aes128-CBC"},
    {"2.16.840.1.101.3.4.1.42", "aes256-CBC"},
};

}  // namespace

std::string_view oid_name(std::string_view oid) {
  const auto found = std::ranges::find(kNames, oid, &OidName::oid);
  return found == std::end(kNames) ? std::string_view() : found->name;
}

std::string_view attribute_short_name(std::string_view oid) {
  const auto found = std::ranges::find(kNames, oid, &OidName::oid);
  return found == std::end(kNames) || found->short_name.empty() ? oid : found->short_name;
}

std::string oid_with_name(std::string_view oid) {
  const std::string_view name = oid_name(oid);
  return name.empty() ? std::string(oid) : fmt::format("{} ({})", name, oid);
}

}  // namespace tlscam
