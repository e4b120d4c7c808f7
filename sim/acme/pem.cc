#include "sim/acme/pem.h"

#include <fmt/format.h>

#include "sim/base/base64.h"
#include "sim/certificate/pem_blocks.h"

namespace tlscam {

std::string to_pem(std::string_view label, ByteView der) {
  constexpr std::size_t kLineLength = 64;
  const std::string text = to_base64(der);
  std::string pem = fmt::format("-----BEGIN {}-----\n", label);
  for (std::size_t i = 0; i < text.size(); i += kLineLength) pem += text.substr(i, kLineLength) + "\n";
  return pem + fmt::format("-----END {}-----\n", label);
}

Result<Bytes> der_of_file(ByteView file) {
  std::vector<PemBlock> blocks = read_pem(file);
  if (blocks.empty()) return Bytes(file.begin(), file.end());
  PemBlock& first = blocks.front();
  if (first.der.empty()) return fail("the PEM file cannot be read: {}", first.problem);
  return std::move(first.der);
}

}  // namespace tlscam
