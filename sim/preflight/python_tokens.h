#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

enum class PythonTokenKind : std::uint8_t {
  name,  ///< also keywords
  number,
  string,     ///< its text is what stands between the quotation marks, with escapes resolved
  formatted,  ///< an f-string, whose text depends on values
  sign,       ///< one character: brackets, operators
};

struct PythonToken {
  PythonTokenKind kind = PythonTokenKind::sign;
  std::string text;

  bool is(PythonTokenKind wanted, std::string_view words) const { return kind == wanted && text == words; }
  bool is_sign(std::string_view words) const { return is(PythonTokenKind::sign, words); }
  bool is_name(std::string_view words) const { return is(PythonTokenKind::name, words); }
};

/// `PythonLine` is a logical line of a script: brackets and backslashes continue it over several.
struct PythonLine {
  std::size_t number = 0;       ///< its first physical line, from 1
  std::size_t indentation = 0;  ///< in columns; a tab leads to the next multiple of eight
  std::vector<PythonToken> tokens;
};

/// `tokenize_python` takes a script apart (Python language reference, chapter 2, as far as MicroPython has
/// it). Comments are left out. It never fails: a string that does not end ends with the script.
std::vector<PythonLine> tokenize_python(std::string_view script);

}  // namespace tlscam
