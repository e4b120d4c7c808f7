#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <vector>

#include "sim/capture/capture_reader.h"

namespace tlscam {

/// `FileBytes` gives bytes of a file from `at` on: it fills the space or the beginning of it, and returns how
/// many bytes it wrote. 0: the file ends there, or cannot be read.
using FileBytes = std::function<std::size_t(std::uint64_t at, std::span<std::uint8_t> space)>;

/// `file_of` keeps the bytes.
FileBytes file_of(Bytes bytes);

/// `IndexedCapture` gives the frames of a capture file in any order, and keeps none of them: it remembers
/// where in the file some of them are, and reads the file again.
class IndexedCapture {
 public:
  /// It fails when it is not a capture at all.
  static Result<IndexedCapture> open(FileBytes bytes);

  /// `next` reads the file for the first time: the next frame, or nullptr behind the last one. Not to be
  /// called once frame() was. Valid until the next call.
  const CapturedFrame* next();

  /// `size` counts the frames that next() gave.
  std::uint64_t size() const { return size_; }
  /// `frame` gives one of them, from 0 on; nullptr if the file no longer has it. Valid until the next call.
  const CapturedFrame* frame(std::uint64_t place);

  /// How far the file was read, and what it says of itself.
  const CaptureReader& file() const { return reader_; }

 private:
  IndexedCapture(CaptureReader reader, std::shared_ptr<std::uint64_t> at)
      : reader_(std::move(reader)), at_(std::move(at)) {}

  CaptureReader reader_;
  std::shared_ptr<std::uint64_t> at_;         ///< in the file: what the reader's source gives next
  std::vector<CaptureReader::Place> places_;  ///< one for every so many frames
  std::uint64_t size_ = 0;
  std::uint64_t next_ = 0;  ///< the frame that the reader gives next
};

}  // namespace tlscam
