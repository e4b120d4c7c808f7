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

/// `Child` is a program that runs next to the test, started without a shell and reached by its standard
/// streams. It never outlives this object, nor the test if that dies.
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

  /// `wait_for` waits until it has written `text`; it is false if the program ends first or patience runs
  /// out.
  bool wait_for(std::string_view text, std::chrono::milliseconds patience = kPatience);
  /// `wait` waits for the end and returns the exit code, or 128 plus the signal's number; nothing when
  /// patience ran out.
  std::optional<int> wait(std::chrono::milliseconds patience = kPatience);

  /// `output` is everything written so far, standard output and standard error in order of arrival.
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
  std::thread collector_;  // last member, because it uses all the others
};

}  // namespace tlscam
