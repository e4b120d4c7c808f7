#include "sim/diagnose/script_text.h"

#include <algorithm>
#include <string>

namespace tlscam {

bool is_quoted_in(std::string_view script, std::string_view path) {
  constexpr std::string_view kBefore = "\"'/";
  for (std::size_t at = 0; (at = script.find(path, at)) != std::string_view::npos; ++at) {
    if (at > 0 && kBefore.find(script[at - 1]) != std::string_view::npos) return true;
  }
  return false;
}

std::vector<std::string_view> arguments_of_calls(std::string_view script, std::string_view function) {
  std::vector<std::string_view> calls;
  const std::string opening = std::string(function) + "(";
  for (std::size_t at = 0; (at = script.find(opening, at)) != std::string_view::npos;) {
    at += opening.size();
    std::size_t end = at;
    for (int depth = 1; end < script.size(); ++end) {
      if (script[end] == '(') ++depth;
      if (script[end] == ')' && --depth == 0) break;
    }
    calls.push_back(script.substr(at, end - at));
  }
  return calls;
}

std::vector<std::string> quoted_names(std::string_view text) {
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = text.find_first_of("\"'", at)) != std::string_view::npos;) {
    const std::size_t end = text.find(text[at], at + 1);
    if (end == std::string_view::npos) break;
    names.emplace_back(text.substr(at + 1, end - at - 1));
    at = end + 1;
  }
  return names;
}

bool is_in_loop(std::string_view script, std::string_view words) {
  std::size_t loop = std::string_view::npos;  // indentation of the outermost loop here; npos if none
  while (!script.empty()) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    std::string_view line = script.substr(0, end);
    script.remove_prefix(std::min(end + 1, script.size()));
    const std::size_t indentation = line.find_first_not_of(" \t\r");
    if (indentation == std::string_view::npos) continue;
    line.remove_prefix(indentation);
    if (loop != std::string_view::npos && indentation <= loop) loop = std::string_view::npos;
    if (loop != std::string_view::npos && has(line, words)) return true;
    if (loop == std::string_view::npos && (line.starts_with("for ") || line.starts_with("while ")))
      loop = indentation;
  }
  return false;
}

bool excepts(std::string_view script, std::string_view words) {
  for (std::size_t at = 0; (at = script.find("except", at)) != std::string_view::npos; ++at) {
    if (has(script.substr(at, script.find('\n', at) - at), words)) return true;
  }
  return false;
}

}  // namespace tlscam
