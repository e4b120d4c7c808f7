#pragma once
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>

namespace tlscam {

/// `StreamRange` is a part of a stream, as offsets from its first byte.
struct StreamRange {
  std::uint64_t begin = 0;
  std::uint64_t end = 0;
  bool empty() const { return begin == end; }
  bool overlaps(const StreamRange& other) const { return begin < other.end && other.begin < end; }
};

/// `TcpOrder` says where segments lie in the stream of one direction of a TCP connection (RFC 9293
/// section 3.4). It keeps no bytes: whoever has to wait for those that are missing takes a TcpStream.
class TcpOrder {
 public:
  /// `first_sequence` is that of the first byte: the one of the SYN, plus one.
  explicit TcpOrder(std::uint32_t first_sequence) : first_sequence_(first_sequence) {}

  /// `ahead` says how far the segment is ahead of the stream's front, in bytes; negative: it, or some of it,
  /// comes again.
  std::int64_t ahead(std::uint32_t sequence) const {
    return static_cast<std::int32_t>(sequence - (first_sequence_ + static_cast<std::uint32_t>(next_)));
  }
  /// `locate` says where a segment lies. It has no value when the segment is farther from the stream's front
  /// than any window reaches, or lies before the first byte; what of it lies before the first byte is cut
  /// off.
  std::optional<StreamRange> locate(std::uint32_t sequence, std::size_t size) const;

  /// `next` is the offset of the first byte that has not passed yet.
  std::uint64_t next() const { return next_; }
  /// `advance` notes that all bytes before `end` have passed.
  void advance(std::uint64_t end) { next_ = std::max(next_, end); }

 private:
  std::uint32_t first_sequence_;
  std::uint64_t next_ = 0;
};

}  // namespace tlscam
