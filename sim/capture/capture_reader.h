#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/byte_source.h"
#include "sim/capture/capture_file.h"

namespace tlscam {

class FileCursor;

/// Reads a capture file of either format from front to back, a piece at a time: its memory does not depend on
/// the size of the file. Blocks that are not known are skipped.
class CaptureReader {
 public:
  /// Fails when it is not a capture at all.
  static Result<CaptureReader> open(ByteSource source);

  /// The next frame, or nullptr behind the last one. Valid until the next call.
  const CapturedFrame* next();

  /// How many bytes of the file were read.
  std::uint64_t position() const { return position_; }

  /// From where on a file can be read again, with what was known there.
  struct Place {
    std::uint64_t position = 0;
    Instant at;  ///< the time of the frame before it
    std::uint32_t interfaces = 0;
    std::uint32_t first_interface = 0;
    bool big_endian = false;
  };
  Place place() const;
  /// Goes on from a place where it was before, and forgets nothing that it has read. True: the next bytes of
  /// the source must be those at the place's position; false: the source goes on as it is.
  [[nodiscard]] bool go_to(const Place& place);

  // This was read so far: all of it once next() has given the last frame.
  const std::vector<CaptureInterface>& interfaces() const { return interfaces_; }
  const std::string& key_log() const { return key_log_; }
  const std::string& comment() const { return comment_; }
  const std::string& damage() const { return damage_; }

 private:
  /// `TimeScale` says how long a clock tick of an interface is, and from when on it counts.
  struct TimeScale {
    std::uint64_t ticks_per_second = 1'000'000;
    std::uint64_t offset_seconds = 0;
    Instant instant(std::uint64_t ticks) const;
  };
  enum class Format : std::uint8_t { pcapng, pcap };
  enum class Found : std::uint8_t { frame, other };

  explicit CaptureReader(ByteSource source) : source_(std::move(source)) {}
  ByteView peek(std::size_t size);
  Result<void> begin();
  Result<void> begin_pcap(ByteView header);
  Result<Found> read_block();
  Result<Found> read_body(std::uint32_t type, FileCursor& in);
  Result<Found> read_section(FileCursor& in);
  Result<Found> read_interface(FileCursor& in);
  Result<Found> read_packet(FileCursor& in, std::uint32_t interface);
  Result<Found> read_simple_packet(FileCursor& in);
  Result<Found> read_secrets(FileCursor& in);
  Result<Found> read_pcap_packet();

  ByteSource source_;
  Bytes buffer_;                ///< a piece of the file
  std::size_t begin_ = 0;       ///< into the buffer: the first byte that was not read yet
  std::size_t end_ = 0;         ///< into the buffer: behind the last byte that the source gave
  std::uint64_t position_ = 0;  ///< where in the file the first byte is that was not read yet
  std::uint64_t furthest_ = 0;  ///< how far it was ever read: what lies before is known
  bool ended_ = false;          ///< nothing more is read

  Format format_ = Format::pcapng;
  bool big_endian_ = false;
  std::vector<CaptureInterface> interfaces_;
  std::vector<TimeScale> scales_;    ///< one for each interface
  std::size_t first_interface_ = 0;  ///< the first one of this section
  std::size_t described_ = 0;        ///< interfaces that stand before the position
  std::string key_log_;
  std::string comment_;
  std::string damage_;
  CapturedFrame frame_;
};

}  // namespace tlscam
