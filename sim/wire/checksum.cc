#include "sim/wire/checksum.h"

#include <bit>
#include <cstring>

namespace tlscam {
namespace {

std::uint64_t folded(std::uint64_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return sum;
}

// The sum is the same in either order of bytes, but for the order of its own two (RFC 1071, section 2 B):
// four bytes at a time are added as this computer has them.
std::uint64_t sum_of_words(ByteView bytes) {
  std::uint64_t sum = 0;
  std::size_t at = 0;
  for (; at + 4 <= bytes.size(); at += 4) {
    std::uint32_t word;
    std::memcpy(&word, &bytes[at], sizeof word);
    sum += word;
  }
  sum = folded(sum);
  if constexpr (std::endian::native == std::endian::little) sum = (sum & 0xff) << 8 | sum >> 8;
  for (; at + 1 < bytes.size(); at += 2) sum += static_cast<std::uint64_t>(bytes[at] << 8 | bytes[at + 1]);
  if (at < bytes.size()) sum += static_cast<std::uint64_t>(bytes[at]) << 8;  // padded with a zero
  return sum;
}

std::uint16_t fold(std::uint64_t sum) {
  return static_cast<std::uint16_t>(~folded(sum));
}

}  // namespace

std::uint16_t internet_checksum(ByteView bytes) {
  return fold(sum_of_words(bytes));
}

std::uint16_t transport_checksum(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol,
                                 ByteView segment) {
  // The pseudo header has both addresses, the protocol and the length.
  const std::uint64_t pseudo_header =
      sum_of_words(source.octets) + sum_of_words(destination.octets) + protocol + (segment.size() & 0xffff);
  return fold(pseudo_header + sum_of_words(segment));
}

}  // namespace tlscam
