#include "sim/lesson/camera_output.h"

#include <algorithm>
#include <cctype>
#include <optional>

namespace tlscam {
namespace {

constexpr std::string_view kPrompt = ">>> ";
constexpr std::string_view kContinuation = "... ";
constexpr std::string_view kPasteLine = "=== ";
constexpr std::string_view kTraceback = "Traceback (most recent call last):";
constexpr std::string_view kSoftReset = "MPY: soft reboot";

bool is_line_end(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return byte < 0x20 && c != '\t' && c != '\r' && c != '\x1b';
}

struct Line {
  std::string_view text;     // without \r
  bool ends_output = false;  // the raw REPL's end mark or a prompt follows
};

std::vector<Line> split(std::string_view said) {
  std::vector<Line> lines;
  while (!said.empty()) {
    const auto end = std::find_if(said.begin(), said.end(), is_line_end);
    auto text = said.substr(0, static_cast<std::size_t>(end - said.begin()));
    const bool last = end == said.end();
    const bool ends_output = !last && *end == '\x04';
    said.remove_prefix(text.size() + (last ? 0 : 1));
    while (text.ends_with('\r')) text.remove_suffix(1);
    const std::size_t prompt = text.find(kPrompt);
    if (prompt != std::string_view::npos) text = text.substr(0, prompt);
    const bool typed = text.starts_with(kContinuation) || text.starts_with(kPasteLine);
    if (!typed) lines.push_back({text, ends_output || prompt != std::string_view::npos});
  }
  return lines;
}

bool is_type_name(std::string_view text) {
  return !text.empty() &&
         std::ranges::all_of(text, [](unsigned char c) { return std::isalnum(c) || c == '_'; });
}

// `read_exception` reads "ValueError: text" or "KeyboardInterrupt: "; it returns nothing for any other line.
std::optional<PrintedException> read_exception(std::string_view line) {
  const std::size_t colon = line.find(':');
  const std::string_view type = line.substr(0, colon);
  if (!is_type_name(type)) return std::nullopt;
  PrintedException exception{std::string(type), {}};
  if (colon != std::string_view::npos) exception.text = line.substr(std::min(colon + 2, line.size()));
  return exception;
}

}  // namespace

std::vector<std::string> printed_lines(std::string_view said) {
  std::vector<std::string> printed;
  for (const Line& line : split(said))
    if (!line.text.empty()) printed.emplace_back(line.text);
  return printed;
}

std::vector<PrintedException> printed_exceptions(std::string_view said) {
  enum class State { outside, frames, text };
  std::vector<PrintedException> exceptions;
  State state = State::outside;
  for (const Line& line : split(said)) {
    if (line.text == kTraceback) {
      state = State::frames;
      continue;
    }
    if (state == State::frames && !line.text.starts_with("  ")) {
      const auto exception = read_exception(line.text);
      if (exception) exceptions.push_back(*exception);
      state = exception ? State::text : State::outside;
    } else if (state == State::text && !line.text.empty()) {
      std::string& text = exceptions.back().text;
      if (!text.empty()) text += ' ';
      text += line.text;
    }
    if (line.ends_output) state = State::outside;
  }
  return exceptions;
}

std::string_view since_last_start(std::string_view said) {
  const std::size_t start = said.rfind(kSoftReset);
  return start == std::string_view::npos ? said : said.substr(start);
}

bool is_at_prompt(std::string_view said) {
  return said == kPrompt || said.ends_with("\n>>> ");
}

bool fits(std::string_view line, std::string_view pattern) {
  // When the text after the last star does not fit, the star takes one more character.
  std::size_t at = 0, next = 0;
  std::size_t star = std::string_view::npos, taken = 0;
  while (at < line.size()) {
    if (next < pattern.size() && pattern[next] == '*') {
      star = next++;
      taken = at;
    } else if (next < pattern.size() && pattern[next] == line[at]) {
      ++next;
      ++at;
    } else if (star != std::string_view::npos) {
      next = star + 1;
      at = ++taken;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', next) == std::string_view::npos;
}

}  // namespace tlscam
