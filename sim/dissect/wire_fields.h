#pragma once
#include "sim/dissect/field_reader.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

// The dissectors below TLS, a file each: they read a format and leave its fields, as a table of the format.

namespace tlscam {

/// Who goes on where the headers end. The reader stands at the payload, and its block ends with the payload.
class UpperLayer {
 public:
  virtual ~UpperLayer() = default;
  virtual void tcp(FieldReader& in, const TcpSegment& segment) = 0;
  virtual void udp(FieldReader& in, const UdpDatagram& datagram) = 0;
};

/// A frame, with all that is in it.
void dissect_ethernet(FieldReader& in, UpperLayer& upper);
void dissect_arp(FieldReader& in);
/// A packet, with all that is in it.
void dissect_ipv4(FieldReader& in, UpperLayer& upper);
void dissect_icmp(FieldReader& in);
/// The addresses are for the checksum.
void dissect_tcp(FieldReader& in, Ipv4Address source, Ipv4Address destination, UpperLayer& upper);
void dissect_udp(FieldReader& in, Ipv4Address source, Ipv4Address destination, UpperLayer& upper);
void dissect_dhcp(FieldReader& in);
/// Also multicast DNS.
void dissect_dns(FieldReader& in);
void dissect_ntp(FieldReader& in);

}  // namespace tlscam
