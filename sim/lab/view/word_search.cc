#include "sim/lab/view/word_search.h"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <string>

namespace tlscam {
namespace {

std::string fold(std::string_view text) {
  std::string folded(text);
  std::ranges::transform(folded, folded.begin(),
                         [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return folded;
}

}  // namespace

bool has_all_words(std::string_view text, std::string_view wanted) {
  const std::string whole = fold(text);
  std::istringstream words(fold(wanted));
  for (std::string word; words >> word;)
    if (whole.find(word) == std::string::npos) return false;
  return true;
}

}  // namespace tlscam
