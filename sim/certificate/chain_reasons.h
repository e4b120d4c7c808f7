#pragma once
#include <mbedtls/x509_crt.h>

#include <vector>

#include "sim/certificate/chain.h"

namespace tlscam {

/// `ChainLink` is one certificate of a chain, with what is needed to find out why mbedTLS decided as it did:
/// mbedTLS reports only flags.
struct ChainLink {
  const ChainQuestion* question = nullptr;
  mbedtls_x509_crt* certificate = nullptr;
  mbedtls_x509_crt* parent = nullptr;  ///< the next one that mbedTLS took; null if it found or needed none
  bool parent_is_anchor = false;
  mbedtls_x509_crt* anchors = nullptr;    ///< all that were loaded; null if none
  mbedtls_x509_crt* presented = nullptr;  ///< all that were sent
  std::size_t depth = 0;                  ///< 0 for the leaf
  std::size_t self_issued = 0;            ///< number of self-issued intermediates so far
  bool is_anchor = false;
  std::uint32_t flags = 0;
};

/// `reasons_of` returns all checks of that certificate, in mbedTLS's order.
std::vector<ChainCheck> reasons_of(const ChainLink& link);

/// `profile_allows` tests whether the profile (mbedtls_x509_crt_profile_default) allows the kind and size of
/// a key.
bool profile_allows(const mbedtls_pk_context& key);

/// `same_name` compares as mbedTLS does, ignoring case (x509_name_cmp).
bool same_name(const mbedtls_x509_name& one, const mbedtls_x509_name& other);

}  // namespace tlscam
