#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/net/fault_target.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `Direction` is the way that a frame goes on a link.
enum class Direction { from_node, to_node };

enum class FaultAction {
  drop,  ///< the frame is lost
  flip,  ///< one bit of it changes on the way
};

/// `FrameFault` is something that is done to one chosen frame of a link.
struct FrameFault {
  FaultAction action = FaultAction::drop;
  FaultTarget target = FaultTarget::frame;
  Direction direction = Direction::from_node;
  std::uint32_t nth = 1;  ///< which one of the targets that come from now on; 1 is the next
  /// `byte` is the one to flip a bit of. In a frame it counts from the Ethernet header, in a segment or
  /// datagram from what it carries, in a message from its handshake header, or from the record's payload
  /// where there is none. Negative numbers count from the end: -1 is the last byte.
  std::int32_t byte = -1;
  std::uint8_t bit = 0;  ///< 0 (the lowest) to 7
  /// `repair_checksums` puts the checksums of IP, TCP and UDP right afterwards, as an attacker would. Noise
  /// does not, and the receiver throws such a frame away.
  bool repair_checksums = true;
};

/// `PlacedFault` is a fault on a link, and what became of it.
struct PlacedFault {
  enum class State {
    pending,
    done,
    missed,  ///< its target came, and had no such byte
  };
  std::uint32_t id = 0;
  FrameFault fault;
  State state = State::pending;
  Instant at;        ///< when it was done or missed
  std::string text;  ///< says what was done, or why not; empty while it is pending
};

/// `check_fault` fails, with a text for people, when a number of the fault is out of its range.
Result<void> check_fault(const FrameFault& fault);

/// `to_text` gives "flip bit 0 of byte -1 of the next Certificate", "drop the 2nd datagram": for people.
std::string to_text(const FrameFault& fault);

/// `flip_bit` flips a bit of a frame in place; `position` lies in it. With `repair`, the checksums of IPv4,
/// TCP and UDP that were right before are right again.
void flip_bit(Bytes& frame, std::size_t position, std::uint8_t bit, bool repair);

}  // namespace tlscam
