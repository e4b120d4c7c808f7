#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <tuple>

#include "sim/base/bytes.h"
#include "sim/net/frame_fault.h"
#include "sim/net/message_scanner.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {

/// Looks for the frame that a fault waits for, in one direction of a link. In a TCP stream that it did not
/// see from its beginning it starts where a segment begins with a record.
class FaultWatch {
 public:
  /// The fault's frame: where in it the byte stands (0 for a drop), or why it cannot be done.
  struct Hit {
    std::size_t position = 0;
    std::string missed;  ///< for people; empty: it can be done
  };

  explicit FaultWatch(FrameFault fault) : fault_(fault) {}

  /// The next frame that is not lost anyway. After a hit this is at its end.
  std::optional<Hit> see(ByteView frame);

 private:
  using FlowKey = std::tuple<Ipv4Address, std::uint16_t, Ipv4Address, std::uint16_t>;
  struct Flow {
    std::optional<std::uint32_t> next;  // sequence number of TCP; none: not in step with the stream
    MessageScanner scanner;
    bool counted = false;  // the message at hand is the one
  };

  std::optional<Hit> see_payload(ByteView payload, ByteView frame);
  std::optional<Hit> see_stream(const TcpSegment& segment, ByteView frame);
  std::optional<Hit> see_byte(Flow& flow, const MessageScanner::Place& place, std::size_t position);
  std::optional<Hit> see_records(const UdpDatagram& datagram, ByteView frame);
  std::optional<Hit> see_fragment(const DtlsHandshakeFragment& fragment, const FlowKey& key,
                                  std::size_t position);
  std::optional<Hit> see_whole(ByteView content, ByteView frame);
  /// Counts one more target; true: it is the chosen one.
  bool is_chosen() { return ++seen_ == fault_.nth; }
  std::optional<std::uint32_t> wanted(std::uint32_t size) const;
  std::string no_such_byte(std::uint32_t size) const;

  FrameFault fault_;
  std::uint32_t seen_ = 0;
  std::map<FlowKey, Flow> flows_;
  std::optional<std::pair<FlowKey, std::uint16_t>> chosen_message_;  // of DTLS, by its message_seq
};

}  // namespace tlscam
