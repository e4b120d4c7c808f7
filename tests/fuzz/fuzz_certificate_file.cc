// This inspects files of any content. The result must be consistent.
#include <cstdint>
#include <cstdlib>

#include "sim/certificate/certificate_file.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const CertificateFile file = inspect({data, size}, "file");
  const bool has_certificate = file.content == FileContent::certificate || file.content == FileContent::chain;
  if (has_certificate == file.certificates.empty()) std::abort();
  if (file.summary.empty() || file.camera.reason.empty()) std::abort();
  if (file.camera.good() && file.encoding != FileEncoding::der) std::abort();
  if (file.camera.good() && !file.camera.command.empty()) std::abort();
  if (!file.public_key.empty() && !key_belongs(file, file)) std::abort();
  return 0;
}
