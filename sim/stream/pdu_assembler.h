#pragma once
#include <cstddef>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/stream/pdu_cutter.h"

namespace tlscam {

/// `PduAssembler` makes whole protocol data units of the pieces of a PduCutter. It keeps the start of one
/// unit at most, and copies only what does not come in one piece.
template <typename Format>
class PduAssembler {
 public:
  struct Pdu {
    typename Format::Header header{};
    ByteView bytes{};  ///< with its header; valid until the next call and while the bytes that were read are
    bool is_continued = false;  ///< it began in bytes that were read before
    bool is_readable = true;    ///< false: these bytes are not a unit, and nothing can be read after them

    ByteView body() const { return bytes.subspan(Format::kHeaderSize); }
  };

  /// `next` takes the next unit that is complete out of `in`. It has no value when `in` is at its end, and
  /// when a unit is too long (see is_broken()).
  std::optional<Pdu> next(Cursor& in) {
    if (given_) forget();
    while (!broken_) {
      const auto piece = cutter_.next(in);
      if (!piece) break;
      if (piece->header && piece->header->length > Format::kLongest) {
        forget();
        broken_ = true;
        break;
      }
      if (piece->is_last && kept_.empty()) return Pdu{*piece->header, piece->bytes};
      if (!piece->is_readable && kept_.empty()) return Pdu{.bytes = piece->bytes, .is_readable = false};
      kept_.insert(kept_.end(), piece->bytes.begin(), piece->bytes.end());
      given_ = piece->is_last || !piece->is_readable;
      if (!piece->is_readable) return Pdu{.bytes = kept_, .is_continued = true, .is_readable = false};
      if (piece->is_last) return Pdu{*piece->header, kept_, true};
    }
    return std::nullopt;
  }

  /// `is_waiting`: the start of a unit was read, and more of it has to come.
  bool is_waiting() const { return !kept_.empty() && !given_; }
  /// `is_broken`: a unit was longer than `Format::kLongest`. Nothing is read until clear().
  bool is_broken() const { return broken_; }

  /// `clear` forgets the start of a unit: the next byte is the first one of another.
  void clear() {
    cutter_.clear();
    forget();
    broken_ = false;
  }

 private:
  void forget() {
    kept_.clear();
    given_ = false;
  }

  PduCutter<Format> cutter_;
  Bytes kept_;          ///< the start of a unit, or a whole one that was given out
  bool given_ = false;  ///< the kept bytes were given out with the last call
  bool broken_ = false;
};

}  // namespace tlscam
