#pragma once
#include <mbedtls/x509_crt.h>

#include <vector>

#include "sim/certificate/chain.h"

namespace tlscam {

/// Finds out why mbedTLS decided as it did about one certificate of a chain: it tells flags only.
struct ChainLink {
  const ChainQuestion* question = nullptr;
  mbedtls_x509_crt* certificate = nullptr;
  mbedtls_x509_crt* parent =
      nullptr;  ///< the next one that mbedTLS took; null: it found none, or needed none
  bool parent_is_anchor = false;
  mbedtls_x509_crt* anchors = nullptr;    ///< all that were loaded; null: none
  mbedtls_x509_crt* presented = nullptr;  ///< all that were sent
  std::size_t depth = 0;                  ///< 0: the leaf
  std::size_t self_issued = 0;            ///< of the intermediates so far
  bool is_anchor = false;
  std::uint32_t flags = 0;
};

/// All checks of that certificate, in mbedTLS's order.
std::vector<ChainCheck> reasons_of(const ChainLink& link);

/// Whether a key is of a kind and size that the profile allows (mbedtls_x509_crt_profile_default).
bool profile_allows(const mbedtls_pk_context& key);

/// As mbedTLS compares them: letters of either case are the same (x509_name_cmp).
bool same_name(const mbedtls_x509_name& one, const mbedtls_x509_name& other);

}  // namespace tlscam
