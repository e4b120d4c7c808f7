#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/protocol/board_command.h"

namespace tlscam {

/// `BoardPortShown` is a port of this computer at which a board is, or may be.
struct BoardPortShown {
  std::string path;   ///< "/dev/ttyACM0"; empty for a board that waits in its bootloader
  std::string title;  ///< a line for people, see describe_port()
};

/// `board_ports` lists them in the order of their names.
std::vector<BoardPortShown> board_ports();

/// `BoardPort` is an open port with the BoardDesk of the board at it, in real time. It belongs to one thread,
/// which calls poll() often.
class BoardPort {
 public:
  /// Opens a port and begins to greet the board. Fails as TerminalDevice::open().
  static Result<std::unique_ptr<BoardPort>> open(const std::string& path);
  ~BoardPort();
  BoardPort(const BoardPort&) = delete;
  BoardPort& operator=(const BoardPort&) = delete;

  /// Carries out a command of BoardCommandList; see BoardDesk::perform().
  template <class Command>
  Result<BoardSnapshot> perform(const Command& command);

  /// Sends and takes what there is, lets time pass, and gives what has happened since. Never waits.
  BoardUpdate poll();

 private:
  struct Inside;
  explicit BoardPort(std::unique_ptr<Inside> inside);

  std::unique_ptr<Inside> inside_;
};

}  // namespace tlscam
