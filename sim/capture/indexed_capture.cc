#include "sim/capture/indexed_capture.h"

#include <algorithm>
#include <utility>

namespace tlscam {
namespace {

/// The frames from one known place to the next.
constexpr std::uint64_t kFramesApart = 64;

}  // namespace

FileBytes file_of(Bytes bytes) {
  return [kept = std::move(bytes)](std::uint64_t at, std::span<std::uint8_t> space) {
    if (at >= kept.size()) return std::size_t{0};
    const ByteView rest = ByteView(kept).subspan(static_cast<std::size_t>(at));
    const ByteView given = rest.first(std::min(rest.size(), space.size()));
    std::ranges::copy(given, space.begin());
    return given.size();
  };
}

Result<IndexedCapture> IndexedCapture::open(FileBytes bytes) {
  const auto at = std::make_shared<std::uint64_t>(0);
  auto reader = CaptureReader::open([bytes = std::move(bytes), at](std::span<std::uint8_t> space) {
    const std::size_t given = bytes(*at, space);
    *at += given;
    return given;
  });
  if (!reader) return tl::unexpected(reader.error());
  return IndexedCapture(std::move(*reader), at);
}

const CapturedFrame* IndexedCapture::next() {
  const CaptureReader::Place place = reader_.place();
  const CapturedFrame* const frame = reader_.next();
  if (!frame) return nullptr;
  if (size_ % kFramesApart == 0) places_.push_back(place);
  next_ = ++size_;
  return frame;
}

const CapturedFrame* IndexedCapture::frame(std::uint64_t place) {
  if (place >= size_) return nullptr;
  const std::uint64_t known = place / kFramesApart;
  if (place < next_ || known != next_ / kFramesApart) {
    const CaptureReader::Place& start = places_[static_cast<std::size_t>(known)];
    if (reader_.go_to(start)) *at_ = start.position;
    next_ = known * kFramesApart;
  }
  while (const CapturedFrame* const frame = reader_.next()) {
    if (next_++ == place) return frame;
  }
  next_ = size_;
  return nullptr;
}

}  // namespace tlscam
