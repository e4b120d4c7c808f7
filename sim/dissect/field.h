#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// What a field belongs to: how a view tints its bytes.
enum class FieldLayer : std::uint8_t {
  ethernet,  ///< also ARP
  ip,        ///< also ICMP
  transport,
  record,
  handshake,
  extension,
  certificate,
  application,  ///< also DHCP, DNS, NTP
};

/// Some bytes and what they mean; what they are made of is in `fields`. Offsets count in the buffer that the
/// whole tree is about: a frame, a record, a handshake message. Texts in views live as long as the program.
struct Field {
  std::string_view label{};  ///< "Time to live"
  std::string value{};       ///< "64"; may be empty where the fields within say it all
  std::uint32_t offset = 0;
  std::uint32_t size = 0;    ///< bytes
  std::string_view rfc{};    ///< "RFC 5246, 7.4.1.2"; empty: none, or that of the field around it
  std::string_view about{};  ///< the id of its explanation: "tls.client_hello.random"
  FieldLayer layer = FieldLayer::ethernet;
  bool broken = false;  ///< the value says what is wrong; the fields within are what could be read
  std::vector<Field> fields{};
};

/// "ethernet", "ip": the enumerators' own names.
std::string_view to_text(FieldLayer layer);

}  // namespace tlscam
