#include "sim/desktop/editor/python_colours.h"

#include <algorithm>
#include <array>
#include <cctype>

namespace tlscam {
namespace {

constexpr std::array<std::string_view, 33> kKeywords = {
    "and",    "as",     "assert", "async",  "await",   "break",    "class", "continue", "def",
    "del",    "elif",   "else",   "except", "finally", "for",      "from",  "global",   "if",
    "import", "in",     "is",     "lambda", "match",   "nonlocal", "not",   "or",       "pass",
    "raise",  "return", "try",    "while",  "with",    "yield"};
constexpr std::array<std::string_view, 3> kValues = {"False", "None", "True"};

bool is_word(char letter) {
  const auto byte = static_cast<unsigned char>(letter);
  return std::isalnum(byte) != 0 || letter == '_' || byte >= 0x80;
}

bool is_digit(char letter) {
  return letter >= '0' && letter <= '9';
}

// The end of a string whose first quote stands at `at`.
std::size_t end_of_string(std::string_view text, std::size_t at, bool raw) {
  const char quote = text[at];
  const std::string three(3, quote);
  const bool is_long = text.substr(at, 3) == three;
  for (std::size_t i = at + (is_long ? 3 : 1); i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (!raw || text[i + 1] == quote || text[i + 1] == '\\')) {
      ++i;
      continue;
    }
    if (is_long ? text.substr(i, 3) == three : text[i] == quote) return i + (is_long ? 3 : 1);
    if (!is_long && text[i] == '\n') return i;
  }
  return text.size();
}

bool is_string_prefix(std::string_view word) {
  return !word.empty() && word.size() <= 2 && word.find_first_not_of("rRbBfFuU") == std::string_view::npos;
}

}  // namespace

std::vector<PythonRun> python_colours(std::string_view script) {
  std::vector<PythonRun> runs;
  bool defines = false;  // the word before was def or class
  for (std::size_t at = 0; at < script.size();) {
    const char letter = script[at];
    std::size_t end = at + 1;
    if (letter == '#') {
      end = std::min(script.find('\n', at), script.size());
      runs.push_back({at, end - at, PythonToken::comment});
    } else if (letter == '"' || letter == '\'') {
      end = end_of_string(script, at, false);
      runs.push_back({at, end - at, PythonToken::string});
    } else if (is_digit(letter)) {
      while (end < script.size() && (is_word(script[end]) || script[end] == '.')) ++end;
      runs.push_back({at, end - at, PythonToken::number});
    } else if (is_word(letter)) {
      while (end < script.size() && is_word(script[end])) ++end;
      const std::string_view word = script.substr(at, end - at);
      const bool quoted = end < script.size() && (script[end] == '"' || script[end] == '\'');
      if (quoted && is_string_prefix(word)) {
        end = end_of_string(script, end, word.find_first_of("rR") != std::string_view::npos);
        runs.push_back({at, end - at, PythonToken::string});
      } else if (defines) {
        runs.push_back({at, end - at, PythonToken::definition});
      } else if (std::find(kKeywords.begin(), kKeywords.end(), word) != kKeywords.end()) {
        runs.push_back({at, end - at, PythonToken::keyword});
      } else if (std::find(kValues.begin(), kValues.end(), word) != kValues.end()) {
        runs.push_back({at, end - at, PythonToken::number});
      } else if (word == "self") {
        runs.push_back({at, end - at, PythonToken::self});
      }
      defines = word == "def" || word == "class";
    } else if (letter != ' ' && letter != '\t') {
      defines = false;
    }
    at = end;
  }
  return runs;
}

std::string indent_after(std::string_view line) {
  const std::size_t first = std::min(line.find_first_not_of(" \t"), line.size());
  std::string indent(line.substr(0, first));
  const std::size_t last = line.find_last_not_of(" \t\r");
  if (last != std::string_view::npos && line[last] == ':') indent += "    ";
  return indent;
}

}  // namespace tlscam
