#include "sim/base/lines.h"

#include <algorithm>

namespace tlscam {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  lines.reserve(static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) + 1);
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::vector<std::string> trimmed_lines_of(std::string_view text) {
  std::vector<std::string> lines = lines_of(text);
  for (std::string& line : lines) line.erase(line.find_last_not_of(" \r") + 1);
  return lines;
}

}  // namespace tlscam
