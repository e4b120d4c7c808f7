#include "sim/lab/session/frame_feed.h"

#include <algorithm>

#include "sim/dissect/frame_summary.h"

namespace tlscam {

void FrameFeed::add(const TapEvent& event) {
  frames_.push_back({event.sent_at, event.arrives_at, event.link, event.direction, event.fate,
                     Bytes(event.frame.begin(), event.frame.end()), event.altered});
  if (frames_.size() <= kMostFramesShown) return;
  frames_.pop_front();
  ++first_;
}

void FrameFeed::read(std::uint64_t& position, Update& update) const {
  update.frames_left_out = position < first_ ? first_ - position : 0;
  for (std::uint64_t at = std::max(position, first_); at < end(); ++at)
    update.frames.push_back(shown(frames_[at - first_]));
  position = end();
}

FrameShown FrameFeed::shown(const Seen& seen) {
  const FrameSummary summary = summarize(seen.bytes);
  FrameShown shown;
  shown.at = seen.at;
  if (seen.arrives != kNever) shown.arrives = seen.arrives;
  shown.link = seen.link;
  shown.from_node = seen.direction == Direction::from_node;
  shown.fate = seen.fate;
  shown.protocol = summary.protocol;
  shown.summary = summary.summary;
  shown.source = summary.source;
  shown.destination = summary.destination;
  shown.size = static_cast<std::uint32_t>(seen.bytes.size());
  shown.altered = seen.altered;
  return shown;
}

}  // namespace tlscam
