#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/task.h"
#include "sim/workstation/terminal_input.h"

namespace tlscam {

/// Where a command's text goes. The functions are borrowed from whoever runs the command and stay valid until
/// it has ended.
struct Output {
  std::function<void(ByteView)> out;
  std::function<void(ByteView)> error;
  /// Whether someone watches `out` on a terminal: progress may be drawn, and both streams share one screen.
  bool terminal = false;
  /// The keys that are typed there meanwhile; null when nobody can type. Borrowed like the functions.
  TerminalInput* input = nullptr;

  void print(std::string_view text) const { out(as_bytes(text)); }
  void complain(std::string_view text) const { error(as_bytes(text)); }
};

/// A command as it is started.
struct Invocation {
  std::vector<std::string> words;  ///< the name of the program, then its arguments
  Bytes input;                     ///< standard input, all of it
  Output output;
};

/// `Program` is something that the shell starts by name.
class Program {
 public:
  virtual ~Program() = default;
  /// Runs to the end and gives the exit code. Destroying the task ends the program.
  virtual Task<int> run(Invocation invocation) = 0;
  /// One line for `help`.
  virtual std::string summary() const = 0;
};

}  // namespace tlscam
