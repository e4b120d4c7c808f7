#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace tlscam {

/// Tables of names, as the IANA registries have them. They are made by assets/registry/generate.
enum class Registry : std::uint8_t {
  cipher_suites,
  extensions,         ///< TLS
  groups,             ///< curves and finite fields of TLS
  signature_schemes,  ///< TLS
  dns_types,
  dns_codes,
  ether_types,
  ip_protocols,
  tcp_options,
  dhcp_options,
  dhcp_types,
};

/// The name of a number; empty for one that is not in the table.
std::string_view registered_name(Registry registry, std::uint64_t value);

/// "TLS_AES_128_GCM_SHA256", "0x9999" when there is no name.
std::string cipher_suite_name(std::uint64_t value);
/// "TLS_AES_128_GCM_SHA256 (0x1301)", "GREASE (0x1a1a)", "0x9999" when there is no name.
std::string cipher_suite_text(std::uint64_t value);
std::string ether_type_text(std::uint64_t value);   ///< "IPv4 (0x0800)"
std::string ip_protocol_text(std::uint64_t value);  ///< "TCP (6)"
std::string extension_text(std::uint64_t value);    ///< "server_name (0)"
std::string group_text(std::uint64_t value);
/// The meaning in TLS 1.3: "ecdsa_secp521r1_sha512 (0x0603)" (RFC 8446 section 4.2.3).
std::string signature_scheme_text(std::uint64_t value);
/// The meaning of the same number in TLS 1.2, a hash and a kind of signature with any key (RFC 5246
/// section 7.4.1.4.1): "ECDSA with SHA-512 (0x0603, in TLS 1.3 ecdsa_secp521r1_sha512)".
std::string signature_and_hash_text(std::uint64_t value);
/// For a list that is offered to both: "ecdsa_secp521r1_sha512 (0x0603), in TLS 1.2 ECDSA with SHA-512".
std::string offered_signature_text(std::uint64_t value);

/// Numbers that mean nothing, sent so that receivers stay used to unknown ones (RFC 8701): 0x0a0a, 0x1a1a ...
bool is_grease(std::uint64_t value);

}  // namespace tlscam
