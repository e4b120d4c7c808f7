#pragma once
#include <sys/types.h>

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// What a run of tlscam left behind.
struct Outcome {
  int exit_code = -1;  ///< or 128 and the signal's number
  std::string out;
  std::string error;

  /// What a camera printed, line by line, without its name in front.
  std::vector<std::string> lines(std::string_view camera) const;
};

/// The tlscam program, started as a user starts it, but without a shell. Whatever it starts and leaves
/// running becomes a child of the test, so that nothing escapes.
class TlscamProcess {
 public:
  static constexpr std::chrono::seconds kPatience{60};

  /// `words` without the program's name. The working folder is the test's.
  explicit TlscamProcess(const std::vector<std::string>& words);
  /// Ends it if it still runs.
  ~TlscamProcess();
  TlscamProcess(const TlscamProcess&) = delete;
  TlscamProcess& operator=(const TlscamProcess&) = delete;

  pid_t pid() const { return pid_; }
  /// Waits until it has printed `text` to standard output; false if it ends first or patience does.
  bool wait_for(std::string_view text);
  /// Waits for the end; a program that outlasts the patience is killed.
  Outcome wait();
  /// The camera processes that run for it now.
  std::vector<pid_t> cameras() const;

 private:
  // Reads what has come; false once both streams have ended or patience has.
  bool read_some();

  pid_t pid_ = -1;
  int out_ = -1;
  int error_ = -1;
  std::chrono::steady_clock::time_point end_;
  Outcome outcome_;
};

/// Runs tlscam to its end and fails the test when a process of it is left.
Outcome run_tlscam(const std::vector<std::string>& words);

/// Whether the test has no child process any more, be it one that tlscam left behind. Waits a moment for
/// those that are about to end.
bool nothing_left_running();

}  // namespace tlscam
