#pragma once
#include <fstream>
#include <iterator>
#include <string>

#include "sim/certificate/certificate_file.h"

namespace tlscam {

/// `golden` reads a file of tests/golden/certificates.
inline std::string golden(const std::string& name) {
  std::ifstream in(TLSCAM_SOURCE_DIR "/tests/golden/certificates/" + name, std::ios::binary);
  return std::string(std::istreambuf_iterator<char>(in), {});
}

inline CertificateFile inspect_golden(const std::string& name) {
  const std::string bytes = golden(name);
  return inspect(as_bytes(bytes), name);
}

}  // namespace tlscam
