#pragma once
#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `Outcome` is the result of a run of tlscam.
struct Outcome {
  int exit_code = -1;  ///< or 128 plus the signal's number
  std::string out;
  std::string error;
  long memory = 0;  ///< the most that was resident, in kB

  /// `lines` is what a camera printed, line by line, without its name in front.
  std::vector<std::string> lines(std::string_view camera) const;
};

/// `TlscamProcess` is the tlscam program, started as a user starts it, but without a shell. Any process that
/// it starts and leaves running becomes a child of the test, so that none escapes.
class TlscamProcess {
 public:
  static constexpr std::chrono::seconds kPatience{60};

  /// `words` does not include the program's name. The working folder is the test's.
  explicit TlscamProcess(const std::vector<std::string>& words);
  /// The destructor ends it if it is still running.
  ~TlscamProcess();
  TlscamProcess(const TlscamProcess&) = delete;
  TlscamProcess& operator=(const TlscamProcess&) = delete;

  /// `signal` sends a signal to the program, if it runs.
  void signal(int number) const;
  /// `wait_for` waits until it has printed `text` to standard output; it is false if the program ends first
  /// or patience runs out.
  bool wait_for(std::string_view text);
  /// `close_output` reads nothing more of standard output, as `| head` does.
  void close_output();
  /// `wait` waits for the end; a program that outlasts the patience is killed.
  Outcome wait();
  /// `children` are the processes that run for it now under this name.
  std::vector<pid_t> children(std::string_view name) const;
  std::vector<pid_t> cameras() const { return children("tlscam-camera"); }

 private:
  // `read_some` reads available output; it is false once both streams have ended or patience has run out.
  bool read_some();

  pid_t pid_ = -1;
  int out_ = -1;
  int error_ = -1;
  std::chrono::steady_clock::time_point end_;
  Outcome outcome_;
};

/// `run_tlscam` runs tlscam to its end and fails the test when a process of it is left.
Outcome run_tlscam(const std::vector<std::string>& words);

/// `nothing_left_running` tests whether the test has no child process left, not even one that tlscam left
/// behind. It waits a moment for those that are about to end.
bool nothing_left_running();

}  // namespace tlscam
