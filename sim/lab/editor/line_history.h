#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// Keeps the lines that were entered before, at most `kMost`, and a place among them.
class LineHistory {
 public:
  static constexpr std::size_t kMost = 500;

  /// Replaces all lines, the oldest first, and goes to the newest.
  void set(std::vector<std::string> lines);
  const std::vector<std::string>& lines() const { return lines_; }

  /// Adds a line, unless it is the same as the newest, and goes to the newest.
  void add(const std::string& line);

  /// Goes one line back. `present` is what the editor shows: it is kept when the way begins. Nothing when
  /// there is no older line.
  std::optional<std::string> older(const std::string& present);
  /// Goes one line on; after the newest line comes what was kept. Nothing after that.
  std::optional<std::string> newer();
  /// Goes to the newest line: the next way back begins there.
  void rewind();

  /// Gives the place of the newest line before the place `before` that contains `words`.
  std::optional<std::size_t> search(std::string_view words, std::size_t before) const;
  /// Goes to a line that search() has found, as older() does.
  void go_to(std::size_t place, const std::string& present);

 private:
  std::vector<std::string> lines_;
  std::size_t place_ = 0;  // of the line that is shown; lines_.size(): none of them
  std::string draft_;      // what was being typed when the way back began
};

}  // namespace tlscam
