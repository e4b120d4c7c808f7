#pragma once
#include <sys/types.h>

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// `find_program` returns the path of a program, searched for in the folders of PATH as a shell does; empty
/// when no folder has it.
std::string find_program(std::string_view name);

/// `ChildOptions` says how a child process starts. It gets no descriptor but those passed and, unless others
/// are passed in their place, this process's standard streams.
struct ChildOptions {
  std::string program;                   ///< a path; PATH is not searched
  std::vector<std::string> words;        ///< argv, with the name
  std::vector<std::string> environment;  ///< "NAME=value", all of it
  std::string folder;                    ///< where it starts; empty: in this process's folder

  struct Passed {
    int number;  ///< the descriptor here; borrowed until start() returns
    int as;      ///< its number in the child
  };
  std::vector<Passed> descriptors;

  /// The child has a session of its own, and its standard input, if that is a terminal, controls it. Without,
  /// it has a process group of its own, so that Ctrl-C at the terminal does not reach it.
  bool own_session = false;
  /// The kernel kills the child when the thread that started it ends.
  bool ends_with_thread = false;
  unsigned limit = 0;                           ///< seconds until SIGALRM ends it; 0: none
  std::optional<std::uint64_t> largest_file{};  ///< bytes it may write to one file; none: as here
  std::optional<std::uint64_t> most_memory{};   ///< bytes of addresses; none: as here
  /// The program lies at the same addresses every time, which it may otherwise take for randomness.
  bool same_addresses = false;
  /// Called in the child right before the program starts, where nothing may be allocated: closes the child
  /// in. It gets `confined_by` by the number that it has in the child. Returns false when that fails; then
  /// the program does not start.
  std::function<bool(int confined_by)> confine{};
  /// A descriptor that confine() needs, which the program does not get; borrowed until start() returns. Its
  /// own number may be one that another is passed as. -1: none.
  int confined_by = -1;
};

/// `ChildProcess` is a child process. It never outlives this object: its whole process group is killed at the
/// end.
class ChildProcess {
 public:
  /// Fails when there is no process to be had. A program that cannot be executed ends with status 127.
  static Result<ChildProcess> start(const ChildOptions& options);
  ChildProcess(ChildProcess&& other) noexcept
      : process_(std::exchange(other.process_, -1)), status_(other.status_) {}
  ChildProcess& operator=(ChildProcess&&) = delete;
  ~ChildProcess();

  /// Returns whether the child has ended, without waiting.
  bool has_ended();
  /// Waits for the child's end.
  void wait();

  /// Returns a new descriptor that can be read once the child has ended; the caller closes it. -1: there is
  /// none to be had.
  int descriptor() const;

  /// After the end: the status, as waitpid() gives it.
  int status() const { return status_; }

 private:
  explicit ChildProcess(pid_t process) : process_(process) {}

  pid_t process_;  // -1 once it was waited for
  int status_ = 0;
};

}  // namespace tlscam
