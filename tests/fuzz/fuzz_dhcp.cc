// This reads a DHCP message: one that can be read can be written and read again, and the server survives it,
// once as it came and once as the client that the message names.
#include <cstdint>
#include <cstdlib>

#include "sim/service/dhcp_server.h"
#include "sim/wire/dhcp.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const ByteView input(data, size);
  DhcpServer server;
  server.reserve({{2, 0, 0, 0, 0, 1}}, {{192, 168, 1, 50}}, "openmv");
  const Instant now{std::chrono::hours(24)};
  for (int i = 0; i < 2; ++i) {
    const auto reply = server.answer(input, now);
    if (reply && !parse_dhcp(reply->message)) std::abort();
  }
  const auto message = parse_dhcp(input);
  if (!message) return 0;
  const Bytes written = emit_dhcp(*message);
  const auto again = parse_dhcp(written);
  if (!again || emit_dhcp(*again) != written) std::abort();
  return 0;
}
