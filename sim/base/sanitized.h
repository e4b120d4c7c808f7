#pragma once

namespace tlscam {

/// Whether AddressSanitizer is built in, which needs more of the computer than a confined process may use.
#if defined(__SANITIZE_ADDRESS__)
inline constexpr bool kSanitized = true;  // GCC
#elif defined(__has_feature)
inline constexpr bool kSanitized = __has_feature(address_sanitizer);  // Clang
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace tlscam
