#include "sim/certificate/pem_blocks.h"

#include <fmt/format.h>
#include <mbedtls/pem.h>

#include <string_view>

namespace tlscam {
namespace {

constexpr std::string_view kBegin = "-----BEGIN ";
constexpr std::string_view kDashes = "-----";
constexpr std::size_t kLongestLabel = 64;
constexpr std::size_t kMostBlocks = 100;

/// The text is one block, from its first line to the end of its last.
void read_block(PemBlock& block, const std::string& text) {
  const std::string header = fmt::format("-----BEGIN {}-----", block.label);
  const std::string footer = fmt::format("-----END {}-----", block.label);
  mbedtls_pem_context context;
  mbedtls_pem_init(&context);
  std::size_t used = 0;
  const int error =
      mbedtls_pem_read_buffer(&context, header.c_str(), footer.c_str(),
                              reinterpret_cast<const unsigned char*>(text.c_str()), nullptr, 0, &used);
  if (error == 0) {
    std::size_t size = 0;
    const unsigned char* der = mbedtls_pem_get_buffer(&context, &size);
    block.der.assign(der, der + size);
  } else if (error == MBEDTLS_ERR_PEM_PASSWORD_REQUIRED || error == MBEDTLS_ERR_PEM_FEATURE_UNAVAILABLE) {
    block.encrypted = true;
  } else {
    block.problem = "the text between its BEGIN and END lines is not valid Base64; was it copied whole?";
  }
  mbedtls_pem_free(&context);
}

}  // namespace

std::vector<PemBlock> read_pem(ByteView bytes) {
  std::vector<PemBlock> blocks;
  std::string_view rest = as_text(bytes);
  while (blocks.size() < kMostBlocks) {
    const std::size_t begin = rest.find(kBegin);
    if (begin == std::string_view::npos) break;
    rest.remove_prefix(begin);
    const std::size_t label_end = rest.find(kDashes, kBegin.size());
    if (label_end == std::string_view::npos || label_end - kBegin.size() > kLongestLabel) {
      rest.remove_prefix(kBegin.size());
      continue;
    }
    PemBlock block;
    block.label = rest.substr(kBegin.size(), label_end - kBegin.size());
    const std::string footer = fmt::format("-----END {}-----", block.label);
    const std::size_t end = rest.find(footer);
    if (end == std::string_view::npos) {
      block.problem = fmt::format("the line \"{}\" is missing; was the file copied whole?", footer);
      rest.remove_prefix(label_end);
    } else {
      read_block(block, std::string(rest.substr(0, end + footer.size())));
      rest.remove_prefix(end + footer.size());
    }
    blocks.push_back(std::move(block));
  }
  return blocks;
}

}  // namespace tlscam
