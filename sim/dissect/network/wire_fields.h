#pragma once
#include "sim/dissect/tree/field_reader.h"
#include "sim/wire/ip_address.h"
#include "sim/wire/tcp.h"

// The dissectors below TLS, a file each: they read a format and leave its fields, as a table of the format.

namespace tlscam {

/// A segment or a datagram, over either version of IP. The payload is borrowed.
struct CarriedSegment {
  IpEnds ends;
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t sequence = 0;  ///< from here on: TCP only
  std::uint32_t acknowledgment = 0;
  std::uint8_t flags = 0;
  ByteView payload{};

  bool has(std::uint8_t flag) const { return (flags & flag) != 0; }
};

/// A part of a packet of either version of IP that was cut on its way.
struct IpFragment {
  bool ipv6 = false;
  IpEnds ends;
  std::uint8_t protocol = 0;
  std::uint32_t identification = 0;
  std::size_t offset = 0;  ///< bytes
  bool more = false;       ///< it is not the last one
};

/// `UpperLayer` goes on where the headers end. The reader stands at the payload, and its block ends with the
/// payload.
class UpperLayer {
 public:
  virtual ~UpperLayer() = default;
  virtual void tcp(FieldReader& in, const CarriedSegment& segment) = 0;
  virtual void udp(FieldReader& in, const CarriedSegment& datagram) = 0;
  virtual void fragment(FieldReader& in, const IpFragment& fragment) = 0;
};

/// A frame of any link type (sim/wire/link_frame.h), with all that is in it.
void dissect_frame(FieldReader& in, std::uint16_t link_type, UpperLayer& upper);
/// `dissect_ether_type` reads the packet behind the type field of Ethernet, and the padding behind it.
void dissect_ether_type(FieldReader& in, std::uint16_t type, UpperLayer& upper);
/// A session of PPP over Ethernet.
void dissect_pppoe(FieldReader& in, UpperLayer& upper);
/// A frame of Ethernet, with all that is in it.
void dissect_ethernet(FieldReader& in, UpperLayer& upper);
void dissect_arp(FieldReader& in);
/// A packet, with all that is in it.
void dissect_ipv4(FieldReader& in, UpperLayer& upper);
/// `dissect_ipv4_payload` reads what a packet of IPv4 carries.
void dissect_ipv4_payload(FieldReader& in, std::uint8_t protocol, const IpEnds& ends, UpperLayer& upper);
void dissect_ipv6(FieldReader& in, UpperLayer& upper);
/// `dissect_ipv6_payload` reads what a packet of IPv6 carries after its first header.
void dissect_ipv6_payload(FieldReader& in, std::uint8_t next, const IpEnds& ends, UpperLayer& upper);
void dissect_icmp(FieldReader& in);
/// The addresses are for the checksum.
void dissect_tcp(FieldReader& in, const IpEnds& ends, UpperLayer& upper);
void dissect_udp(FieldReader& in, const IpEnds& ends, UpperLayer& upper);
void dissect_dhcp(FieldReader& in);
/// Also multicast DNS.
void dissect_dns(FieldReader& in);
void dissect_ntp(FieldReader& in);
/// `may_be_quic` is true for a datagram with the long header of QUIC, in a version that is known by number.
bool may_be_quic(ByteView datagram);
/// The long header (RFC 8999 section 5.1). The rest is out of scope.
void dissect_quic(FieldReader& in);

}  // namespace tlscam
