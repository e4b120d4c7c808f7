#include "sim/wire/ipv4.h"

#include "sim/base/writer.h"
#include "sim/wire/checksum.h"

namespace tlscam {
namespace {

constexpr std::size_t kHeaderSize = 20;
constexpr std::size_t kChecksumAt = 10;
constexpr std::uint16_t kDontFragment = 0x4000;
constexpr std::uint16_t kMoreFragments = 0x2000;

}  // namespace

Result<Ipv4Packet> parse_ipv4_packet(ByteView bytes) {
  Cursor in(bytes);
  const std::uint8_t version_and_length = in.u8();
  in.skip(1);  // type of service
  const std::size_t total = in.u16be();
  Ipv4Packet packet;
  packet.identification = in.u16be();
  const std::uint16_t fragment = in.u16be();
  packet.time_to_live = in.u8();
  packet.protocol = in.u8();
  in.skip(2);  // the checksum, verified below with the rest of the header
  packet.source = read_ipv4(in);
  packet.destination = read_ipv4(in);
  if (!in.ok()) return fail("IPv4: the packet has {} bytes, its header alone has 20", bytes.size());

  if (version_and_length >> 4 != 4) return fail("IPv4: the version is {}", version_and_length >> 4);
  const std::size_t header = (version_and_length & 0x0fu) * 4u;
  if (header < kHeaderSize || total < header || total > bytes.size()) {
    return fail("IPv4: a header of {} bytes in a packet of {} does not fit into the {} bytes received",
                header, total, bytes.size());
  }
  if (internet_checksum(bytes.first(header)) != 0) return fail("IPv4: the header checksum is wrong");
  packet.dont_fragment = (fragment & kDontFragment) != 0;
  packet.more_fragments = (fragment & kMoreFragments) != 0;
  packet.fragment_offset = static_cast<std::uint16_t>((fragment & 0x1fff) * 8);
  packet.payload = bytes.subspan(header, total - header);
  return packet;
}

Bytes emit_ipv4_packet(const Ipv4Packet& packet) {
  Writer out;
  out.u8(0x45).u8(0).u16be(static_cast<std::uint16_t>(kHeaderSize + packet.payload.size()));
  const int flags = (packet.dont_fragment ? kDontFragment : 0) | (packet.more_fragments ? kMoreFragments : 0);
  out.u16be(packet.identification).u16be(static_cast<std::uint16_t>(flags | packet.fragment_offset / 8));
  out.u8(packet.time_to_live).u8(packet.protocol).u16be(0);
  out.bytes(packet.source.octets).bytes(packet.destination.octets);
  out.patch_u16be(kChecksumAt, internet_checksum(out.view()));
  return out.bytes(packet.payload).take();
}

}  // namespace tlscam
