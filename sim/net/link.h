#pragma once
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/random.h"
#include "sim/base/result.h"
#include "sim/net/frame_fault.h"
#include "sim/net/middlebox.h"
#include "sim/time/event_queue.h"

namespace tlscam {

class FaultWatch;
class Switch;

/// `LinkConditions` say how a link treats frames, in both directions. Probabilities are 0 to 1 and apply to
/// each frame.
struct LinkConditions {
  bool up = true;
  Duration delay{100};                          ///< from the first end to the other
  std::uint64_t bits_per_second = 100'000'000;  ///< 0: no limit
  double loss = 0;
  double duplication = 0;
  double reordering = 0;  ///< such a frame is held back by `delay` plus 1 ms, so that later ones overtake it
};

/// `kLongestDelay` is the longest delay that a link may have.
inline constexpr Duration kLongestDelay = std::chrono::minutes(1);

/// `check_conditions` refuses conditions beyond their limits: probabilities are 0 to 1, the delay 0 to
/// kLongestDelay. The message begins with the member that is wrong ("delay: ...").
Result<void> check_conditions(const LinkConditions& conditions);

/// `Fate` is what became of a frame on a link.
enum class Fate { delivered, lost, link_down };

/// `TapEvent` is what a tap sees: each frame once when it is sent onto a link, with what becomes of it. A
/// frame that crosses the switch is sent onto two links or more, and a duplicate is a frame of its own.
struct TapEvent {
  Instant sent_at;     ///< when it was handed to the link; it may then wait for earlier ones to leave
  Instant arrives_at;  ///< kNever unless delivered
  const std::string& link;
  Direction direction;
  Fate fate;
  ByteView frame;        ///< as it goes on from here; valid only during the call
  bool altered = false;  ///< a fault of this link has flipped a bit of it
  /// The middlebox named `link` has made the frame (from_node) or kept it for itself (to_node), as a node
  /// with a link of its own would have done.
  bool by_box = false;
};

using Tap = std::function<void(const TapEvent&)>;

/// `Link` is a cable (or a radio link) between one node and the switch, which owns it. A frame occupies its
/// direction of the link for as long as its bits take at `bits_per_second`; frames that would wait for more
/// than a second are lost, as they are when a queue is full. Conditions apply to frames sent after they were
/// set.
class Link {
 public:
  /// Called with each frame that arrives at the node. The view is valid only during the call.
  using Receiver = std::function<void(ByteView frame)>;

  Link(Switch& owner, std::string name, LinkConditions conditions, Receiver receiver, std::uint64_t seed);
  ~Link();
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  const std::string& name() const { return name_; }
  const LinkConditions& conditions() const { return conditions_; }
  void set_conditions(LinkConditions conditions) { conditions_ = conditions; }

  /// `segment` is the broadcast domain: the switch carries frames between links of one only. 0 is the network
  /// of the gateway; each camera that is an access point has another.
  unsigned segment() const { return segment_; }
  void set_segment(unsigned segment) { segment_ = segment; }

  /// `drop_next` loses the next frame that the node sends or receives and that `matches` (any frame when it
  /// is empty). A new call replaces one that has not met its frame yet.
  void drop_next(std::function<bool(ByteView frame)> matches = {});
  /// `drop_pending` is true while drop_next() still waits for its frame.
  bool drop_pending() const { return static_cast<bool>(drop_next_); }

  /// `place_fault` places a fault, which waits for its frame; several may wait. It returns its number on this
  /// link. The fault must have passed check_fault().
  std::uint32_t place_fault(const FrameFault& fault);
  /// `remove_fault` cancels a fault that still waits. It returns false when there is none of this number.
  bool remove_fault(std::uint32_t id);
  /// `faults` are those that wait, and the latest that do not any more, oldest first.
  const std::deque<PlacedFault>& faults() const { return faults_; }

  /// `set_middlebox` puts a box in the way of the frames between this link and the switch; nullptr takes it
  /// away. Frames from the node reach it after they have crossed the link, those to the node before. The
  /// link's faults and conditions apply to the node's side. Taps hear by `name` of the frames that the box
  /// makes or keeps; without a name they do not.
  void set_middlebox(std::shared_ptr<Middlebox> box, std::string name = "");
  const std::shared_ptr<Middlebox>& middlebox() const { return middlebox_; }

  /// `send`: the node sends a frame. One longer than 1514 or shorter than 14 bytes is dropped, as a switch
  /// does.
  void send(ByteView frame);

 private:
  friend class Switch;
  void carry(ByteView frame, Direction direction);
  void leave(ByteView frame);
  void enter(ByteView frame);
  void show_box(ByteView frame, Direction direction);
  void tell_of_box(ByteView frame, Direction direction) const;
  /// `Faulted` is what the faults that wait make of a frame.
  struct Faulted {
    Bytes bytes;  ///< the frame, if it is altered
    bool altered = false;
    bool dropped = false;
  };
  Faulted meet_faults(ByteView frame, Direction direction);

  Switch& switch_;
  std::string name_;
  LinkConditions conditions_;
  unsigned segment_ = 0;
  std::shared_ptr<const Receiver> receiver_;  ///< frames on their way hold it weakly: gone, when unplugged
  std::shared_ptr<Middlebox> middlebox_;
  std::string box_name_;
  /// `Shown` is the frame that the box is looking at.
  struct Shown {
    ByteView frame;
    Direction direction;
    bool passed = false;
  };
  Shown* shown_ = nullptr;
  Random random_;
  std::function<bool(ByteView)> drop_next_;
  std::deque<PlacedFault> faults_;
  std::map<std::uint32_t, std::unique_ptr<FaultWatch>>
      watches_;  ///< one for each fault that waits, by number
  std::uint32_t next_fault_ = 1;
  Instant free_at_[2];  ///< when the last bit of the last frame left, by direction
};

}  // namespace tlscam
