#pragma once
#include <mbedtls/x509_crt.h>

#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// `NameMatch` says whether a camera that connects to a name or address accepts a certificate for it.
struct NameMatch {
  std::string name;
  bool accepted = false;  ///< by mbedTLS's own matcher
  std::string reason;     ///< one sentence: which name of the certificate fits, or why none does
};

/// `explain_name` takes `accepted` from mbedTLS and finds the reason itself.
NameMatch explain_name(const mbedtls_x509_crt& certificate, std::string_view name, bool accepted);

/// `who_may_connect` gives a row for each name, judged by the certificate at the start of the bytes. Without
/// names, it picks some that show what the certificate covers and what it does not. It fails when the bytes
/// are not a certificate that mbedTLS reads.
Result<std::vector<NameMatch>> who_may_connect(ByteView der, std::vector<std::string> names);

}  // namespace tlscam
