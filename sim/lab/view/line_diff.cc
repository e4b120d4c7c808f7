#include "sim/lab/view/line_diff.h"

#include <algorithm>

#include "sim/base/lines.h"

namespace tlscam {
namespace {

// At [i][j]: the length of the longest common part of `a` from line i and `b` from line j on.
std::vector<std::vector<int>> common_lengths(const std::vector<std::string>& a,
                                             const std::vector<std::string>& b) {
  std::vector longest(a.size() + 1, std::vector<int>(b.size() + 1, 0));
  for (std::size_t i = a.size(); i-- > 0;)
    for (std::size_t j = b.size(); j-- > 0;)
      longest[i][j] =
          a[i] == b[j] ? longest[i + 1][j + 1] + 1 : std::max(longest[i + 1][j], longest[i][j + 1]);
  return longest;
}

}  // namespace

std::vector<DiffLine> line_diff(std::string_view first, std::string_view second) {
  const std::vector<std::string> a = lines_of(first);
  const std::vector<std::string> b = lines_of(second);
  const auto longest = common_lengths(a, b);
  std::vector<DiffLine> diff;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() || j < b.size()) {
    if (i < a.size() && j < b.size() && a[i] == b[j]) {
      diff.push_back({DiffLine::Kind::same, a[i]});
      ++i;
      ++j;
    } else if (j >= b.size() || (i < a.size() && longest[i + 1][j] >= longest[i][j + 1])) {
      diff.push_back({DiffLine::Kind::less, a[i++]});
    } else {
      diff.push_back({DiffLine::Kind::more, b[j++]});
    }
  }
  return diff;
}

}  // namespace tlscam
