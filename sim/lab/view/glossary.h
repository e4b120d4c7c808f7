#pragma once
#include <cstddef>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// `Glossary` explains the words of the subject (assets/glossary).
class Glossary {
 public:
  struct Entry {
    std::string word;
    std::string text;
    bool plural = false;                  ///< the word with an "s" behind it, too
    bool exact = false;                   ///< in this case only
    std::vector<std::string> forms = {};  ///< other forms of the word, as German has them
  };

  /// `Explained` is a word of a text that is explained there.
  struct Explained {
    std::size_t begin = 0;  ///< in bytes
    std::size_t size = 0;
    std::string_view text;  ///< the explanation, valid as long as the glossary
  };

  explicit Glossary(std::vector<Entry> entries) : entries_(std::move(entries)) {}

  /// `read` reads assets/glossary/LANGUAGE.json. Fails with what is wrong in it.
  static Result<Glossary> read(std::string_view text);

  /// `explain` finds the words that are explained in a run of text, in their order. Each word is explained
  /// once in a lesson: `done` remembers which are, and is empty at its beginning. The run has no code and no
  /// headings in it.
  std::vector<Explained> explain(std::string_view run, std::set<std::string>& done) const;

 private:
  std::vector<Entry> entries_;
};

}  // namespace tlscam
