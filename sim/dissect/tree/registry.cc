#include "sim/dissect/tree/registry.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <span>

#include "sim/dissect/tree/number_text.h"

namespace tlscam {
namespace {

struct Name {
  std::uint16_t value;
  std::string_view text;
};

constexpr Name kCipherSuites[] = {
#include "sim/dissect/tree/registry_cipher_suites.inc"
};
constexpr Name kExtensions[] = {
#include "sim/dissect/tree/registry_extensions.inc"
};
constexpr Name kGroups[] = {
#include "sim/dissect/tree/registry_groups.inc"
};
constexpr Name kSignatureSchemes[] = {
#include "sim/dissect/tree/registry_signature_schemes.inc"
};
constexpr Name kDnsTypes[] = {
#include "sim/dissect/tree/registry_dns_types.inc"
};
constexpr Name kDnsCodes[] = {
#include "sim/dissect/tree/registry_dns_codes.inc"
};
constexpr Name kEtherTypes[] = {
#include "sim/dissect/tree/registry_ether_types.inc"
};
constexpr Name kIpProtocols[] = {
#include "sim/dissect/tree/registry_ip_protocols.inc"
};
constexpr Name kTcpOptions[] = {
#include "sim/dissect/tree/registry_tcp_options.inc"
};
constexpr Name kDhcpOptions[] = {
#include "sim/dissect/tree/registry_dhcp_options.inc"
};
constexpr Name kDhcpTypes[] = {
#include "sim/dissect/tree/registry_dhcp_types.inc"
};

std::span<const Name> table_of(Registry registry) {
  switch (registry) {
    case Registry::cipher_suites:
      return kCipherSuites;
    case Registry::extensions:
      return kExtensions;
    case Registry::groups:
      return kGroups;
    case Registry::signature_schemes:
      return kSignatureSchemes;
    case Registry::dns_types:
      return kDnsTypes;
    case Registry::dns_codes:
      return kDnsCodes;
    case Registry::ether_types:
      return kEtherTypes;
    case Registry::ip_protocols:
      return kIpProtocols;
    case Registry::tcp_options:
      return kTcpOptions;
    case Registry::dhcp_options:
      return kDhcpOptions;
    case Registry::dhcp_types:
      return kDhcpTypes;
  }
  return {};
}

std::string hex_with_name(Registry registry, std::uint64_t value) {
  const std::string_view name = is_grease(value) ? "GREASE" : registered_name(registry, value);
  return named_hex_text(name, value);
}

/// The two bytes as RFC 5246 section 7.4.1.4.1 defines them; empty for other numbers.
std::string hash_and_signature(std::uint64_t value) {
  constexpr std::string_view kHashes[] = {"", "MD5", "SHA-1", "SHA-224", "SHA-256", "SHA-384", "SHA-512"};
  constexpr std::string_view kSignatures[] = {"", "RSA (PKCS #1 1.5)", "DSA", "ECDSA"};
  const std::uint64_t hash = value >> 8;
  const std::uint64_t signature = value & 0xff;
  if (hash == 0 || hash >= std::size(kHashes) || signature == 0 || signature >= std::size(kSignatures))
    return {};
  return fmt::format("{} with {}", kSignatures[signature], kHashes[hash]);
}

}  // namespace

std::string_view registered_name(Registry registry, std::uint64_t value) {
  const auto names = table_of(registry);
  const auto found = std::ranges::lower_bound(names, value, {}, &Name::value);
  return found != names.end() && found->value == value ? found->text : std::string_view();
}

std::string cipher_suite_name(std::uint64_t value) {
  const std::string_view name = registered_name(Registry::cipher_suites, value);
  return name.empty() ? fmt::format("0x{:04x}", value) : std::string(name);
}

std::string cipher_suite_text(std::uint64_t value) {
  return hex_with_name(Registry::cipher_suites, value);
}

std::string ether_type_text(std::uint64_t value) {
  return named_hex_text(registered_name(Registry::ether_types, value), value);
}

std::string ip_protocol_text(std::uint64_t value) {
  return named_text(registered_name(Registry::ip_protocols, value), value);
}

std::string extension_text(std::uint64_t value) {
  if (is_grease(value)) return fmt::format("GREASE ({})", value);
  const std::string_view name = registered_name(Registry::extensions, value);
  return name.empty() ? fmt::format("extension {}", value) : named_text(name, value);
}

std::string group_text(std::uint64_t value) {
  return hex_with_name(Registry::groups, value);
}

std::string signature_scheme_text(std::uint64_t value) {
  return hex_with_name(Registry::signature_schemes, value);
}

std::string signature_and_hash_text(std::uint64_t value) {
  const std::string meaning = hash_and_signature(value);
  const std::string_view name = registered_name(Registry::signature_schemes, value);
  if (meaning.empty()) return signature_scheme_text(value);
  if (name.empty()) return fmt::format("{} (0x{:04x})", meaning, value);
  return fmt::format("{} (0x{:04x}, in TLS 1.3 {})", meaning, value, name);
}

std::string offered_signature_text(std::uint64_t value) {
  const std::string meaning = hash_and_signature(value);
  if (meaning.empty()) return signature_scheme_text(value);
  if (registered_name(Registry::signature_schemes, value).empty()) {
    return fmt::format("{} (0x{:04x}), in TLS 1.2 only", meaning, value);
  }
  return fmt::format("{}, in TLS 1.2 {}", signature_scheme_text(value), meaning);
}

bool is_grease(std::uint64_t value) {
  return value <= 0xffff && (value & 0x0f0f) == 0x0a0a && value >> 8 == (value & 0xff);
}

}  // namespace tlscam
