#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"
#include "sim/wire/dns.h"

namespace tlscam {

/// What is wrong with the answers about a name.
struct DnsFault {
  enum class Kind { none, wrong_address, no_answer, servfail };
  Kind kind = Kind::none;
  Ipv4Address address;  ///< the answer, for wrong_address; also for names that do not exist
};

/// The name server of the world (RFC 1035). It knows IPv4 addresses only: another kind of record of a known
/// name gives an answer without records, an unknown name NXDOMAIN. Names are compared without regard to case,
/// and a dot at the end counts for nothing. Names that end in ".local" are for mDNS (RFC 6762) and unknown
/// here.
class DnsServer {
 public:
  /// Adds a name or gives it another address.
  void set_address(std::string_view name, Ipv4Address address);
  void remove(std::string_view name);
  std::optional<Ipv4Address> find(std::string_view name) const;

  /// Faults may be changed while the world runs; DnsFault{} ends one. That of a name goes before that of all.
  void set_fault(std::string_view name, DnsFault fault);
  void set_fault_for_all(DnsFault fault) { fault_for_all_ = fault; }

  /// The answer to a datagram; none for what is not a query, and as a fault.
  std::optional<Bytes> answer(ByteView bytes) const;

 private:
  DnsFault fault_for(const std::string& normal_name) const;

  std::map<std::string, Ipv4Address> addresses_;  ///< by normal_dns_name()
  std::map<std::string, DnsFault> faults_;        ///< by normal_dns_name()
  DnsFault fault_for_all_;
};

}  // namespace tlscam
