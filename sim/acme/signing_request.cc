#include "sim/acme/signing_request.h"

#include <mbedtls/md.h>
#include <mbedtls/pk.h>

#include <algorithm>
#include <optional>

#include "sim/acme/pem.h"
#include "sim/base/cursor.h"
#include "sim/stack/tls_work.h"
#include "sim/wire/der.h"
#include "sim/wire/dns.h"

namespace tlscam {
namespace {

constexpr std::string_view kCommonName = "2.5.4.3";
constexpr std::string_view kExtensionRequest = "1.2.840.113549.1.9.14";  // RFC 2985 section 5.4.2
constexpr std::string_view kSubjectAlternativeName = "2.5.29.17";
constexpr std::uint8_t kDnsName = der_context(2, false);  // GeneralName (RFC 5280 section 4.2.1.6)
constexpr std::uint8_t kIpAddress = der_context(7, false);

struct SignatureAlgorithm {
  std::string_view oid;
  mbedtls_md_type_t hash;
  mbedtls_pk_type_t key;
};

constexpr SignatureAlgorithm kAlgorithms[] = {
    {"1.2.840.10045.4.3.2", MBEDTLS_MD_SHA256, MBEDTLS_PK_ECKEY},  // RFC 5758 section 3.2
    {"1.2.840.10045.4.3.3", MBEDTLS_MD_SHA384, MBEDTLS_PK_ECKEY},
    {"1.2.840.10045.4.3.4", MBEDTLS_MD_SHA512, MBEDTLS_PK_ECKEY},
    {"1.2.840.113549.1.1.11", MBEDTLS_MD_SHA256, MBEDTLS_PK_RSA},  // RFC 8017 appendix A.2.4
    {"1.2.840.113549.1.1.12", MBEDTLS_MD_SHA384, MBEDTLS_PK_RSA},
    {"1.2.840.113549.1.1.13", MBEDTLS_MD_SHA512, MBEDTLS_PK_RSA},
};

struct Element {
  std::uint8_t tag = 0;
  ByteView content;
  ByteView whole;
};

// The next element; after a malformed one the cursor has failed.
Element take_element(Cursor& in) {
  Cursor ahead = in;
  const auto header = read_der_header(ahead.rest());
  if (!header) {
    in.skip(in.remaining() + 1);
    return {};
  }
  const ByteView whole = in.take(header->size + header->length);
  if (!in.ok()) return {};
  return {header->tag, whole.subspan(header->size), whole};
}

// `Parts` are those of a CertificationRequest (RFC 2986 section 4.2).
struct Parts {
  ByteView signed_part;
  ByteView subject;
  ByteView public_key;
  ByteView attributes;
  std::string algorithm;
  ByteView signature;
};

std::optional<Parts> take_apart(ByteView der) {
  Cursor file(der);
  Cursor request(take_element(file).content);
  const Element information = take_element(request);
  Cursor algorithm(take_element(request).content);
  const Element signature = take_element(request);
  Cursor fields(information.content);
  take_element(fields);  // the version
  Parts parts;
  parts.signed_part = information.whole;
  parts.subject = take_element(fields).content;
  parts.public_key = take_element(fields).whole;
  if (!fields.at_end()) parts.attributes = take_element(fields).content;
  parts.algorithm = oid_text(take_element(algorithm).content);
  const bool good = file.ok() && file.at_end() && request.ok() && request.at_end() && fields.ok() &&
                    algorithm.ok() && signature.tag == kDerBitString && !signature.content.empty();
  if (!good) return std::nullopt;
  parts.signature = signature.content.subspan(1);  // after the number of unused bits
  return parts;
}

// `PublicKey` is a key that mbedTLS has read.
struct PublicKey {
  mbedtls_pk_context key;

  PublicKey() { mbedtls_pk_init(&key); }
  ~PublicKey() { mbedtls_pk_free(&key); }
  PublicKey(const PublicKey&) = delete;
  PublicKey& operator=(const PublicKey&) = delete;

  bool load(ByteView der) { return mbedtls_pk_parse_public_key(&key, der.data(), der.size()) == 0; }

  bool has_signed(const Parts& parts) {
    const auto algorithm = std::ranges::find(kAlgorithms, parts.algorithm, &SignatureAlgorithm::oid);
    if (algorithm == std::end(kAlgorithms) || mbedtls_pk_get_type(&key) != algorithm->key) return false;
    const mbedtls_md_info_t* const hash_kind = mbedtls_md_info_from_type(algorithm->hash);
    Bytes hash(mbedtls_md_get_size(hash_kind));
    mbedtls_md(hash_kind, parts.signed_part.data(), parts.signed_part.size(), hash.data());
    return mbedtls_pk_verify(&key, algorithm->hash, hash.data(), hash.size(), parts.signature.data(),
                             parts.signature.size()) == 0;
  }

