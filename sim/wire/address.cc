#include "sim/wire/address.h"

#include <algorithm>
#include <charconv>
#include <iterator>

namespace tlscam {

std::string to_text(MacAddress address) {
  constexpr char kDigits[] = "0123456789abcdef";
  std::string text(3 * address.octets.size() - 1, ':');
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    text[3 * i] = kDigits[address.octets[i] >> 4];
    text[3 * i + 1] = kDigits[address.octets[i] & 0xf];
  }
  return text;
}

std::string to_text(Ipv4Address address) {
  char text[16];
  char* end = text;
  for (const std::uint8_t octet : address.octets) {
    end = std::to_chars(end, std::end(text), octet).ptr;
    *end++ = '.';
  }
  return {text, end - 1};
}

std::optional<Ipv4Address> parse_ipv4(std::string_view text) {
  Ipv4Address address;
  const char* at = text.data();
  const char* const end = at + text.size();
  for (std::size_t i = 0; i < address.octets.size(); ++i) {
    if (i > 0 && (at == end || *at++ != '.')) return std::nullopt;
    const char* const start = at;
    const auto [after, error] = std::from_chars(at, end, address.octets[i]);
    if (error != std::errc()) return std::nullopt;
    // Some programs read "010" as octal and some as decimal, so it is rejected here.
    if (*start == '0' && after - start > 1) return std::nullopt;
    at = after;
  }
  if (at != end) return std::nullopt;
  return address;
}

MacAddress read_mac(Cursor& in) {
  MacAddress mac;
  std::ranges::copy(in.take(mac.octets.size()), mac.octets.begin());
  return mac;
}

Ipv4Address read_ipv4(Cursor& in) {
  Ipv4Address address;
  std::ranges::copy(in.take(address.octets.size()), address.octets.begin());
  return address;
}

}  // namespace tlscam
