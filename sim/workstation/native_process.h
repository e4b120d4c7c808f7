#pragma once
#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// A process of this machine, started without a shell, without a terminal and with no open file but its three
/// streams. It never outlives this object.
class Process {
 public:
  struct Options {
    std::filesystem::path program;
    std::vector<std::string> words;        ///< argv, with the name
    std::vector<std::string> environment;  ///< "NAME=value", all of it
    std::filesystem::path folder;
    Bytes input;
    bool merge = false;   ///< standard error goes where standard output goes
    unsigned limit = 60;  ///< real seconds until the kernel ends it
    /// Puts the program at the same addresses every time, which it may otherwise take for randomness.
    bool same_addresses = false;
  };
  using Sink = std::function<void(ByteView)>;

  static Result<Process> start(const Options& options);
  Process(Process&& other) noexcept;
  Process& operator=(Process&&) = delete;
  ~Process();

  /// Waits in real time, at most so long, for output and passes it on. False once the process has ended.
  bool pump(std::chrono::milliseconds wait, const Sink& out, const Sink& error);

  /// After the end: the exit code, or 128 and the signal's number.
  int exit_code() const;
  /// After the end: whether the time limit ended it.
  bool timed_out() const;

 private:
  Process(pid_t process, int out, int error) : process_(process), out_(out), error_(error) {}

  pid_t process_;  // -1 once it was waited for
  int out_;        // read ends of its streams; -1 once they have ended
  int error_;
  int status_ = 0;
};

}  // namespace tlscam
