#pragma once
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "sim/net/middlebox.h"
#include "sim/service/attack/attacker.h"
#include "sim/service/attack/relay.h"
#include "sim/service/gateway.h"
#include "sim/stack/host_stack.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/tcp.h"

namespace tlscam {

/// ManInTheMiddle takes TCP connections to some ports apart: it speaks with the client as if it were the
/// server, and with the server as if it were the client (see Relay). Everything else passes. It stands on the
/// way, as somebody in the real world does who runs the access point, or has drawn the way to himself by
/// forged answers of ARP or DNS. It uses the addresses of both ends, IP and Ethernet, so that neither sees a
/// difference. DTLS passes untouched.
class ManInTheMiddle : public Middlebox,
                       public Attacker,
                       public std::enable_shared_from_this<ManInTheMiddle> {
 public:
  struct Wishes {
    std::vector<std::uint16_t> ports;
    std::shared_ptr<TlsIdentity> identity;  ///< none: one is forged for each name that is asked for
    /// Gives the identity anew each time that it is to begin; may be empty.
    std::function<Result<std::shared_ptr<TlsIdentity>>()> fresh_identity{};
    std::string replace, with;
  };
  /// The network outlives the box.
  ManInTheMiddle(Switch& network, std::uint64_t seed, std::shared_ptr<TlsEndpoint> as_client, Wishes wishes);
  ~ManInTheMiddle() override;

  Result<void> prepare() override;
  void placed(EventQueue&, Pass pass) override { pass_ = std::move(pass); }
  void see(ByteView bytes, Direction direction) override;

  /// How many connections it has taken apart.
  std::uint64_t taken() const { return taken_; }

 private:
  /// A TCP connection by its two ends, the sender of a packet first.
  using Way = std::pair<FlowEnd, FlowEnd>;

  void stopped() override;
  bool take(ByteView bytes, Direction direction);
  void deliver(Ipv4Address to, ByteView packet);
  void connect(const Way& way);
  void connected(const Way& way);
  void refused(const Way& way);
  void end(const Way& way);
  void note(const EthernetFrame& frame, const Ipv4Packet& packet, Direction direction);
  HostStack& stack();
  Result<void> impersonate(Ipv4Address address);
  void send(Ipv4Address from, ByteView packet);
  void emit(Ipv4Address from, Ipv4Address to, Bytes packet);
  Result<std::shared_ptr<TlsEndpoint>> pretend_to_be(const std::string& name, Ipv4Address server);

  struct Taken {
    enum class State {
      waiting,  ///< for the server
      open,
      over,  ///< both sides have ended; their last segments may come yet
    };
    State state = State::waiting;
    std::shared_ptr<Relay> relay;
    Bytes request;       ///< the packet with the client's SYN, until it is accepted
    TcpSegment opening;  ///< the SYN, without its payload
    std::shared_ptr<TcpConnection> far;
  };

  Switch& network_;
  std::uint64_t seed_;
  std::shared_ptr<TlsEndpoint> as_client_;
  Wishes wishes_;
  Pass pass_;
  std::unique_ptr<HostStack> stack_;  ///< made when it is needed first
  bool ending_ = false;
  std::map<Way, Taken> taken_ways_;  ///< by the client and the server
  std::set<Way> far_ways_;           ///< by our end, with the client's address, and the server
  std::set<std::pair<Ipv4Address, std::uint16_t>> listening_;
  std::map<Ipv4Address, MacAddress> macs_;
  std::map<Ipv4Address, Direction> comes_;  ///< in which direction the packets of an address go
  std::map<std::string, std::shared_ptr<TlsEndpoint>> pretended_;  ///< by name
  std::uint64_t taken_ = 0;
};

}  // namespace tlscam
