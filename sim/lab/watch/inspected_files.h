#pragma once
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "sim/certificate/certificate_file.h"

namespace tlscam {

/// Remembers what inspect() said: it verifies signatures, and views ask for the same files again and again.
class InspectedFiles {
 public:
  /// As inspect() says. Valid until the next call.
  const CertificateFile& inspect(ByteView bytes, std::string_view name);

 private:
  std::map<std::pair<std::string, Bytes>, CertificateFile> known_;
};

}  // namespace tlscam
