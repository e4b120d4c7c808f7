#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// A line of two texts that are compared.
struct DiffLine {
  enum class Kind { same, less, more };  ///< in both, only in the first, only in the second
  Kind kind = Kind::same;
  std::string text;
  bool operator==(const DiffLine&) const = default;
};

/// `line_diff` compares two texts line by line: what has to go from the first, and what comes, to make the
/// second. The cost is the product of their lengths, which is little for a lesson's scripts.
std::vector<DiffLine> line_diff(std::string_view first, std::string_view second);

}  // namespace tlscam
