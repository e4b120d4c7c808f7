#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <set>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/base/writer.h"
#include "sim/time/event_queue.h"
#include "sim/workstation/program_network.h"

namespace tlscam {

/// `ProgramLink` answers the questions of one program (world_shim/program_link.h) and so gives it the world's
/// network and clock. The program stands still only in a wait, and time goes on only there: between two waits
/// all that it does happens at one instant, however long it computes. What it does to the world is therefore
/// the same on every run.
///
/// Nothing from the program is trusted: a question that makes no sense is answered with an error, and a
/// socket that is not the program's own is one that has ended.
class ProgramLink {
 public:
  using Send = std::function<void(ByteView packet)>;

  /// Borrows the network, none if nullptr, and the queue. `send` carries an answer to the program.
  ProgramLink(ProgramNetwork* network, EventQueue& events, Send send);
  /// Closes what the program left open.
  ~ProgramLink();
  ProgramLink(const ProgramLink&) = delete;
  ProgramLink& operator=(const ProgramLink&) = delete;

  /// Takes one packet of the program.
  void receive(ByteView packet);

  /// Whether the program waits, for the world or for its terminal.
  bool waits() const { return wait_.has_value(); }

  /// Answers the program's wait if it is over; to be called when the network has changed.
  void look();

 private:
  struct Wanted {
    int handle;
    std::uint8_t states;
  };
  struct Wait {
    std::vector<Wanted> sockets;
    std::optional<EventQueue::Id> timeout;
  };

  void answer(std::int32_t result, ByteView content = {});
  void answer_opened(int handle, ByteView content = {});
  void ask_network(std::uint8_t question, Cursor& in);
  void ask_socket(std::uint8_t question, int handle, Cursor& in);
  void begin_wait(Cursor& in);
  void end_wait();
  std::uint8_t state(const Wanted& wanted) const;
  bool is_ready() const;

  ProgramNetwork* network_;
  EventQueue& events_;
  Send send_;
  std::set<int> open_;
  std::optional<Wait> wait_;
};

}  // namespace tlscam
