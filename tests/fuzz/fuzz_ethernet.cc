// This sends frames from a hostile node into the gateway and all its services, through the switch. The input
// is a sequence of frames, each after its length in two bytes (big endian). The checksum of the IPv4 header
// is corrected, so that mutated packets get past it. Whatever the gateway receives, it must send only
// well-formed frames.
#include <cstdint>
#include <cstdlib>

#include "sim/service/gateway.h"
#include "sim/service/running_services.h"
#include "sim/service/service_list.h"
#include "sim/wire/arp.h"
#include "sim/wire/checksum.h"

namespace tlscam {
namespace {

constexpr std::size_t kIpAt = 14;
constexpr std::size_t kChecksumAt = kIpAt + 10;

void repair_checksum(Bytes& frame) {
  if (frame.size() < kIpAt + 20) return;
  const std::size_t header = (frame[kIpAt] & 0x0fu) * 4u;
  if (header < 20 || frame.size() < kIpAt + header) return;
  frame[kChecksumAt] = frame[kChecksumAt + 1] = 0;
  const std::uint16_t sum = internet_checksum(ByteView(frame).subspan(kIpAt, header));
  frame[kChecksumAt] = static_cast<std::uint8_t>(sum >> 8);
  frame[kChecksumAt + 1] = static_cast<std::uint8_t>(sum);
}

bool is_well_formed(ByteView bytes) {
  const auto frame = parse_ethernet(bytes);
  if (!frame) return false;
  if (frame->type == kEtherTypeArp) return parse_arp(frame->payload).has_value();
  return frame->type == kEtherTypeIpv4 && parse_ipv4_packet(frame->payload).has_value();
}

void feed(ByteView input) {
  EventQueue events(Instant(std::chrono::hours(24)));
  Switch network(events, 1);
  Gateway gateway(network);
  RunningServices services;
  for (const ServiceForm& form : service_forms()) {
    if (form.runs == ServiceForm::Runs::gateway)
      (void)services.start(form.key, form, {gateway, "", gateway.config().address, 1}, {}, {});
  }
  // A host beyond the gateway, whose packets lwIP takes.
  constexpr Ipv4Address kHost{{203, 0, 113, 10}};
  (void)gateway.add_host(kHost);
  (void)services.start("echo", *find_service("echo"), {gateway, "host", kHost, 1}, {}, {});
  gateway.dhcp().reserve({{2, 0, 0, 0, 0, 1}}, {{192, 168, 1, 50}}, "openmv");
  Link& node = network.plug("node", {}, [](ByteView frame) {
    if (!is_well_formed(frame)) std::abort();
  });

  Cursor in(input);
  while (!in.at_end()) {
    const std::size_t length = in.u16be();
    const ByteView taken = in.take(length);
    if (!in.ok()) return;
    Bytes frame(taken.begin(), taken.end());
    if (const auto parsed = parse_ethernet(frame); parsed && parsed->type == kEtherTypeIpv4) {
      repair_checksum(frame);
    }
    node.send(frame);
    events.run_until(events.now() + std::chrono::milliseconds(10));
  }
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}
