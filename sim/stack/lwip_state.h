#pragma once
#include <cstdint>
#include <mutex>

#include "sim/base/bytes.h"
#include "sim/base/random.h"
#include "sim/time/event_queue.h"

namespace tlscam {

/// An LwipState is what lwIP knows on behalf of one stack. lwIP keeps it in variables of the process;
/// LwipInUse exchanges them when another stack had them last.
class LwipState {
 public:
  /// lwIP's clock starts at the queue's present; the queue outlives the state.
  LwipState(EventQueue& events, std::uint64_t seed);
  ~LwipState();
  LwipState(const LwipState&) = delete;
  LwipState& operator=(const LwipState&) = delete;

  std::uint32_t milliseconds() const;
  std::uint32_t random() { return static_cast<std::uint32_t>(random_.next()); }

 private:
  friend class LwipInUse;
  EventQueue& events_;
  Instant started_;
  Random random_;
  Bytes saved_;
};

/// While an LwipInUse lives, lwIP works for one stack. Whoever calls lwIP holds one; it may be nested for the
/// same stack. Another thread waits.
class LwipInUse {
 public:
  explicit LwipInUse(LwipState& state);

 private:
  std::unique_lock<std::recursive_mutex> lock_;
};

}  // namespace tlscam
