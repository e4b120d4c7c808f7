#pragma once
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

#include "sim/base/result.h"
#include "sim/net/middlebox.h"
#include "sim/net/switch.h"
#include "sim/service/dhcp_server.h"
#include "sim/service/dns_server.h"
#include "sim/service/port_forwarder.h"
#include "sim/stack/host_stack.h"
#include "sim/wire/address.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/ipv4.h"
#include "sim/wire/udp.h"

namespace tlscam {

struct GatewayConfig {
  MacAddress mac{{0x02, 0x00, 0xc0, 0xa8, 0x01, 0x01}};
  Ipv4Address address{{192, 168, 1, 1}};
  Ipv4Address netmask{{255, 255, 255, 0}};
  LinkConditions link;
  std::uint64_t seed = 1;  ///< for the stack
};

/// Gateway is the router of the world, plugged into the switch as "gateway", and with it the whole outside
/// that cameras can reach: it answers for its own address and for every public address that a service is
/// bound to, and carries packets to and from the hosts beyond it. It knows which addresses are leased and
/// what names mean; services answer about both.
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
  EventQueue& events() { return network_.events(); }
  Switch& network() { return network_; }

  /// TCP and UDP for hosts beyond the gateway, for the workstation and for the bridge. The stack is made when
  /// it is first asked for.
  HostStack& stack();
  /// Adds a host beyond the gateway: `address` becomes one of the stack's. Fails when it is taken, or lies in
  /// the cameras' network.
  Result<void> add_host(Ipv4Address address);
  /// Whether packets to this address lead anywhere: into the cameras' network, or to a host beyond it.
  bool is_in_world(Ipv4Address address) const { return is_in_network(address) || hosts_.contains(address); }
  /// Whether the address may be reached from everywhere: it does not lie in the cameras' network.
  bool is_public(Ipv4Address address) const { return !is_in_network(address); }
  /// Puts a box in the way of everything to and from a host; Direction::from_node is from the host. The
  /// frames there have the gateway's MAC at both ends. Fails when there is no such host; replaces another
  /// box. nullptr takes it away.
  Result<void> place_middlebox(Ipv4Address address, std::shared_ptr<Middlebox> box);
  /// The box before a host; nullptr: there is none.
  std::shared_ptr<Middlebox> middlebox(Ipv4Address address) const;

  /// Gives the router a public address, whose ports lead into the network. Fails when the address is a
  /// host's, or lies in the network.
  Result<void> forward_ports(std::shared_ptr<PortForwarder> forwarder);

  /// Receives the datagrams to a port of an address, which becomes one of the gateway's; without an address
  /// those to every address of the gateway and to all nodes (broadcast). Replaces what was bound there.
  void bind_udp(std::optional<Ipv4Address> address, std::uint16_t port, UdpHandler handler);

  /// Sends a datagram of at most 1472 bytes into the network. Without `to` the receiver's MAC is the one last
  /// seen with its address, or asked for by ARP; nobody there: the datagram is lost, as it would be.
  void send_udp(const UdpDatagram& datagram, std::optional<MacAddress> to = {});
  /// Sends the answer to a datagram: ports and addresses change places.
  void reply(const UdpDatagram& request, ByteView payload);

 private:
  void receive(ByteView bytes);
  void receive_arp(const EthernetFrame& frame);
  void receive_ipv4(const EthernetFrame& frame);
  void receive_icmp(const Ipv4Packet& packet);
  void receive_udp(const Ipv4Packet& packet, ByteView bytes);
  void receive_tcp(const Ipv4Packet& packet);
  void carry(ByteView bytes, Direction direction);
  void carry_to_host(ByteView bytes);
  void carry_to_network(ByteView bytes);
  bool let_in(const Ipv4Packet& packet, ByteView bytes, bool from_network);
  bool let_out(ByteView bytes);
  void report_unreachable(std::uint8_t code, const Ipv4Packet& packet, ByteView bytes);

  bool is_in_network(Ipv4Address address) const;
  bool is_for_many(Ipv4Address address) const;
  bool is_mine(Ipv4Address address) const;
  void learn(Ipv4Address address, MacAddress mac);
  void send_packet(Ipv4Packet packet, std::optional<MacAddress> to = {});
  void send_to_next_hop(Ipv4Address next, Bytes bytes, std::optional<MacAddress> to = {});
  void send_frame(MacAddress to, std::uint16_t type, ByteView payload);

  Switch& network_;
  GatewayConfig config_;
  Link& link_;
  DhcpServer dhcp_;
  DnsServer dns_;
  std::map<std::pair<std::optional<Ipv4Address>, std::uint16_t>, UdpHandler> udp_;
  std::map<Ipv4Address, MacAddress> neighbours_;
  std::map<Ipv4Address, Bytes> waiting_;  ///< the last packet to a node whose MAC was asked for
  std::uint16_t identification_ = 0;
  std::unique_ptr<HostStack> stack_;
  std::shared_ptr<PortForwarder> forwarder_;
  std::map<Ipv4Address, std::shared_ptr<Middlebox>> hosts_;  ///< beyond the gateway, with the box before each
};

}  // namespace tlscam
