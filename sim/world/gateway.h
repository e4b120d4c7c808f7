#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "sim/net/switch.h"
#include "sim/wire/address.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/udp.h"
#include "sim/world/access_point.h"
#include "sim/world/dhcp_server.h"
#include "sim/world/dns_server.h"
#include "sim/world/ntp_server.h"

namespace tlscam {

struct GatewayConfig {
  MacAddress mac{{0x02, 0x00, 0xc0, 0xa8, 0x01, 0x01}};
  Ipv4Address address{{192, 168, 1, 1}};
  Ipv4Address netmask{{255, 255, 255, 0}};
  /// Where the time servers' names lead: an address for documentation (RFC 5737), so that nobody's is meant.
  Ipv4Address time_server{{203, 0, 113, 123}};
  /// Name servers that scripts for real cameras give; they answer as the gateway's own does.
  std::vector<Ipv4Address> public_name_servers{{{8, 8, 8, 8}}, {{8, 8, 4, 4}}, {{1, 1, 1, 1}}};
  LinkConditions link;
};

/// The router of the world, plugged into the switch as "gateway", and with it the whole outside that cameras
/// can reach: it answers for its own address and for every public address that a service is bound to. It
/// gives addresses, names and the time, and owns the access point.
class Gateway {
 public:
  /// The view of the datagram is valid only during the call.
  using UdpHandler = std::function<void(const UdpDatagram&)>;

  /// `network` must outlive the gateway.
  explicit Gateway(Switch& network, GatewayConfig config = {});
  ~Gateway();
  Gateway(const Gateway&) = delete;
  Gateway& operator=(const Gateway&) = delete;

  const GatewayConfig& config() const { return config_; }
  DhcpServer& dhcp() { return dhcp_; }
  DnsServer& dns() { return dns_; }
  NtpServer& ntp() { return ntp_; }
  AccessPoint& access_point() { return access_point_; }

  /// Receives the datagrams to a port of an address, which becomes one of the gateway's; without an address
  /// those to every address of the gateway and to all nodes (broadcast). Replaces what was bound there.
  void bind_udp(std::optional<Ipv4Address> address, std::uint16_t port, UdpHandler handler);

  /// Sends a datagram of at most 1472 bytes into the network. Without `to` the receiver's MAC is the one last
  /// seen with its address, or asked for by ARP; nobody there: the datagram is lost, as it would be.
  void send_udp(const UdpDatagram& datagram, std::optional<MacAddress> to = {});

 private:
  void bind_services();
  void receive(ByteView bytes);
  void receive_arp(const EthernetFrame& frame);
  void receive_ipv4(const EthernetFrame& frame);
  void receive_icmp(const Ipv4Packet& packet);
  void receive_udp(const Ipv4Packet& packet, ByteView bytes);
  void receive_tcp(const Ipv4Packet& packet);
  void reply(const UdpDatagram& request, ByteView payload);
  void report_unreachable(std::uint8_t code, const Ipv4Packet& packet, ByteView bytes);

  bool is_in_network(Ipv4Address address) const;
  bool is_for_many(Ipv4Address address) const;
  bool is_mine(Ipv4Address address) const;
  void learn(Ipv4Address address, MacAddress mac);
  void send_packet(Ipv4Packet packet, std::optional<MacAddress> to = {});
  void send_frame(MacAddress to, std::uint16_t type, ByteView payload);

  Switch& network_;
  GatewayConfig config_;
  Link& link_;
  DhcpServer dhcp_;
  DnsServer dns_;
  NtpServer ntp_;
  AccessPoint access_point_;
  std::map<std::pair<std::optional<Ipv4Address>, std::uint16_t>, UdpHandler> udp_;
  std::map<Ipv4Address, MacAddress> neighbours_;
  std::map<Ipv4Address, Bytes> waiting_;  ///< the last packet to a node whose MAC was asked for
  std::uint16_t identification_ = 0;
};

}  // namespace tlscam
