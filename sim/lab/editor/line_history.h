#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `LineHistory` keeps the lines that were entered before, at most `kMost`, and a place among them.
class LineHistory {
 public:
  static constexpr std::size_t kMost = 500;

  /// `set` replaces all lines, the oldest first, and goes to the newest.
  void set(std::vector<std::string> lines);
  const std::vector<std::string>& lines() const { return lines_; }

  /// `add` adds a line, unless it equals the newest, and goes to the newest.
  void add(const std::string& line);

  /// `older` goes one line back. `present` is what the editor shows: it is kept when the way begins. It
  /// returns nothing when there is no older line.
  std::optional<std::string> older(const std::string& present);
  /// `newer` goes one line forward; after the newest line comes the kept one, and nothing after that.
  std::optional<std::string> newer();
  /// `rewind` goes to the newest line: the next way back begins there.
  void rewind();

  /// `search` returns the place of the newest line before the place `before` that contains `words`.
  std::optional<std::size_t> search(std::string_view words, std::size_t before) const;
  /// `go_to` goes to a line that search() has found, as older() does.
  void go_to(std::size_t place, const std::string& present);

 private:
  std::vector<std::string> lines_;
  std::size_t place_ = 0;  // place of the line that is shown; lines_.size() for none
  std::string draft_;      // the line being typed when the way back began
};

}  // namespace tlscam
