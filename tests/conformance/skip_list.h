#pragma once
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// `SkipList` has the tests that fail on the simulated camera, each with its reason. A line of the file is a
/// pattern of test names ("basics/io_*.py", with the wildcards of fnmatch(3)), blanks, and the reason; "#"
/// begins a comment.
class SkipList {
 public:
  static Result<SkipList> parse(std::string_view text);

  /// `reason` says why this test is skipped, if it is.
  std::optional<std::string> reason(const std::string& test) const;

 private:
  std::vector<std::pair<std::string, std::string>> entries_;
};

}  // namespace tlscam
