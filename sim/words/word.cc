#include "sim/words/word.h"

#include <algorithm>

#include "sim/words/translation.h"

namespace tlscam {
namespace {

WordTranslation current = nullptr;

}  // namespace

void use_translation(WordTranslation translation) {
  current = translation;
}

std::string fill_word(const WordText& text, std::span<const WordArgument> arguments, std::size_t count) {
  std::string_view rest = count == 1 && !text.one.empty() ? text.one : text.other;
  if (current != nullptr)
    if (const std::string_view translated = current(text.index, count); !translated.empty())
      rest = translated;
  std::string filled;
  while (true) {
    const std::size_t open = rest.find('{');
    filled += rest.substr(0, open);
    if (open == std::string_view::npos) return filled;
    const std::size_t close = rest.find('}', open);
    const auto argument =
        std::ranges::find(arguments, rest.substr(open + 1, close - open - 1), &WordArgument::name);
    if (argument != arguments.end()) filled += argument->text;
    rest.remove_prefix(close + 1);
  }
}

}  // namespace tlscam
