#pragma once
#include <string_view>

namespace tlscam {

/// `has_all_words` says whether every word of `wanted` stands somewhere in a text, whatever its case. No
/// words stand in every text. For searching in cards and in the palette.
bool has_all_words(std::string_view text, std::string_view wanted);

}  // namespace tlscam
