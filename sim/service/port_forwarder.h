#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"

namespace tlscam {

/// A PortForwarder is what a home router does so that the internet reaches a node of the network (NAT, RFC
/// 3022 section 4.1): the router has one public address, and each of its open ports leads to a port of a
/// node. Packets come and go as the bytes of IPv4, with TCP or UDP in one piece.
///
/// A client inside the network gets there by the public address too. For the node it then seems to be the
/// router, so that its answers come back this way (RFC 5382 section 5, "hairpinning").
class PortForwarder {
 public:
  struct Rule {
    std::uint16_t port = 0;  ///< that the public address has
    std::string node;        ///< a name in the network, or an address
    std::uint16_t to = 0;    ///< the port of the node
  };
  /// The address of a node now; none: it has none.
  using FindNode = std::function<std::optional<Ipv4Address>(const std::string& node)>;

  PortForwarder(Ipv4Address outside, Ipv4Address inside, std::vector<Rule> rules, FindNode find_node)
      : outside_(outside), inside_(inside), rules_(std::move(rules)), find_node_(std::move(find_node)) {}

  /// The public address, and the one in the network.
  Ipv4Address outside() const { return outside_; }

  /// A packet to the public address as the node shall get it; none: the port is closed.
  std::optional<Bytes> inward(ByteView bytes, bool from_network);

  /// The packet of a node that answers such a one, as whoever asked shall get it; none: it answers none.
  std::optional<Bytes> outward(ByteView bytes) const;

  std::uint64_t packets() const { return packets_; }

 private:
  struct End {
    Ipv4Address address;
    std::uint16_t port = 0;
    bool operator==(const End&) const = default;
  };
  struct Conversation {
    std::uint8_t protocol = 0;
    std::uint16_t port = 0;  // that the public address has
    End client;
    End seen;  // the client, as the node sees it
    End node;
  };

  const Ipv4Address outside_, inside_;
  const std::vector<Rule> rules_;
  const FindNode find_node_;
  std::deque<Conversation> conversations_;  // the latest last
  std::uint16_t seen_ports_ = 0;
  std::uint64_t packets_ = 0;
};

}  // namespace tlscam
