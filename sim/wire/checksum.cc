#include "sim/wire/checksum.h"

namespace tlscam {
namespace {

std::uint64_t sum_of_words(ByteView bytes) {
  std::uint64_t sum = 0;
  for (std::size_t i = 0; i + 1 < bytes.size(); i += 2)
    sum += static_cast<std::uint64_t>(bytes[i] << 8 | bytes[i + 1]);
  if (bytes.size() % 2 != 0) sum += static_cast<std::uint64_t>(bytes.back()) << 8;  // padded with a zero
  return sum;
}

std::uint16_t fold(std::uint64_t sum) {
  while (sum > 0xffff) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
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
