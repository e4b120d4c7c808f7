#include "sim/wire/ip_address.h"

#include <fmt/format.h>

#include <algorithm>

#include "sim/wire/checksum.h"

namespace tlscam {

IpAddress::IpAddress(const Ipv4Address& address) {
  octets[10] = octets[11] = 0xff;
  std::ranges::copy(address.octets, octets.begin() + 12);
}

IpAddress::IpAddress(ByteView bytes) {
  std::ranges::copy(bytes.first(std::min(bytes.size(), octets.size())), octets.begin());
}

std::uint16_t transport_checksum(const IpEnds& ends, std::uint8_t protocol, ByteView segment) {
  // The sum over ::ffff:0:0/96 of both addresses of IPv4 adds nothing: 0xffff is zero in one's complement.
  // Numbers are summed as words, so that it does not matter that IPv6 has longer ones for the length and the
  // protocol.
  std::uint32_t sum = protocol + static_cast<std::uint32_t>(segment.size() >> 16) +
                      static_cast<std::uint32_t>(segment.size() & 0xffff);
  for (const ByteView part : {ByteView(ends.source.octets), ByteView(ends.destination.octets), segment}) {
    sum += static_cast<std::uint16_t>(~internet_checksum(part));
  }
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

std::string ipv6_text(const IpAddress& address) {
  std::array<std::uint16_t, 8> words{};
  for (std::size_t i = 0; i < words.size(); ++i) {
    words[i] = static_cast<std::uint16_t>(address.octets[2 * i] << 8 | address.octets[2 * i + 1]);
  }
  // "::" stands for the longest run of zeros, the first of the longest, and never for a single one.
  std::size_t run = 0;
  std::size_t run_size = 1;
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::size_t size = 0;
    while (i + size < words.size() && words[i + size] == 0) ++size;
    if (size > run_size) {
      run = i;
      run_size = size;
    }
  }
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (run_size > 1 && i == run) {
      text += "::";
      i += run_size - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    text += fmt::format("{:x}", words[i]);
  }
  return text;
}

}  // namespace tlscam
