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

  /// Forgets all texts, and keeps some memory.
  void clear() {
    if (chunks_.empty()) return;
    chunks_.resize(1);
    next_ = chunks_.front().get();
    left_ = first_size_;
  }

 private:
  void grow(std::size_t size) {
    constexpr std::size_t kChunk = 1024;
    left_ = std::max(size, kChunk);
    next_ = chunks_.emplace_back(new char[left_]).get();
    if (chunks_.size() == 1) first_size_ = left_;
  }

  std::vector<std::unique_ptr<char[]>> chunks_;
  char* next_ = nullptr;
  std::size_t left_ = 0;
  std::size_t first_size_ = 0;  ///< the first chunk's
};

}  // namespace tlscam
