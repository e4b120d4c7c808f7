#include "sim/dissect/tree/number_text.h"

#include <fmt/format.h>

#include "sim/wire/address.h"

namespace tlscam {
namespace {

/// "0x" and as many digits, more when the number needs them.
std::string hex_text(std::uint64_t value, std::size_t digits) {
  while (digits < 16 && value >> (4 * digits) != 0) ++digits;
  std::string text(2 + digits, '0');
  text[1] = 'x';
  for (std::size_t i = 0; i < digits; ++i) {
    text[1 + digits - i] = "0123456789abcdef"[value >> (4 * i) & 0xf];
  }
  return text;
}

std::string with_number(std::string_view name, std::string_view number) {
  std::string text;
  text.reserve(name.size() + number.size() + 3);
  return text.append(name).append(" (").append(number).append(")");
}

}  // namespace

std::string decimal_text(std::uint64_t value) {
  return fmt::format_int(value).str();
}

std::string hex8_text(std::uint64_t value) {
  return hex_text(value, 2);
}

std::string hex16_text(std::uint64_t value) {
  return hex_text(value, 4);
}

std::string hex32_text(std::uint64_t value) {
  return hex_text(value, 8);
}

std::string bytes_text(std::uint64_t count) {
  std::string text = decimal_text(count);
  text += count == 1 ? " byte" : " bytes";
  return text;
}

std::string named_text(std::string_view name, std::uint64_t value) {
  return name.empty() ? decimal_text(value) : with_number(name, decimal_text(value));
}

std::string named_hex_text(std::string_view name, std::uint64_t value) {
  return name.empty() ? hex16_text(value) : with_number(name, hex16_text(value));
}

std::string range_text(std::string_view from, std::string_view to) {
  constexpr std::string_view kTo = " to ";
  std::string text;
  text.reserve(from.size() + kTo.size() + to.size());
  return text.append(from).append(kTo).append(to);
}

std::string mac_text(std::uint64_t address) {
  MacAddress mac;
  for (std::size_t i = 0; i < 6; ++i) mac.octets[i] = static_cast<std::uint8_t>(address >> (40 - 8 * i));
  return to_text(mac);
}

std::string ipv4_text(std::uint64_t address) {
  Ipv4Address ip;
  for (std::size_t i = 0; i < 4; ++i) ip.octets[i] = static_cast<std::uint8_t>(address >> (24 - 8 * i));
  return to_text(ip);
}

std::string yes_text(std::uint64_t value) {
  return value != 0 ? "yes" : "no";
}

}  // namespace tlscam
