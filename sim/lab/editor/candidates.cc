#include "sim/lab/editor/candidates.h"

#include <algorithm>

#include "sim/lab/editor/text_cluster.h"

namespace tlscam {
namespace {

constexpr std::size_t kGap = 2;  // columns between two words

std::string without_trailing_spaces(const std::string& text) {
  return text.substr(0, text.find_last_not_of(' ') + 1);
}

}  // namespace

std::string common_beginning(const std::vector<std::string>& words) {
  if (words.empty()) return "";
  std::string_view beginning = words.front();
  for (const std::string& word : words) {
    while (!std::string_view(word).starts_with(beginning))
      beginning = beginning.substr(0, cluster_before(beginning, beginning.size()));
  }
  return std::string(beginning);
}

std::vector<std::string> in_columns(const std::vector<std::string>& words, std::size_t columns) {
  std::vector<std::string> shown;
  std::size_t widest = 0;
  for (const std::string& word : words) {
    shown.push_back(without_trailing_spaces(word));
    widest = std::max(widest, text_width(shown.back()));
  }
  const std::size_t column = widest + kGap;
  const std::size_t per_row = std::max<std::size_t>(1, columns / column);
  std::vector<std::string> rows;
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (i % per_row == 0) rows.emplace_back();
    rows.back() += shown[i];
    const bool ends_row = (i + 1) % per_row == 0 || i + 1 == shown.size();
    if (!ends_row) rows.back() += std::string(column - text_width(shown[i]), ' ');
  }
  return rows;
}

}  // namespace tlscam
