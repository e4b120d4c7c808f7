#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <string>
#include <vector>

#include "sim/lab/editor/terminal_guard.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// Everything that consoles and the terminal have printed lately, as a person's terminal may get it, for
/// subscribers that each read on from where they were. A subscriber that falls more than `kMost` bytes behind
/// misses the oldest output.
class OutputFeed {
 public:
  static constexpr std::size_t kMost = 4u << 20;

  /// `camera` is empty for the workstation's terminal.
  void add(Instant at, const std::string& camera, ByteView bytes);

  /// The position after everything that was added; positions only grow.
  std::uint64_t end() const { return first_ + chunks_.size(); }

  /// Gives what was added from `position` on, and moves `position` to the end.
  std::vector<OutputChunk> read(std::uint64_t& position) const;

  /// Forgets what was printed after an instant: the world has gone back to it.
  void forget_after(Instant at);

 private:
  struct Entry {
    Instant at;
    OutputChunk chunk;
  };
  std::map<std::string, TerminalGuard> guards_;  // by camera
  std::uint64_t first_ = 0;                      // position of the first entry
  std::size_t bytes_ = 0;
  std::deque<Entry> chunks_;
};

}  // namespace tlscam
