#pragma once
#include <cstdint>
#include <string>
#include <string_view>

// Numbers as the values of fields show them. By hand, since a capture has millions of such values.

namespace tlscam {

std::string decimal_text(std::uint64_t value);
std::string hex8_text(std::uint64_t value);   ///< "0x1f"
std::string hex16_text(std::uint64_t value);  ///< "0x001f"
std::string hex32_text(std::uint64_t value);
std::string bytes_text(std::uint64_t count);  ///< "12 bytes"
std::string mac_text(std::uint64_t address);
std::string ipv4_text(std::uint64_t address);
std::string yes_text(std::uint64_t value);  ///< "yes", "no"
/// "TCP (6)", "IPv4 (0x0800)"; the number alone when it has no name.
std::string named_text(std::string_view name, std::uint64_t value);
std::string named_hex_text(std::string_view name, std::uint64_t value);
/// "49152 to 8443"
std::string range_text(std::string_view from, std::string_view to);

}  // namespace tlscam
