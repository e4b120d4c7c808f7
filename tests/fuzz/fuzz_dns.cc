// This reads a DNS message: one that can be read can be written and read again, and the server's answer is a
// message.
#include <cstdint>
#include <cstdlib>

#include "sim/service/dns_server.h"
#include "sim/wire/dns.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const ByteView input(data, size);
  const auto message = parse_dns(input);
  if (message) {
    const auto written = emit_dns(*message);
    if (!written) std::abort();
    const auto again = parse_dns(*written);
    if (!again || *emit_dns(*again) != *written) std::abort();
  }
  DnsServer server;
  server.set_address("openmv", {{192, 168, 1, 50}});
  const auto answer = server.answer(input);
  // Without a question, as the answer to a malformed query, it is a header of twelve bytes.
  if (answer && answer->size() != 12 && !parse_dns(*answer)) std::abort();
  if (answer && message && !parse_dns(*answer)) std::abort();
  return 0;
}
