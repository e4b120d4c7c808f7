#pragma once
#include <algorithm>
#include <atomic>
#include <chrono>
#include <string>

namespace tlscam {

/// `Patience` is how long somebody waits for a camera that computes without coming back.
class Patience {
 public:
  enum class End { ready, hung, interrupted };

  /// `interrupted` is set by a signal handler to end a wait; borrowed, may be null.
  explicit Patience(std::chrono::milliseconds most, const std::atomic<bool>* interrupted = nullptr)
      : most_(most), interrupted_(interrupted) {}

  /// How long a wait may last before somebody must look whether it was interrupted.
  std::chrono::milliseconds slice() const { return std::min(most_, kSlice); }

  /// Waits in real time until the descriptor is ready for `events` (as poll() has them).
  End wait(int descriptor, short events);
  /// How the latest wait has ended.
  End end() const { return end_; }
  /// What the camera has done then, as the end of "NAME ". Only after a wait that has not ended with `ready`.
  std::string death() const;

 private:
  static constexpr std::chrono::milliseconds kSlice{200};

  std::chrono::milliseconds most_;
  const std::atomic<bool>* interrupted_;
  End end_ = End::ready;
};

}  // namespace tlscam
