#pragma once
#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/net/link.h"

namespace tlscam {

/// A frame as a tap saw it, once for each link that it was sent onto.
struct StoredFrame {
  std::uint64_t number = 0;  ///< counts from 0, also over frames that are no longer there
  Instant sent_at;
  Instant arrives_at;    ///< kNever unless delivered
  std::size_t link = 0;  ///< into FrameStore::links()
  Direction direction = Direction::from_node;
  Fate fate = Fate::delivered;
  Bytes bytes;
};

/// Keeps what a tap sees, the newest frames within a number of bytes: older ones make room.
class FrameStore {
 public:
  /// `byte_limit` counts the bytes of frames and what is kept with each of them.
  explicit FrameStore(std::size_t byte_limit = 32u << 20);

  void add(const TapEvent& event);
  /// A tap that adds to this store, which must outlive the switch.
  Tap tap() {
    return [this](const TapEvent& event) { add(event); };
  }

  /// Oldest first; `frames()[i].number` counts up by one from entry to entry.
  const std::deque<StoredFrame>& frames() const { return frames_; }
  /// The frame with this number, or nullptr when it made room or has not come yet.
  const StoredFrame* find(std::uint64_t number) const;
  /// The names of the links, in the order in which they were first seen. Never shrinks, so that the interface
  /// numbers of an export stay what they are.
  const std::vector<std::string>& links() const { return links_; }
  /// How many frames made room for newer ones.
  std::uint64_t dropped() const { return frames_.empty() ? next_ : frames_.front().number; }
  /// Forgets all frames; numbers go on, links stay.
  void clear();

 private:
  std::size_t link_index(const std::string& name);

  std::size_t byte_limit_;
  std::size_t bytes_ = 0;
  std::uint64_t next_ = 0;
  std::deque<StoredFrame> frames_;
  std::vector<std::string> links_;
};

}  // namespace tlscam
