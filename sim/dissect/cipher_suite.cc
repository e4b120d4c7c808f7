#include "sim/dissect/cipher_suite.h"

#include <fmt/format.h>

#include "sim/dissect/registry.h"

namespace tlscam {

std::string cipher_suite_name(std::uint16_t suite) {
  const std::string_view name = registered_name(Registry::cipher_suites, suite);
  return name.empty() ? fmt::format("0x{:04x}", suite) : std::string(name);
}

}  // namespace tlscam
