#pragma once
#include <optional>
#include <string_view>

namespace tlscam {

/// `error_number` reads the number of an OSError as MicroPython prints it: "OSError: [Errno 12] ENOMEM",
/// "OSError(12,)", "OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')", "OSError: -2". Other
/// exceptions have none.
std::optional<int> error_number(std::string_view exception);

/// A code of mbedTLS may be a high-level one plus a low-level one (error.h): -0x2180 - 0x62. `high_level_of`
/// returns the high-level code, or the code itself when it has only one part.
constexpr int high_level_of(int code) {
  const int high = -code & 0x7F80;
  return code < -0x7F && high != 0 ? -high : code;
}

}  // namespace tlscam
