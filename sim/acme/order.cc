#include "sim/acme/order.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "sim/wire/address.h"

namespace tlscam {
namespace {

// Ends of names that nobody can own: special-use names (RFC 6761, 6762, 7686, 8375, .internal by ICANN), and
// those that routers at home use.
constexpr std::string_view kNotPublic[] = {"local", "localhost", "internal", "invalid",
                                           "onion", "home.arpa", "lan",      "home"};

constexpr std::size_t kLongestName = 253;
constexpr std::size_t kLongestLabel = 63;

bool is_label(std::string_view label) {
  const auto fits = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; };
  return !label.empty() && label.size() <= kLongestLabel && label.front() != '-' && label.back() != '-' &&
         std::ranges::all_of(label, fits);
}

bool ends_in(std::string_view name, std::string_view end) {
  if (!name.ends_with(end)) return false;
  return name.size() == end.size() || name[name.size() - end.size() - 1] == '.';
}

bool is_private(Ipv4Address address) {
  const auto& octets = address.octets;
  return octets[0] == 0 || octets[0] == 10 || octets[0] == 127 || octets[0] >= 224 ||
         (octets[0] == 172 && octets[1] >= 16 && octets[1] < 32) || (octets[0] == 192 && octets[1] == 168) ||
         (octets[0] == 169 && octets[1] == 254);
}

AcmeResult<void> check_public_name(std::string_view name) {
  std::size_t labels = 0;
  bool good = name.size() <= kLongestName;
  for (std::string_view rest = name; good; ++labels) {
    const std::size_t dot = rest.find('.');
    good = is_label(rest.substr(0, dot));
    if (dot == std::string_view::npos) break;
    rest.remove_prefix(dot + 1);
  }
  if (!good) return refuse("malformed", fmt::format("\"{}\" is not a DNS name", name));
  const bool known_only_here =
      labels == 0 || std::ranges::any_of(kNotPublic, [name](auto end) { return ends_in(name, end); });
  if (known_only_here)
    return refuse("rejectedIdentifier",
                  fmt::format("\"{}\" is not a name of the public DNS, which just one owner can have", name));
  return {};
}

}  // namespace

std::string_view to_text(AcmeStatus status) {
  static constexpr std::array<std::string_view, 6> kTexts{"pending", "processing", "ready",
                                                          "valid",   "invalid",    "deactivated"};
  return kTexts[static_cast<std::size_t>(status)];
}

AcmeResult<void> check_public(const AcmeIdentifier& identifier) {
  if (identifier.type == AcmeIdentifier::Type::dns) return check_public_name(identifier.proved());
  const auto address = parse_ipv4(identifier.value);
  if (!address) return refuse("malformed", fmt::format("\"{}\" is not an IPv4 address", identifier.value));
  if (is_private(*address))
    return refuse("rejectedIdentifier",
                  fmt::format("{} is a private address, which many networks have", identifier.value));
  return {};
}

}  // namespace tlscam
