#include "sim/capture/frame_store.h"

#include <algorithm>

namespace tlscam {
namespace {

std::size_t cost(const StoredFrame& frame) {
  return sizeof frame + frame.bytes.size();
}

}  // namespace

FrameStore::FrameStore(std::size_t byte_limit) : byte_limit_(byte_limit) {}

void FrameStore::add(const TapEvent& event) {
  frames_.push_back({.number = next_++,
                     .sent_at = event.sent_at,
                     .arrives_at = event.arrives_at,
                     .link = link_index(event.link),
                     .direction = event.direction,
                     .fate = event.fate,
                     .bytes = Bytes(event.frame.begin(), event.frame.end())});
  bytes_ += cost(frames_.back());
  while (bytes_ > byte_limit_) {
    bytes_ -= cost(frames_.front());
    frames_.pop_front();
  }
}

const StoredFrame* FrameStore::find(std::uint64_t number) const {
  if (frames_.empty() || number < frames_.front().number || number >= next_) return nullptr;
  return &frames_[number - frames_.front().number];
}

void FrameStore::clear() {
  frames_.clear();
  bytes_ = 0;
}

std::size_t FrameStore::link_index(const std::string& name) {
  const auto found = std::ranges::find(links_, name);
  if (found != links_.end()) return static_cast<std::size_t>(found - links_.begin());
  links_.push_back(name);
  return links_.size() - 1;
}

}  // namespace tlscam
