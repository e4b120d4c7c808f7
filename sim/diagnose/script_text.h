#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `has` tests whether a text contains these words.
inline bool has(std::string_view text, std::string_view words) {
  return text.find(words) != std::string_view::npos;
}

/// `is_quoted_in` tests whether a script names this file: "server.der", "/flash/server.der".
bool is_quoted_in(std::string_view script, std::string_view path);

/// `arguments_of_calls` returns what stands between the brackets of each call of a function or method. The
/// views are valid as long as the script. It does not look into comments or strings.
std::vector<std::string_view> arguments_of_calls(std::string_view script, std::string_view function);

/// `quoted_names` returns what stands between quotation marks in a piece of a script, in its order.
std::vector<std::string> quoted_names(std::string_view text);

/// `is_in_loop` tests whether these words stand in the body of a loop, going by the indentation of lines.
bool is_in_loop(std::string_view script, std::string_view words);

/// `excepts` tests whether a line that begins with "except" contains these words.
bool excepts(std::string_view script, std::string_view words);

}  // namespace tlscam
