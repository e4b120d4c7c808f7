#include "tests/conformance/skip_list.h"

#include <fnmatch.h>

#include <sstream>

namespace tlscam {

Result<SkipList> SkipList::parse(std::string_view text) {
  SkipList list;
  std::istringstream lines{std::string(text)};
  std::string line;
  for (int number = 1; std::getline(lines, line); ++number) {
    if (line.empty() || line.front() == '#') continue;
    const auto blank = line.find(' ');
    const auto reason = line.find_first_not_of(' ', blank);
    if (blank == std::string::npos || reason == std::string::npos)
      return fail("line {}: a test is skipped without a reason: {}", number, line);
    list.entries_.emplace_back(line.substr(0, blank), line.substr(reason));
  }
  return list;
}

std::optional<std::string> SkipList::reason(const std::string& test) const {
  for (const auto& [pattern, why] : entries_) {
    if (fnmatch(pattern.c_str(), test.c_str(), 0) == 0) return why;
  }
  return std::nullopt;
}

}  // namespace tlscam
