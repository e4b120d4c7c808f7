#pragma once
#include <cstdint>
#include <deque>
#include <string_view>

#include "sim/base/result.h"
#include "sim/service/attack/learned.h"
#include "sim/time/event_queue.h"

namespace tlscam {

/// An Attacker is a service that people start and stop while the world runs, and that remembers what it has
/// learned. It is stopped at first. Leaks stay leaks: stopping it makes nothing forgotten.
class Attacker {
 public:
  /// The queue, which outlives the attacker, tells the time.
  explicit Attacker(EventQueue& events) : events_(events) {}
  virtual ~Attacker() = default;
  Attacker(const Attacker&) = delete;
  Attacker& operator=(const Attacker&) = delete;

  bool active() const { return active_; }
  /// Gathers what it needs to begin. Fails, with the reason, when something is missing; then it is not to be
  /// started.
  virtual Result<void> prepare() { return {}; }
  /// Starts or stops it; nothing happens when it is so already.
  void set_active(bool active);

  /// The latest things that it has learned, oldest first.
  const std::deque<Learned>& learned() const { return learned_; }
  /// How many there were, with those that learned() has forgotten.
  std::uint64_t learned_count() const { return learned_count_; }

 protected:
  EventQueue& events() const { return events_; }
  /// Called at its start, and at its end.
  virtual void started() {}
  virtual void stopped() {}

  /// Adds what is learned now. Text that follows text between the same ends goes on in the same entry, and
  /// sizes between them add up.
  void learn(Learned news);

 private:
  bool goes_on_in_last(const Learned& news) const;
  bool adds_up(const Learned& news);

  EventQueue& events_;
  bool active_ = false;
  std::deque<Learned> learned_;
  std::uint64_t learned_count_ = 0;
};

}  // namespace tlscam
