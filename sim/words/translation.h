#pragma once
#include <cstddef>
#include <string_view>

namespace tlscam {

/// `WordTranslation` gives the text of a word, by its index, for a count; empty: it stays English.
using WordTranslation = std::string_view (*)(std::size_t index, std::size_t count);

/// Sets where fill_word() takes texts from; nullptr: the English ones of the program. Only language.cc calls
/// it: a program that speaks English alone, as the page's WebAssembly does, holds nothing of other languages.
void use_translation(WordTranslation translation);

}  // namespace tlscam
