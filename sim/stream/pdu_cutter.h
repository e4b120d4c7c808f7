#pragma once
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"

namespace tlscam {

/// `PduCutter` cuts a stream into the pieces of its protocol data units while the bytes pass. A unit is a
/// header that says how many bytes follow, and those bytes. The cutter keeps no more than a header, so that
/// it is for whoever counts, changes or drops bytes on their way; whoever needs whole units takes a
/// PduAssembler.
///
/// `Format` has the type `Header` with a member `length`, `kHeaderSize`, `parse()` for a whole header (no
/// value: this is not one) and `may_begin()` for a part of one.
template <typename Format>
class PduCutter {
 public:
  /// `Piece` holds the neighbouring bytes of one unit.
  struct Piece {
    std::optional<typename Format::Header> header{};  ///< no value: it is not complete yet
    std::size_t offset = 0;   ///< where `bytes` begin in the unit, whose header begins at 0
    ByteView bytes{};         ///< borrowed from what was read
    bool is_last = false;     ///< the unit ends with these bytes
    bool is_readable = true;  ///< false: a header made no sense, and these bytes are not in any unit

    /// `body` is what of the bytes stands after the header.
    ByteView body() const { return bytes.subspan(std::min(bytes.size(), header_left())); }
    /// `body_offset` counts from the end of the header.
    std::size_t body_offset() const { return offset + header_left() - Format::kHeaderSize; }

   private:
    std::size_t header_left() const {
      return offset < Format::kHeaderSize ? Format::kHeaderSize - offset : 0;
    }
  };

  /// `next` takes the next piece out of `in`, as much of one unit as is there. It has no value when `in` is
  /// at its end. After a header that makes no sense, all that comes is one unreadable piece.
  std::optional<Piece> next(Cursor& in) {
    if (in.at_end()) return std::nullopt;
    const ByteView there = Cursor(in).rest();
    Piece piece{.offset = done_};
    std::size_t taken = 0;
    if (!header_ && !broken_) {
      taken = std::min(Format::kHeaderSize - done_, there.size());
      std::copy_n(there.begin(), taken, start_.begin() + static_cast<std::ptrdiff_t>(done_));
      done_ += taken;
      read_header();
    }
    if (broken_) {
      piece.is_readable = false;
      piece.bytes = in.rest();
      return piece;
    }
    if (header_) {
      const std::size_t size = Format::kHeaderSize + header_->length;
      const std::size_t more = std::min(size - done_, there.size() - taken);
      taken += more;
      done_ += more;
      piece.header = header_;
      piece.is_last = done_ == size;
    }
    piece.bytes = in.take(taken);
    if (piece.is_last) clear();
    return piece;
  }

  /// `clear` makes the next byte the first one of a unit.
  void clear() {
    header_.reset();
    done_ = 0;
    broken_ = false;
  }

 private:
  void read_header() {
    const ByteView start = ByteView(start_).first(done_);
    if (done_ == Format::kHeaderSize) {
      header_ = Format::parse(start);
      broken_ = !header_;
    } else {
      broken_ = !Format::may_begin(start);
    }
  }

  std::array<std::uint8_t, Format::kHeaderSize> start_{};
  std::optional<typename Format::Header> header_;  ///< the header of the unit that is passing
  std::size_t done_ = 0;                           ///< how many of its bytes have passed
  bool broken_ = false;
};

}  // namespace tlscam
