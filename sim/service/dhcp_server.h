#pragma once
#include <functional>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/time/instant.h"
#include "sim/wire/address.h"
#include "sim/wire/dhcp.h"

namespace tlscam {

/// DhcpConfig holds what the server tells its clients, and the addresses that it gives to those without a
/// reservation.
struct DhcpConfig {
  Ipv4Address server{{192, 168, 1, 1}};
  Ipv4Address netmask{{255, 255, 255, 0}};
  Ipv4Address router{{192, 168, 1, 1}};
  Ipv4Address dns_server{{192, 168, 1, 1}};
  Ipv4Address pool_first{{192, 168, 1, 100}};
  Ipv4Address pool_last{{192, 168, 1, 199}};
  std::chrono::seconds lease_time{86'400};
};

/// DhcpFaults say what is wrong with the address service. They may change while the world runs.
struct DhcpFaults {
  bool silent = false;  ///< gives no answer
};

/// An address that a client has, or is offered, until the lease expires.
struct DhcpLease {
  MacAddress mac;
  Ipv4Address address;
  std::string host_name;  ///< from the reservation, or else from the client; one valid label, or empty
  Instant expires;
};

/// A message to send, and where to (RFC 2131 section 4.1).
struct DhcpReply {
  MacAddress mac;
  Ipv4Address address;
  Bytes message;
};

/// The address server of the world (RFC 2131): the only one in its network, so that it may refuse what it
/// does not know. It looks at no address before it offers it; clients do that by ARP and decline.
class DhcpServer {
 public:
  using LeaseWatcher = std::function<void(const DhcpLease&)>;

  explicit DhcpServer(DhcpConfig config = {}) : config_(config) {}

  DhcpFaults faults;

  /// Keeps an address and a host name for one client. Others get neither.
  void reserve(MacAddress mac, Ipv4Address address, std::string host_name);
  bool is_reserved(Ipv4Address address) const;
  /// The client is gone for good: its lease ends, and its reservation.
  void forget(MacAddress mac);

  /// Called when a lease is given or renewed, and when it has ended: released, declined or given to another.
  void on_lease(LeaseWatcher watcher) { given_.push_back(std::move(watcher)); }
  void on_lease_end(LeaseWatcher watcher) { ended_.push_back(std::move(watcher)); }

  /// The answer to a datagram that arrives at `now`; none for malformed ones and where the RFC has none.
  std::optional<DhcpReply> answer(ByteView bytes, Instant now);

  /// The leases that have not expired, in the order of the clients' MAC addresses.
  std::vector<DhcpLease> leases(Instant now) const;

  /// The address that a client has; none when it has no lease, or the lease has expired.
  std::optional<Ipv4Address> leased_address(MacAddress mac, Instant now) const;

 private:
  struct Reservation {
    Ipv4Address address;
    std::string host_name;
  };
  struct Binding {
    DhcpLease lease;
    bool given = false;  ///< false: only offered
  };

  std::optional<DhcpReply> discover(const DhcpMessage& request, Instant now);
  std::optional<DhcpReply> request(const DhcpMessage& request, Instant now);
  std::optional<DhcpReply> inform(const DhcpMessage& request) const;
  void decline(const DhcpMessage& request, Instant now);
  void release(const DhcpMessage& request);

  std::optional<Ipv4Address> choose(MacAddress mac, std::optional<Ipv4Address> wanted, Instant now) const;
  bool is_free(Ipv4Address address, MacAddress mac, Instant now) const;
  bool is_in_pool(Ipv4Address address) const;
  std::string host_name_for(const DhcpMessage& request) const;
  void bind(const DhcpLease& lease, bool given);
  void end(MacAddress mac);
  DhcpMessage reply_to(const DhcpMessage& request, DhcpType type) const;
  DhcpReply address_reply(const DhcpMessage& request, DhcpMessage reply) const;

  DhcpConfig config_;
  std::map<MacAddress, Reservation> reservations_;
  std::map<MacAddress, Binding> bindings_;
  std::map<Ipv4Address, Instant> declined_;  ///< until when the address is not given out
  std::vector<LeaseWatcher> given_;
  std::vector<LeaseWatcher> ended_;
};

}  // namespace tlscam
