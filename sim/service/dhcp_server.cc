#include "sim/service/dhcp_server.h"

#include <algorithm>
#include <utility>

#include "sim/service/host_name.h"
#include "sim/wire/dns.h"

namespace tlscam {
namespace {

constexpr std::chrono::seconds kOfferTime{60};     // how long an offered address is kept for the client
constexpr std::chrono::minutes kDeclinedTime{10};  // how long a declined address is left alone
constexpr Ipv4Address kNoAddress{};
constexpr Ipv4Address kBroadcastAddress{{255, 255, 255, 255}};

std::uint32_t number(Ipv4Address address) {
  return Cursor(address.octets).u32be();
}

Ipv4Address address_of(std::uint32_t number) {
  Ipv4Address address;
  for (std::size_t i = 0; i < 4; ++i) address.octets[i] = static_cast<std::uint8_t>(number >> (24 - 8 * i));
  return address;
}

}  // namespace

void DhcpServer::reserve(MacAddress mac, Ipv4Address address, std::string host_name) {
  reservations_[mac] = {address, std::move(host_name)};
}

bool DhcpServer::is_reserved(Ipv4Address address) const {
  return std::ranges::any_of(reservations_,
                             [&](const auto& entry) { return entry.second.address == address; });
}

void DhcpServer::forget(MacAddress mac) {
  end(mac);
  reservations_.erase(mac);
}

std::optional<DhcpReply> DhcpServer::answer(ByteView bytes, Instant now) {
  if (faults.silent) return std::nullopt;
  const auto message = parse_dhcp(bytes);
  if (!message || message->is_reply || message->client_mac.is_group()) return std::nullopt;
  if (message->relay != kNoAddress) return std::nullopt;  // there are no other networks here

  switch (message->type) {
    case DhcpType::discover:
      return discover(*message, now);
    case DhcpType::request:
      return request(*message, now);
    case DhcpType::inform:
      return inform(*message);
    case DhcpType::decline:
      decline(*message, now);
      return std::nullopt;
    case DhcpType::release:
      release(*message);
      return std::nullopt;
    case DhcpType::offer:
    case DhcpType::ack:
    case DhcpType::nak:
      return std::nullopt;
  }
  return std::nullopt;
}

std::optional<DhcpReply> DhcpServer::discover(const DhcpMessage& request, Instant now) {
  const MacAddress mac = request.client_mac;
  const auto address = choose(mac, request.requested_address, now);
  if (!address) return std::nullopt;
  const auto known = bindings_.find(mac);
  const bool has_it = known != bindings_.end() && known->second.given &&
                      known->second.lease.address == *address && known->second.lease.expires > now;
  // A client that asks again keeps what it has; a new one is offered the address for a while.
  if (!has_it) bind({mac, *address, host_name_for(request), now + kOfferTime}, false);
  DhcpMessage offer = reply_to(request, DhcpType::offer);
  offer.your_address = *address;
  return address_reply(request, std::move(offer));
}

std::optional<DhcpReply> DhcpServer::request(const DhcpMessage& request, Instant now) {
  const MacAddress mac = request.client_mac;
  if (request.server && *request.server != config_.server) {
    // The client took the offer of another server (RFC 2131 section 4.3.2).
    if (const auto known = bindings_.find(mac); known != bindings_.end() && !known->second.given) end(mac);
    return std::nullopt;
  }
  const Ipv4Address asked = request.requested_address.value_or(request.client_address);
  if (choose(mac, asked, now) != asked) {
    const DhcpMessage refusal = reply_to(request, DhcpType::nak);
    return DhcpReply{kBroadcastMac, kBroadcastAddress, emit_dhcp(refusal)};
  }
  const DhcpLease lease{mac, asked, host_name_for(request), now + config_.lease_time};
  bind(lease, true);
  for (const LeaseWatcher& watcher : given_) watcher(lease);
  DhcpMessage reply = reply_to(request, DhcpType::ack);
  reply.client_address = request.client_address;
  reply.your_address = asked;
  return address_reply(request, std::move(reply));
}

std::optional<DhcpReply> DhcpServer::inform(const DhcpMessage& request) const {
  if (request.client_address == kNoAddress) return std::nullopt;
  // "MUST NOT send a lease expiration time ... and SHOULD NOT fill in 'yiaddr'" (RFC 2131 section 4.3.5).
  DhcpMessage reply = reply_to(request, DhcpType::ack);
  reply.client_address = request.client_address;
  reply.netmask = config_.netmask;
  reply.router = config_.router;
  reply.dns_server = config_.dns_server;
  return DhcpReply{request.client_mac, request.client_address, emit_dhcp(reply)};
}

void DhcpServer::decline(const DhcpMessage& request, Instant now) {
  const auto known = bindings_.find(request.client_mac);
  // Only the client that holds the address may say that it is in use elsewhere.
  if (known == bindings_.end() || request.requested_address != known->second.lease.address) return;
  declined_[known->second.lease.address] = now + kDeclinedTime;
  end(request.client_mac);
}

void DhcpServer::release(const DhcpMessage& request) {
  const auto known = bindings_.find(request.client_mac);
  if (known == bindings_.end() || request.client_address != known->second.lease.address) return;
  end(request.client_mac);
}

std::optional<Ipv4Address> DhcpServer::choose(MacAddress mac, std::optional<Ipv4Address> wanted,
                                              Instant now) const {
  // The order of RFC 2131 section 4.3.1, with a reservation in front.
  const auto reservation = reservations_.find(mac);
  if (reservation != reservations_.end() && is_free(reservation->second.address, mac, now)) {
    return reservation->second.address;
  }
  const auto known = bindings_.find(mac);
  if (known != bindings_.end() && is_free(known->second.lease.address, mac, now)) {
    return known->second.lease.address;
  }
  if (wanted && is_in_pool(*wanted) && is_free(*wanted, mac, now)) return wanted;
  for (std::uint32_t i = number(config_.pool_first); i <= number(config_.pool_last); ++i) {
    if (is_free(address_of(i), mac, now)) return address_of(i);
  }
  return std::nullopt;
}

bool DhcpServer::is_in_pool(Ipv4Address address) const {
  return address >= config_.pool_first && address <= config_.pool_last;
}

bool DhcpServer::is_free(Ipv4Address address, MacAddress mac, Instant now) const {
  const auto declined = declined_.find(address);
  if (declined != declined_.end() && declined->second > now) return false;
  // Two interfaces of one node may share a reservation; the first that asks has the address.
  const auto own = reservations_.find(mac);
  const bool reserved_for_me = own != reservations_.end() && own->second.address == address;
  const bool reserved = !reserved_for_me && std::ranges::any_of(reservations_, [&](const auto& entry) {
    return entry.second.address == address;
  });
  const bool bound = std::ranges::any_of(bindings_, [&](const auto& entry) {
    const DhcpLease& lease = entry.second.lease;
    return entry.first != mac && lease.address == address && lease.expires > now;
  });
  return !reserved && !bound;
}

std::string DhcpServer::host_name_for(const DhcpMessage& request) const {
  const auto reservation = reservations_.find(request.client_mac);
  if (reservation != reservations_.end()) return reservation->second.host_name;
  const bool taken = std::ranges::any_of(reservations_, [&](const auto& entry) {
    return normal_dns_name(entry.second.host_name) == normal_dns_name(request.host_name);
  });
  return is_host_label(request.host_name) && !taken ? request.host_name : std::string();
}

void DhcpServer::bind(const DhcpLease& lease, bool given) {
  // The client's own former address, and whoever had this one and let it expire.
  std::vector<MacAddress> over;
  for (const auto& [mac, binding] : bindings_) {
    const bool same_client = mac == lease.mac;
    const bool same_address = binding.lease.address == lease.address;
    if (same_client != same_address) over.push_back(mac);
  }
  for (const MacAddress mac : over) end(mac);
  bindings_[lease.mac] = {lease, given};
}

void DhcpServer::end(MacAddress mac) {
  const auto entry = bindings_.extract(mac);
  if (entry.empty() || !entry.mapped().given) return;
  for (const LeaseWatcher& watcher : ended_) watcher(entry.mapped().lease);
}

DhcpMessage DhcpServer::reply_to(const DhcpMessage& request, DhcpType type) const {
  DhcpMessage reply;
  reply.is_reply = true;
  reply.transaction = request.transaction;
  reply.broadcast = request.broadcast;
  reply.client_mac = request.client_mac;
  reply.type = type;
  reply.server = config_.server;
  return reply;
}

DhcpReply DhcpServer::address_reply(const DhcpMessage& request, DhcpMessage reply) const {
  const auto seconds = static_cast<std::uint32_t>(config_.lease_time.count());
  reply.lease_seconds = seconds;
  reply.renewal_seconds = seconds / 2;  // T1 and T2 of RFC 2131 section 4.4.5
  reply.rebinding_seconds = static_cast<std::uint32_t>(std::uint64_t{seconds} * 7 / 8);
  reply.netmask = config_.netmask;
  reply.router = config_.router;
  reply.dns_server = config_.dns_server;
  reply.host_name = host_name_for(request);
  if (request.client_address != kNoAddress) {
    return {request.client_mac, request.client_address, emit_dhcp(reply)};
  }
  if (request.broadcast) return {kBroadcastMac, kBroadcastAddress, emit_dhcp(reply)};
  return {request.client_mac, reply.your_address, emit_dhcp(reply)};
}

std::vector<DhcpLease> DhcpServer::leases(Instant now) const {
  std::vector<DhcpLease> leases;
  for (const auto& [mac, binding] : bindings_) {
    if (binding.given && binding.lease.expires > now) leases.push_back(binding.lease);
  }
  return leases;
}

std::optional<Ipv4Address> DhcpServer::leased_address(MacAddress mac, Instant now) const {
  const auto found = bindings_.find(mac);
  if (found == bindings_.end() || !found->second.given || found->second.lease.expires <= now) return {};
  return found->second.lease.address;
}

}  // namespace tlscam