  bool is_rsa() const { return mbedtls_pk_get_type(&key) == MBEDTLS_PK_RSA; }

  bool is_weak() const {
    constexpr std::size_t kFewestRsaBits = 2048;
    if (is_rsa()) return mbedtls_pk_get_bitlen(&key) < kFewestRsaBits;
    if (mbedtls_pk_get_type(&key) != MBEDTLS_PK_ECKEY) return true;
    const mbedtls_ecp_group_id curve = mbedtls_ecp_keypair_get_group_id(mbedtls_pk_ec(key));
    return curve != MBEDTLS_ECP_DP_SECP256R1 && curve != MBEDTLS_ECP_DP_SECP384R1;
  }
};

Result<void> add_name(SigningRequest& request, ByteView bytes) {
  const std::string name = normal_dns_name(as_text(bytes));
  const bool plain = std::ranges::all_of(name, [](char c) { return c > 0x20 && c < 0x7f; });
  if (name.empty() || !plain) return fail("the CSR has a name that is not plain ASCII");
  if (std::ranges::find(request.names, name) == request.names.end()) request.names.push_back(name);
  return {};
}

// SEQUENCE OF SET OF SEQUENCE { type, value } (RFC 5280 section 4.1.2.4)
Result<void> add_common_names(SigningRequest& request, ByteView subject) {
  for (Cursor sets(subject); sets.ok() && !sets.at_end();) {
    for (Cursor set(take_element(sets).content); set.ok() && !set.at_end();) {
      Cursor attribute(take_element(set).content);
      const std::string type = oid_text(take_element(attribute).content);
      if (type != kCommonName) continue;
      if (auto added = add_name(request, take_element(attribute).content); !added) return added;
    }
  }
  return {};
}

Result<void> add_alternative_names(SigningRequest& request, ByteView extension) {
  Cursor value(extension);
  for (Cursor names(take_element(value).content); names.ok() && !names.at_end();) {
    const Element name = take_element(names);
    if (name.tag == kDnsName) {
      if (auto added = add_name(request, name.content); !added) return added;
    } else if (name.tag == kIpAddress && name.content.size() == Ipv4Address{}.octets.size()) {
      std::ranges::copy(name.content, request.addresses.emplace_back().octets.begin());
    } else {
      return fail("the CSR has an alternative name that is neither a DNS name nor an IPv4 address");
    }
  }
  return {};
}

// The extensions that the certificate shall have stand in one of the attributes; others are ignored.
Result<void> add_requested_names(SigningRequest& request, ByteView attributes) {
  for (Cursor all(attributes); all.ok() && !all.at_end();) {
    Cursor attribute(take_element(all).content);
    if (oid_text(take_element(attribute).content) != kExtensionRequest) continue;
    Cursor values(take_element(attribute).content);
    for (Cursor extensions(take_element(values).content); extensions.ok() && !extensions.at_end();) {
      Cursor extension(take_element(extensions).content);
      if (oid_text(take_element(extension).content) != kSubjectAlternativeName) continue;
      Element value = take_element(extension);
      if (value.tag == kDerBoolean) value = take_element(extension);  // critical
      if (auto added = add_alternative_names(request, value.content); !added) return added;
    }
  }
  return {};
}

}  // namespace

Result<SigningRequest> SigningRequest::read(ByteView file) {
  // Verifying a signature may draw numbers, which nothing depends on.
  Random random(0);
  const TlsWork work(random, Instant{});
  auto der = der_of_file(file);
  if (!der) return tl::unexpected(der.error());
  const auto parts = take_apart(*der);
  if (!parts) return fail("this is not a certificate signing request");
  PublicKey key;
  if (!key.load(parts->public_key)) return fail("the key of the CSR is neither RSA nor ECDSA");
  if (!key.has_signed(*parts)) return fail("the CSR is not signed by its own key");

  SigningRequest request;
  request.public_key.assign(parts->public_key.begin(), parts->public_key.end());
  request.has_rsa_key = key.is_rsa();
  request.is_weak = key.is_weak();
  if (auto added = add_common_names(request, parts->subject); !added) return tl::unexpected(added.error());
  if (auto added = add_requested_names(request, parts->attributes); !added)
    return tl::unexpected(added.error());
  request.der = std::move(*der);
  return request;
}

}  // namespace tlscam
