// This sends segments and datagrams between two nodes, well-formed as packets, with arbitrary flags, numbers
// and content, that arrive or get lost. One step of the input is: kind (1 byte: bit 0 the direction, bit 1
// UDP, bits 2-3 its fate, bits 4-7 ports), flags (1), sequence number from the start (2), length of the
// payload (1), payload.
#include <cstdint>
#include <cstdlib>

#include "sim/base/cursor.h"
#include "sim/dissect/frame_summary.h"
#include "sim/dissect/ladder/ladder.h"
#include "sim/wire/ethernet.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {
namespace {

constexpr LadderLimits kLimits{.conversations = 4, .entries = 8, .waiting_bytes = 256};
/// The same of a file of somebody else's, which may begin in the middle.
constexpr LadderLimits kLimitsOfFiles{
    .conversations = 4, .entries = 8, .waiting_bytes = 256, .from_the_middle = true};
const std::string kLinks[] = {"a", "b"};

struct Step {
  bool back;
  bool udp;
  std::uint8_t fate;
  std::uint8_t ports;
  std::uint8_t flags;
  std::uint16_t sequence;
  ByteView payload;
};

Bytes frame_of(const Step& step, std::uint16_t number) {
  const Ipv4Address addresses[] = {{{10, 0, 0, 1}}, {{10, 0, 0, 2}}};
  const MacAddress nodes[] = {{{2, 0, 0, 0, 0, 1}}, {{2, 0, 0, 0, 0, 2}}};
  const Ipv4Address from = addresses[step.back], to = addresses[!step.back];
  const std::uint16_t ports[] = {static_cast<std::uint16_t>(40000 + step.ports), 8443};
  const std::uint16_t from_port = ports[step.back], to_port = ports[!step.back];
  const Bytes inner = step.udp ? emit_udp({from, from_port, to, to_port, step.payload})
                               : emit_tcp({.source = from,
                                           .source_port = from_port,
                                           .destination = to,
                                           .destination_port = to_port,
                                           .sequence = 0xffff'fff0u + step.sequence,
                                           .flags = step.flags,
                                           .payload = step.payload});
  const Bytes packet = emit_ipv4_packet({.source = from,
                                         .destination = to,
                                         .protocol = step.udp ? kProtocolUdp : kProtocolTcp,
                                         .identification = number,
                                         .payload = inner});
  return emit_ethernet({nodes[!step.back], nodes[step.back], kEtherTypeIpv4, packet});
}

void check(const Ladder& ladder) {
  if (ladder.conversations().size() > kLimits.conversations) std::abort();
  for (const Conversation& conversation : ladder.conversations()) {
    if (conversation.entries.size() > kLimits.entries) std::abort();
    for (std::size_t i = 1; i < conversation.entries.size(); ++i) {
      if (conversation.entries[i - 1].id >= conversation.entries[i].id) std::abort();
    }
  }
}

void feed(ByteView input) {
  Ladder ladder(kLimits);
  Ladder of_file(kLimitsOfFiles);
  Instant now{std::chrono::hours(1)};
  std::uint16_t number = 0;
  Cursor in(input);
  while (!in.at_end()) {
    const std::uint8_t what = in.u8();
    Step step{(what & 1) != 0,
              (what & 2) != 0,
              static_cast<std::uint8_t>(what >> 2 & 3),
              static_cast<std::uint8_t>(what >> 4),
              in.u8(),
              in.u16be(),
              {}};
    step.payload = in.take(in.u8());
    if (!in.ok()) break;
    const Bytes frame = frame_of(step, ++number);
    now += Duration(100);
    const bool leaves = step.fate != 1;
    const bool arrives = leaves && step.fate != 2;
    ladder.see({now, leaves ? now + Duration(10) : kNever, kLinks[step.back], Direction::from_node,
                leaves ? Fate::delivered : Fate::lost, frame});
    of_file.see({now, kNever, kLinks[step.back], Direction::from_node, Fate::delivered, frame});
    if (leaves) {
      ladder.see({now, arrives ? now + Duration(20) : kNever, kLinks[!step.back], Direction::to_node,
                  arrives ? Fate::delivered : Fate::link_down, frame});
    }
    if (summarize(frame).summary.empty()) std::abort();
    check(ladder);
    check(of_file);
  }
  of_file.finish();
  check(of_file);
  const std::string link = "raw";
  ladder.see({now, now, link, Direction::from_node, Fate::delivered, input});
  if (summarize(input).protocol.empty()) std::abort();
}

}  // namespace
}  // namespace tlscam

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  tlscam::feed({data, size});
  return 0;
}
