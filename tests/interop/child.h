#pragma once
#include <sys/types.h>

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace tlscam {

/// A program that runs beside the test, started without a shell and talked to by its standard streams. It
/// never outlives this object, nor the test should that die.
class Child {
 public:
  static constexpr std::chrono::seconds kPatience{20};

  /// `words[0]` is looked up in PATH. A program that cannot be started ends with 127.
  explicit Child(std::vector<std::string> words);
  ~Child();
  Child(const Child&) = delete;
  Child& operator=(const Child&) = delete;

  void write(std::string_view text) const;
  void close_input();

  /// Waits until it has written `text`; false if it ends first or patience does.
  bool wait_for(std::string_view text, std::chrono::milliseconds patience = kPatience);
  /// Waits for the end: the exit code, or 128 and the signal's number; none when patience ended.
  std::optional<int> wait(std::chrono::milliseconds patience = kPatience);

  /// What it has written so far, standard output and standard error as they came.
  std::string output() const;
  pid_t pid() const { return pid_; }

 private:
  void collect();

  std::string name_;
  pid_t pid_ = -1;
  int input_ = -1;
  int output_ = -1;
  mutable std::mutex mutex_;
  std::condition_variable news_;
  std::string text_;
  std::optional<int> exit_code_;
  std::thread collector_;  // the last: uses all the others
};

}  // namespace tlscam
