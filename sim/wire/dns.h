#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/wire/address.h"

namespace tlscam {

inline constexpr std::uint16_t kDnsPort = 53;

/// Record types and the class (RFC 1035 section 3.2; AAAA: RFC 3596).
inline constexpr std::uint16_t kDnsTypeA = 1;
inline constexpr std::uint16_t kDnsTypeCname = 5;
inline constexpr std::uint16_t kDnsTypeTxt = 16;
inline constexpr std::uint16_t kDnsTypeAaaa = 28;
inline constexpr std::uint16_t kDnsTypeAny = 255;
inline constexpr std::uint16_t kDnsClassInternet = 1;

/// RFC 1035 section 4.1.1.
enum class DnsCode : std::uint8_t {
  no_error = 0,
  format_error = 1,
  server_failure = 2,
  name_error = 3,  ///< NXDOMAIN
  not_implemented = 4,
  refused = 5,
};

/// Names have no final dot ("pool.ntp.org") and keep the case in which they arrived.
struct DnsQuestion {
  std::string name;
  std::uint16_t type = kDnsTypeA;
  std::uint16_t record_class = kDnsClassInternet;
};

struct DnsAnswer {
  std::string name;
  std::uint16_t type = kDnsTypeA;
  std::uint16_t record_class = kDnsClassInternet;
  std::uint32_t seconds_to_live = 0;
  Bytes data;  ///< for A: the four octets of the address
};

/// A DNS message (RFC 1035 section 4) with one question; authority and additional records are left out.
struct DnsMessage {
  std::uint16_t id = 0;
  bool is_response = false;
  std::uint8_t opcode = 0;  ///< 0: a standard query
  bool authoritative = false;
  bool truncated = false;
  bool recursion_desired = false;
  bool recursion_available = false;
  DnsCode code = DnsCode::no_error;
  DnsQuestion question;
  std::vector<DnsAnswer> answers;
};

/// `parse_dns` fails when the header or a record is incomplete, when there is not exactly one question (RFC
/// 9619 section 4), and for names that are too long, contain anything but printable ASCII, or whose
/// compression pointers do not lead towards the front.
Result<DnsMessage> parse_dns(ByteView bytes);

/// `emit_dns` fails for a name over 253 characters, an empty label, or a label over 63 characters.
Result<Bytes> emit_dns(const DnsMessage& message);

/// `emit_dns_format_error` makes the twelve-byte answer to a query that parse_dns() refused: its id and
/// FORMERR. It is empty when even the header is incomplete, or for a response, which must get no answer.
Bytes emit_dns_format_error(ByteView query);

/// `normal_dns_name` is the form for comparing: lower case (RFC 4343 section 3), without the final dot.
std::string normal_dns_name(std::string_view name);

}  // namespace tlscam
