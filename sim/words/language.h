#pragma once
#include <array>
#include <map>
#include <string>
#include <string_view>

#include "sim/base/result.h"

namespace tlscam {

/// `Language` holds all words in one language, read from the text of assets/words/LANGUAGE.json.
struct Language {
  std::string code;  ///< ISO 639
  std::string name;  ///< the language's own name for itself
  /// By the index of a word, its texts by PluralForm. A word that is not a plural has only `other`; so may a
  /// plural.
  std::map<std::size_t, std::array<std::string, 6>> texts;
};

/// Reads a language. It has the words of en.json, no more and no fewer, with the same placeholders; the
/// message names the first that is missing, unknown or different. Bytes that are not such a file are refused
/// as well.
Result<Language> parse_language(std::string_view text);

/// Reads the texts that the build of the page has made of a language for its WebAssembly, which holds no ids
/// (web/tools/words.mjs): {"language": "de", "words": {"0": "a text", "7": {"one": "...", "other": "..."}}},
/// by the index of a word. A word that is missing stays English. Bytes that are not such a file are refused.
Result<Language> parse_numbered_language(std::string_view text);

/// From now on words() speaks this language, in the whole program. Call it before other threads ask for
/// words, and before the first world: service_forms() keeps the words of services.
void use_language(Language language);
/// From now on words() speaks English.
void use_english();

}  // namespace tlscam
