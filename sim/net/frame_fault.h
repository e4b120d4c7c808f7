#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

/// Which way a frame goes on a link.
enum class Direction { from_node, to_node };

enum class FaultAction {
  drop,  ///< the frame is lost
  flip,  ///< one bit of it changes on the way
};

/// What a fault waits for. Messages are found in TCP streams and in datagrams alike; the parts of them that
/// are encrypted count as `finished` (the first handshake record after ChangeCipherSpec), `alert` or
/// `application_data`, by the type of the record.
enum class FaultTarget {
  frame,     ///< any
  segment,   ///< TCP with data
  datagram,  ///< UDP with data
  client_hello,
  server_hello,
  hello_verify_request,
  new_session_ticket,
  certificate,
  server_key_exchange,
  certificate_request,
  server_hello_done,
  certificate_verify,
  client_key_exchange,
  change_cipher_spec,
  finished,
  alert,
  application_data,
};

/// Something that is done to one chosen frame of a link.
struct FrameFault {
  FaultAction action = FaultAction::drop;
  FaultTarget target = FaultTarget::frame;
  Direction direction = Direction::from_node;
  std::uint32_t nth = 1;  ///< the how many-th target from now on, from 1
  /// Which byte to flip a bit of. Of a frame: from its Ethernet header on. Of a segment or datagram: of what
  /// it carries. Of a message: from its handshake header on, or of the record's payload where there is none.
  /// Negative: from the end, -1 is the last one.
  std::int32_t byte = -1;
  std::uint8_t bit = 0;  ///< 0 (the lowest) to 7
  /// Puts the checksums of IP, TCP and UDP right afterwards, as an attacker would. Noise does not, and the
  /// receiver throws such a frame away.
  bool repair_checksums = true;
};

/// A fault on a link, and what became of it.
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
  std::string text;  ///< what was done, or why not; empty while it is pending
};

/// Fails, for people, when a number of it is out of its range.
Result<void> check_fault(const FrameFault& fault);

/// "ClientHello", "frame": for people.
std::string_view to_text(FaultTarget target);
/// "flip bit 0 of byte -1 of the next Certificate", "drop the 2nd datagram": for people.
std::string to_text(const FrameFault& fault);

/// Flips a bit of a frame in place; `position` lies in it. With `repair`, the checksums of IPv4, TCP and UDP
/// that were right before are right again.
void flip_bit(Bytes& frame, std::size_t position, std::uint8_t bit, bool repair);

}  // namespace tlscam
