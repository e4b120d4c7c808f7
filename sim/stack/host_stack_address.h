#pragma once
#include <lwip/ip_addr.h>

#include <cstring>

#include "sim/wire/address.h"

namespace tlscam {

/// lwIP holds addresses in the order of transmission, as we do.
inline ip_addr_t to_lwip(Ipv4Address address) {
  ip_addr_t result;
  std::memcpy(&result.addr, address.octets.data(), sizeof result.addr);
  return result;
}

inline Ipv4Address from_lwip(const ip_addr_t& address) {
  Ipv4Address result;
  std::memcpy(result.octets.data(), &address.addr, sizeof address.addr);
  return result;
}

}  // namespace tlscam
