#pragma once
#include <array>
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <utility>

// Sentences for people, by the ids of assets/words/en.json. Include the header of the group that is used,
// which the build makes (sim/words/generate): "sim/words/check.h" for check.*.

namespace tlscam {

/// `WordId` is an id such as "check.file_missing" as a template argument.
template <std::size_t size>
struct WordId {
  char text[size];
  consteval WordId(const char (&literal)[size]) {
    for (std::size_t i = 0; i < size; ++i) text[i] = literal[i];
  }
};

/// `WordText` is the English of one word.
struct WordText {
  std::size_t index;  ///< its place in translations (language.h)
  std::string_view other;
  std::string_view one = {};  ///< the form for a {count} of 1; empty: `other`
};

/// `WordValue` is what replaces a placeholder. It has no default, so that none can be forgotten.
struct WordValue {
  WordValue(std::string value) : text(std::move(value)) {}
  WordValue(std::string_view value) : text(value) {}
  WordValue(const char* value) : text(value) {}
  WordValue(long long value) : text(std::to_string(value)) {}
  WordValue(unsigned long long value) : text(std::to_string(value)) {}
  WordValue(long value) : text(std::to_string(value)) {}
  WordValue(unsigned long value) : text(std::to_string(value)) {}
  WordValue(int value) : text(std::to_string(value)) {}
  WordValue(unsigned value) : text(std::to_string(value)) {}

  std::string text;
};

/// `WordCount` is the number by which the form of a plural is chosen.
struct WordCount : WordValue {
  WordCount(std::size_t value) : WordValue(value), number(value) {}
  std::size_t number;
};

struct WordArgument {
  std::string_view name;
  std::string_view text;
};

/// `Word` has a specialization for each id, whose members are the word's placeholders. An id that en.json
/// does not have is a type that is not complete, and does not compile.
template <WordId id>
struct Word;

/// Puts the arguments into the text of the language in use.
std::string fill_word(const WordText& text, std::span<const WordArgument> arguments, std::size_t count);

/// `words<"check.file_missing">({.file = path})` is the sentence in the language in use, which is English
/// unless use_language() was called. An unknown id and a missing or unknown placeholder do not compile.
template <WordId id>
std::string words(const Word<id>& values = {}) {
  std::size_t count = 0;
  if constexpr (requires { values.count; }) count = values.count.number;
  if constexpr (requires { values.arguments(); })
    return fill_word(Word<id>::kEnglish, values.arguments(), count);
  else
    return fill_word(Word<id>::kEnglish, {}, count);
}

}  // namespace tlscam
