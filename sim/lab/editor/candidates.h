#pragma once
#include <cstddef>
#include <string>
#include <vector>

namespace tlscam {

/// Lists how the word before the cursor may go on.
struct Candidates {
  std::size_t start = 0;  ///< where the word begins, in bytes
  std::vector<std::string>
      words;  ///< each in place of the whole word; one that ends with a space or "/" stands as it is
};

/// Gives the longest text with which all words begin.
std::string common_beginning(const std::vector<std::string>& words);

/// Arranges words in columns for a terminal of so many columns, and gives the rows.
std::vector<std::string> in_columns(const std::vector<std::string>& words, std::size_t columns);

}  // namespace tlscam
