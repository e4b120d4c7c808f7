#include "sim/lab/editor/line_history.h"

#include <algorithm>

#include "sim/base/utf8.h"

namespace tlscam {

void LineHistory::set(std::vector<std::string> lines) {
  lines_.clear();
  const std::size_t first = lines.size() - std::min(lines.size(), kMost);
  for (std::size_t i = first; i < lines.size(); ++i) lines_.push_back(without_controls(lines[i]));
  rewind();
}

void LineHistory::add(const std::string& line) {
  if (lines_.empty() || lines_.back() != line) lines_.push_back(line);
  if (lines_.size() > kMost) lines_.erase(lines_.begin());
  rewind();
}

std::optional<std::string> LineHistory::older(const std::string& present) {
  if (place_ == 0) return std::nullopt;
  go_to(place_ - 1, present);
  return lines_[place_];
}

std::optional<std::string> LineHistory::newer() {
  if (place_ >= lines_.size()) return std::nullopt;
  ++place_;
  return place_ < lines_.size() ? lines_[place_] : draft_;
}

void LineHistory::rewind() {
  place_ = lines_.size();
  draft_.clear();
}

std::optional<std::size_t> LineHistory::search(std::string_view words, std::size_t before) const {
  for (std::size_t place = std::min(before, lines_.size()); place-- > 0;) {
    if (lines_[place].find(words) != std::string::npos) return place;
  }
  return std::nullopt;
}

void LineHistory::go_to(std::size_t place, const std::string& present) {
  if (place_ == lines_.size()) draft_ = present;
  place_ = place;
}

}  // namespace tlscam
