#include "sim/wire/checksum.h"

#include "sim/base/writer.h"

namespace tlscam {
namespace {

std::uint64_t sum_of_words(ByteView bytes) {
  Cursor in(bytes);
  std::uint64_t sum = 0;
  while (in.remaining() >= 2) sum += in.u16be();
  if (!in.at_end()) sum += static_cast<std::uint64_t>(in.u8()) << 8;  // padded with a zero
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
  Writer pseudo_header;
  pseudo_header.bytes(source.octets).bytes(destination.octets).u8(0).u8(protocol);
  pseudo_header.u16be(static_cast<std::uint16_t>(segment.size()));
  return fold(sum_of_words(pseudo_header.view()) + sum_of_words(segment));
}

}  // namespace tlscam
