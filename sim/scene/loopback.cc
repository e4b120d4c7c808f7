#include "sim/scene/loopback.h"

#include <charconv>

namespace tlscam {

std::string to_text(const LoopbackEndpoint& endpoint) {
  return fmt::format("{}:{}", to_text(endpoint.address), endpoint.port);
}

Result<std::uint16_t> parse_port(std::string_view text) {
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc{} || end != text.data() + text.size() || port == 0)
    return fail("\"{}\" is not a port; a port is a number from 1 to 65535", text);
  return port;
}

Result<LoopbackEndpoint> parse_loopback(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return fail("\"{}\" has no port; write it like 127.0.0.1:8443", text);
  const std::string_view host = text.substr(0, colon);

  LoopbackEndpoint endpoint;
  if (host != "localhost") {
    const auto address = parse_ipv4(host);
    if (!address || address->octets[0] != 127)
      return fail(
          "\"{}\" is not this computer's loopback; the simulation only talks to 127.0.0.1 (write "
          "127.0.0.1:{})",
          host, text.substr(colon + 1));
    endpoint.address = *address;
  }
  const auto port = parse_port(text.substr(colon + 1));
  if (!port) return tl::unexpected(port.error());
  endpoint.port = *port;
  return endpoint;
}

}  // namespace tlscam
