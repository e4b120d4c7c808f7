#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/stream/tcp_order.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `TcpStream` is one direction of a TCP connection (RFC 9293 section 3.4). It puts the bytes in order that
/// were sent, whatever order, overlaps and repetitions they come in, and knows when each was sent first and
/// when it had arrived.
class TcpStream {
 public:
  /// `first_sequence` is that of the first byte: the one of the SYN, plus one. Bytes beyond a gap are kept up
  /// to `waiting_limit`; what comes above it is forgotten and must be sent again, as it is by a real
  /// receiver.
  TcpStream(std::uint32_t first_sequence, std::size_t waiting_limit)
      : order_(first_sequence), waiting_limit_(waiting_limit) {}

  /// `locate` says where a segment lies, as TcpOrder does.
  std::optional<StreamRange> locate(std::uint32_t sequence, std::size_t size) const {
    return order_.locate(sequence, size);
  }

  /// `sent` notes that a segment was sent. It returns the part of it that had been sent before.
  StreamRange sent(std::uint32_t sequence, ByteView bytes, Instant at);
  /// `take` returns the bytes in order that have not been taken yet.
  Bytes take();
  /// `skip_gap` gives up the bytes of the first gap when they lie before `end`: they were sent, and are not
  /// in any segment that was given. It returns whether there are bytes to take after the gap.
  bool skip_gap(std::uint64_t end);
  /// `size` counts the bytes that were sent, up to the first gap.
  std::uint64_t size() const { return order_.next(); }
  /// `sent_at` says when the byte at this offset was sent first. Offsets must not go down from call to call.
  Instant sent_at(std::uint64_t offset);

  /// `arrived` notes that a segment (or the FIN, as one byte after the end) has arrived.
  void arrived(StreamRange range, Instant at);
  struct Arrival {
    std::uint64_t end;  ///< all bytes before it have arrived
    Instant at;         ///< at this time
  };
  /// `next_arrival` is the next step of what has arrived without a gap: call it until there is none after
  /// arrived().
  std::optional<Arrival> next_arrival();

 private:
  struct Piece {
    std::uint64_t end;
    Instant at;
  };
  struct Sending {
    std::uint64_t end;
    Instant at;
  };
  void append(std::uint64_t offset, ByteView bytes, Instant at);
  void append_waiting();

  TcpOrder order_;
  std::size_t waiting_limit_;
  Bytes fresh_;
  struct Waiting {
    Bytes bytes;
    Instant at;
  };
  std::map<std::uint64_t, Waiting> waiting_;  ///< beyond a gap, by offset
  std::size_t waiting_bytes_ = 0;
  std::deque<Sending> sendings_;
  std::multimap<std::uint64_t, Piece> pieces_;  ///< arrived beyond a gap, by offset
  Arrival arrived_{0, Instant::min()};
};

}  // namespace tlscam
