#pragma once
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "sim/lab/protocol/snapshot.h"
#include "sim/net/link.h"

namespace tlscam {

/// The latest frames on the links, for subscribers that each read on from where they were. A frame is put
/// into words when it is read.
class FrameFeed {
 public:
  void add(const TapEvent& event);

  /// The position after every frame so far; positions only grow.
  std::uint64_t end() const { return first_ + frames_.size(); }

  /// Puts the frames from `position` on into the update, with how many were left out, and moves `position` to
  /// the end.
  void read(std::uint64_t& position, Update& update) const;

 private:
  struct Seen {
    Instant at, arrives;
    std::string link;
    Direction direction;
    Fate fate;
    Bytes bytes;
    bool altered;
  };
  static FrameShown shown(const Seen& seen);

  std::uint64_t first_ = 0;  // position of the first frame that is kept
  std::deque<Seen> frames_;
};

}  // namespace tlscam
