#pragma once
#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/native_child_process.h"
#include "sim/base/native_descriptor.h"
#include "sim/base/result.h"

namespace tlscam {

/// `Process` is a program of this machine, started without a shell and with no open file but its three
/// streams and what is passed to it. It never outlives this object.
class Process {
 public:
  struct Options {
    std::filesystem::path program;
    std::vector<std::string> words;        ///< argv, with the name
    std::vector<std::string> environment;  ///< "NAME=value", all of it
    std::filesystem::path folder;
    Bytes input;            ///< standard input, unless it is a terminal
    bool terminal = false;  ///< its three streams are a terminal, where type() types; output is merged
    bool merge = false;     ///< standard error goes where standard output goes
    unsigned limit = 60;    ///< real seconds until the kernel ends it; 0: none
    /// Puts the program at the same addresses every time, which it may otherwise take for randomness.
    bool same_addresses = false;
    /// Descriptors that the program gets in addition; borrowed until start() returns.
    std::vector<ChildOptions::Passed> descriptors;
    /// As in ChildOptions.
    std::function<bool(int confined_by)> confine{};
    int confined_by = -1;
  };
  using Sink = std::function<void(ByteView)>;

  static Result<Process> start(const Options& options);

  /// Passes on what the program has written, without waiting. False once the process has ended and all of its
  /// output was passed on.
  bool poll(const Sink& out, const Sink& error);
  /// Waits in real time, at most so long, for something to poll.
  void wait(std::chrono::milliseconds most) const;
  /// The descriptors to wait on: poll() has something to do when one can be read.
  std::vector<int> descriptors() const;

  /// Keys for the program's terminal; dropped when it has none or does not read.
  void type(ByteView keys);

  /// After the end: the exit code, or 128 and the signal's number.
  int exit_code() const;
  /// After the end: whether the time limit ended it.
  bool timed_out() const;

 private:
  Process(ChildProcess child, Descriptor alive, Descriptor out, Descriptor error, bool terminal);

  ChildProcess child_;
  Descriptor alive_;        // can be read once the child has ended
  Descriptor out_, error_;  // the read ends of its streams; closed once they have ended
  bool terminal_;           // then `out_` is the terminal's other side
};

}  // namespace tlscam
