#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/wire/address.h"
#include "sim/wire/dns.h"

namespace tlscam {

/// A DnsFault is what is wrong with the answers about a name.
struct DnsFault {
  enum class Kind { wrong_address, no_answer, servfail };
  std::string name = "*";  ///< the name that is asked for; "*": any
  Kind kind = Kind::no_answer;
  Ipv4Address address;  ///< the answer, for wrong_address; also for names that do not exist
};

/// DnsServer is the name server of the world (RFC 1035). It knows IPv4 addresses and texts: another kind of
/// record of a known name gives an answer without records, an unknown name NXDOMAIN. Names are compared
/// without regard to case, and a dot at the end counts for nothing. Names that end in ".local" are for mDNS
/// (RFC 6762) and unknown here.
class DnsServer {
 public:
  /// Adds a name or gives it another address.
  void set_address(std::string_view name, Ipv4Address address);
  void remove(std::string_view name);
  /// Adds a TXT record (RFC 1035 section 3.3.14), or takes all of a name away.
  void add_text(std::string_view name, std::string text);
  void remove_texts(std::string_view name);
  std::vector<std::string> texts(std::string_view name) const;
  /// The texts of a name and of all names below it, by normal_dns_name().
  std::map<std::string, std::vector<std::string>> texts_in(std::string_view zone) const;
  std::optional<Ipv4Address> find(std::string_view name) const;

  /// Replaces the faults, also while the world runs. The first that matches the name counts.
  void set_faults(const std::vector<DnsFault>& faults);

  /// The answer to a datagram; none for what is not a query, and as a fault.
  std::optional<Bytes> answer(ByteView bytes) const;

 private:
  const DnsFault* fault_for(const std::string& normal_name) const;

  std::map<std::string, Ipv4Address> addresses_;  ///< by normal_dns_name()
  std::map<std::string, std::vector<std::string>> texts_;
  std::vector<DnsFault> faults_;  ///< names as normal_dns_name() writes them
};

}  // namespace tlscam
