#pragma once
#include <algorithm>
#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace tlscam {

/// Keeps texts that live and end together, without a piece of memory for each. They stay where they are.
class TextArena {
 public:
  /// A copy of the text that lives as long as the arena.
  std::string_view keep(std::string_view text) {
    if (text.size() > left_) grow(text.size());
    char* const copy = next_;
    std::copy(text.begin(), text.end(), copy);
    next_ += text.size();
    left_ -= text.size();
    return {copy, text.size()};
  }

 private:
  void grow(std::size_t size) {
    constexpr std::size_t kChunk = 1024;
    left_ = std::max(size, kChunk);
    next_ = chunks_.emplace_back(new char[left_]).get();
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace tlscam
