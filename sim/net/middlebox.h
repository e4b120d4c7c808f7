#pragma once
#include <functional>

#include "sim/base/bytes.h"
#include "sim/net/frame_fault.h"
#include "sim/time/event_queue.h"

namespace tlscam {

/// A Middlebox stands in the way of frames, on a link or before an address beyond the router. It sees each
/// frame and passes it on, as it is or changed, at once or later, or not at all; it may also send frames of
/// its own.
class Middlebox {
 public:
  /// Sends a frame on its way, or one that the box has made. It goes nowhere once the box is gone from its
  /// place.
  using Pass = std::function<void(ByteView frame, Direction direction)>;

  virtual ~Middlebox() = default;

  /// The box now stands on a way. The queue outlives the box.
  virtual void placed(EventQueue& events, Pass pass) = 0;

  /// A frame has come. The view is valid only during the call.
  virtual void see(ByteView frame, Direction direction) = 0;
};

}  // namespace tlscam
