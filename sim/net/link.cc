#include "sim/net/link.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/net/fault_watch.h"
#include "sim/net/switch.h"

namespace tlscam {
namespace {

constexpr std::size_t kShortestFrame = 14;   // an Ethernet header
constexpr std::size_t kLongestFrame = 1514;  // with 1500 bytes of payload
constexpr Duration kLongestWait{1'000'000};  // as much as a sender's queue holds, as time on the wire
constexpr Duration kReorderingDelay{1'000};
constexpr std::size_t kMostFaultsTold = 20;

/// How long the frame occupies the wire. IEEE 802.3 adds to it, or to the 60 bytes it is padded to: preamble
/// (8), frame check sequence (4) and the gap to the next frame (12).
Duration wire_time(std::size_t frame_size, std::uint64_t bits_per_second) {
  if (bits_per_second == 0) return Duration(0);
  const std::uint64_t bits = (std::max<std::size_t>(frame_size, 60) + 24) * 8;
  return Duration((bits * 1'000'000 + bits_per_second - 1) / bits_per_second);
}

}  // namespace

Result<void> check_conditions(const LinkConditions& conditions) {
  const std::pair<const char*, double> probabilities[] = {{"loss", conditions.loss},
                                                          {"duplication", conditions.duplication},
                                                          {"reordering", conditions.reordering}};
  for (const auto& [name, value] : probabilities)
    if (!(value >= 0 && value <= 1))
      return fail("{}: {} is not a probability; it goes from 0 (never) to 1 (always)", name, value);
  if (conditions.delay < Duration::zero() || conditions.delay > kLongestDelay)
    return fail("delay: a link's delay is 0 to 1 minute");
  return {};
}

Link::Link(Switch& owner, std::string name, LinkConditions conditions, Receiver receiver, std::uint64_t seed)
    : switch_(owner),
      name_(std::move(name)),
      conditions_(conditions),
      receiver_(std::make_shared<const Receiver>(std::move(receiver))),
      random_(seed),
      free_at_{owner.events().now(), owner.events().now()} {}

Link::~Link() = default;

void Link::drop_next(std::function<bool(ByteView)> matches) {
  drop_next_ = matches ? std::move(matches) : [](ByteView) { return true; };
}

std::uint32_t Link::place_fault(const FrameFault& fault) {
  const std::uint32_t id = next_fault_++;
  faults_.push_back({id, fault, PlacedFault::State::pending, {}, ""});
  watches_.emplace(id, std::make_unique<FaultWatch>(fault));
  const auto waits = [](const PlacedFault& placed) { return placed.state == PlacedFault::State::pending; };
  if (faults_.size() > kMostFaultsTold) {
    const auto oldest = std::ranges::find_if_not(faults_, waits);
    if (oldest != faults_.end()) faults_.erase(oldest);
  }
  return id;
}

bool Link::remove_fault(std::uint32_t id) {
  if (watches_.erase(id) == 0) return false;
  std::erase_if(faults_, [&](const PlacedFault& placed) { return placed.id == id; });
  return true;
}

Link::Faulted Link::meet_faults(ByteView frame, Direction direction) {
  Faulted result;
  for (PlacedFault& placed : faults_) {
    if (placed.state != PlacedFault::State::pending || placed.fault.direction != direction) continue;
    const auto hit = watches_.at(placed.id)->see(frame);
    if (!hit) continue;
    watches_.erase(placed.id);
    placed.at = switch_.events().now();
    placed.state = hit->missed.empty() ? PlacedFault::State::done : PlacedFault::State::missed;
    placed.text = hit->missed;
    if (placed.state == PlacedFault::State::missed) continue;
    placed.text = fmt::format("{}, a frame of {} bytes", to_text(placed.fault), frame.size());
    if (placed.fault.action == FaultAction::drop) {
      result.dropped = true;
      continue;
    }
    if (!result.altered) result.bytes.assign(frame.begin(), frame.end());
    result.altered = true;
    const std::uint8_t before = result.bytes[hit->position];
    flip_bit(result.bytes, hit->position, placed.fault.bit, placed.fault.repair_checksums);
    placed.text += fmt::format(": 0x{:02x} became 0x{:02x}", before, result.bytes[hit->position]);
  }
  return result;
}

void Link::set_middlebox(std::shared_ptr<Middlebox> box, std::string name) {
  middlebox_ = std::move(box);
  box_name_ = std::move(name);
  if (!middlebox_) return;
  const std::weak_ptr box_there = middlebox_;
  const std::weak_ptr link_there = receiver_;
  middlebox_->placed(switch_.events(), [=, this](ByteView frame, Direction direction) {
    if (link_there.expired() || box_there.lock() != middlebox_) return;
    if (frame.size() < kShortestFrame || frame.size() > kLongestFrame) return;
    if (shown_ && shown_->direction == direction && std::ranges::equal(shown_->frame, frame))
      shown_->passed = true;
    else
      tell_of_box(frame, Direction::from_node);
    direction == Direction::from_node ? switch_.forward(*this, frame) : carry(frame, Direction::to_node);
  });
}

void Link::send(ByteView frame) {
  if (frame.size() < kShortestFrame || frame.size() > kLongestFrame) return;
  carry(frame, Direction::from_node);
}

// The frame has crossed the link and comes to the switch.
void Link::leave(ByteView frame) {
  if (middlebox_) return show_box(frame, Direction::from_node);
  switch_.forward(*this, frame);
}

// The switch hands a frame to the link.
void Link::enter(ByteView frame) {
  if (middlebox_) return show_box(frame, Direction::to_node);
  carry(frame, Direction::to_node);
}

void Link::show_box(ByteView frame, Direction direction) {
  Shown shown{frame, direction};
  Shown* const before = std::exchange(shown_, &shown);
  const auto box = middlebox_;
  box->see(frame, direction);
  shown_ = before;
  if (!shown.passed) tell_of_box(frame, Direction::to_node);
}

void Link::tell_of_box(ByteView frame, Direction direction) const {
  if (box_name_.empty()) return;
  const Instant now = switch_.events().now();
  switch_.tap({now, now, box_name_, direction, Fate::delivered, frame, false, true});
}

void Link::carry(ByteView frame, Direction direction) {
  // The same numbers are drawn for every frame, so that changing one condition does not change the others'
  // luck.
  const bool lose = random_.chance(conditions_.loss);
  const bool duplicate = random_.chance(conditions_.duplication);
  const bool reorder = random_.chance(conditions_.reordering);

  const Instant now = switch_.events().now();
  if (!conditions_.up) return switch_.tap({now, kNever, name_, direction, Fate::link_down, frame});
  bool drop = drop_next_ && drop_next_(frame);
  if (drop) drop_next_ = nullptr;
  // A frame that is lost anyway is not the one that a fault waits for: it will be sent again.
  Faulted faulted;
  if (!watches_.empty() && !lose && !drop) faulted = meet_faults(frame, direction);
  drop = drop || faulted.dropped;
  if (faulted.altered) frame = faulted.bytes;

  const int copies = duplicate && !lose && !drop ? 2 : 1;
  for (int copy = 0; copy < copies; ++copy) {
    Instant& free_at = free_at_[static_cast<std::size_t>(direction)];
    const Instant start = std::max(now, free_at);
    if (lose || drop || start - now > kLongestWait) {
      switch_.tap({now, kNever, name_, direction, Fate::lost, frame, faulted.altered});
      continue;
    }
    free_at = start + wire_time(frame.size(), conditions_.bits_per_second);
    Instant arrives = free_at + conditions_.delay;
    if (reorder && copy == 0) arrives += conditions_.delay + kReorderingDelay;
    switch_.tap({now, arrives, name_, direction, Fate::delivered, frame, faulted.altered});
    switch_.events().at(arrives, [this, alive = std::weak_ptr(receiver_), direction,
                                  bytes = Bytes(frame.begin(), frame.end())] {
      // Holding the receiver also keeps it whole when it unplugs its own link.
      const auto receiver = alive.lock();
      if (!receiver) return;
      if (direction == Direction::from_node) return leave(bytes);
      (*receiver)(bytes);
    });
  }
}

}  // namespace tlscam
