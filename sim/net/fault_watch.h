#pragma once
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "sim/base/bytes.h"
#include "sim/net/frame_fault.h"
#include "sim/net/message_scanner.h"
#include "sim/stream/flow.h"
#include "sim/stream/tcp_order.h"
#include "sim/wire/tcp.h"
#include "sim/wire/udp.h"

namespace tlscam {

/// `FaultWatch` looks for the frame that a fault waits for, in one direction of a link. In a TCP stream that
/// it did not see from its beginning it starts where a segment begins with a record.
class FaultWatch {
 public:
  /// `Hit` is about the fault's frame: where in it the byte stands (0 for a drop), or why it cannot be done.
  struct Hit {
    std::size_t position = 0;
    std::string missed;  ///< for people; empty: it can be done
  };

  explicit FaultWatch(FrameFault fault) : fault_(fault) {}

  /// `see` takes the next frame that is not lost anyway. After a hit the watch is at its end.
  std::optional<Hit> see(ByteView frame);

 private:
  using Way = std::pair<FlowEnd, FlowEnd>;  ///< from, to
  struct Stream {
    std::optional<TcpOrder> order{};  ///< no value: not in step with the stream
    MessageScanner scanner{};
    bool counted = false;  ///< the message at hand is the one
  };

  std::optional<Hit> see_stream(const TcpSegment& segment, ByteView frame);
  std::optional<Hit> see_piece(Stream& stream, const MessageScanner::Piece& piece, std::size_t position);
  std::optional<Hit> see_records(const UdpDatagram& datagram, ByteView frame);
  std::optional<Hit> see_fragment(const DtlsHandshakeFragment& fragment, const Way& way,
                                  std::size_t position);
  std::optional<Hit> see_whole(ByteView content, ByteView frame);
  /// `is_chosen` counts one more target; true: it is the chosen one.
  bool is_chosen() { return ++seen_ == fault_.nth; }
  std::optional<std::uint32_t> wanted(std::uint32_t size) const;
  std::string no_such_byte(std::uint32_t size) const;

  FrameFault fault_;
  std::uint32_t seen_ = 0;
  std::map<Way, Stream> streams_;
  std::optional<std::pair<Way, std::uint16_t>> chosen_message_;  ///< the DTLS message, by its message_seq
};

}  // namespace tlscam
