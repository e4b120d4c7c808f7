#pragma once
#include <mbedtls/x509_crt.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// Whether a camera that connects to a name or address takes a certificate for that one's.
struct NameMatch {
  std::string name;
  bool accepted = false;  ///< by mbedTLS's own matcher
  std::string reason;     ///< one sentence: which name of the certificate, or why none
};

/// `accepted` is what mbedTLS decided; the reason is found here.
NameMatch explain_name(const mbedtls_x509_crt& certificate, std::string_view name, bool accepted);

/// A row for each name, of the certificate at the start of the bytes. Without names: for those that show what
/// the certificate covers and what it does not. Fails when the bytes are no certificate that mbedTLS reads.
Result<std::vector<NameMatch>> who_may_connect(ByteView der, std::vector<std::string> names);

}  // namespace tlscam
