#pragma once
#include <optional>
#include <string>

#include "sim/deploy/simulated_uart.h"
#include "sim/lab/board/board_desk.h"
#include "sim/time/event_queue.h"

namespace tlscam {

/// `BoardLine` is a desk for a board whose line somebody else has: a browser's serial port. The owner brings
/// bytes and true time.
class BoardLine {
 public:
  /// `transmit` sends bytes to the board.
  BoardLine(Instant now, Transport::Receiver transmit) : time_(now), wire_(time_, std::move(transmit)) {}

  BoardDesk& desk() { return desk_; }

  void receive(ByteView bytes) { wire_.receive(bytes); }
  void lost(std::string reason) { wire_.close(std::move(reason)); }

  /// Lets time pass. Gives when something is due next, if anything is.
  std::optional<Instant> advance(Instant now);

  /// BoardDesk::take_update() as JSON.
  std::string take_update();

 private:
  EventQueue time_;
  SimulatedUart wire_;  // it does not mind who has the far end
  BoardDesk desk_{wire_};
};

}  // namespace tlscam
