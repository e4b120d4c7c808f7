#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

namespace tlscam {

/// Cuts a console's bytes into lines. Carriage returns are dropped; a line without an end is given by
/// flush(). A line that is longer than kLongest is given in parts of that size.
class LineSplitter {
 public:
  static constexpr std::size_t kLongest = 64u << 10;

  /// Calls `on_line` for each line that `text` completes.
  template <class OnLine>
  void feed(std::string_view text, const OnLine& on_line) {
    for (const char c : text) {
      if (c == '\n') {
        flush_as_line(on_line);
      } else if (c != '\r') {
        if (rest_.size() == kLongest) flush_as_line(on_line);
        rest_ += c;
      }
    }
  }

  /// Gives what has no line end yet, if anything.
  template <class OnLine>
  void flush(const OnLine& on_line) {
    if (!rest_.empty()) flush_as_line(on_line);
  }

 private:
  template <class OnLine>
  void flush_as_line(const OnLine& on_line) {
    const std::string line = std::exchange(rest_, {});
    on_line(std::string_view(line));
  }

  std::string rest_;
};

}  // namespace tlscam
