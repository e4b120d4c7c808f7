#include "sim/preflight/python_tokens.h"

#include <algorithm>
#include <optional>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"

namespace tlscam {
namespace {

bool is_letter(std::uint8_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c >= 0x80;
}

bool is_digit(std::uint8_t c) {
  return c >= '0' && c <= '9';
}

std::optional<unsigned> hex_digit(std::uint8_t c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return std::nullopt;
}

class Tokenizer {
 public:
  explicit Tokenizer(std::string_view script) : cursor_(as_bytes(script)) {}

  std::vector<PythonLine> run() {
    while (!cursor_.at_end()) take_token();
    end_line();
    return std::move(lines_);
  }

 private:
  // 0 behind the end, where no byte of a token is.
  std::uint8_t peek(std::size_t ahead = 0) const {
    Cursor there = cursor_;
    there.skip(ahead);
    return there.at_end() ? std::uint8_t{0} : there.u8();
  }

  std::uint8_t take() {
    const std::uint8_t c = cursor_.u8();
    column_ = c == '\n' ? 0 : c == '\t' ? (column_ / 8 + 1) * 8 : column_ + 1;
    if (c == '\n') ++number_;
    return c;
  }

  void take_token() {
    const std::uint8_t c = peek();
    if (c == '\n') {
      if (depth_ == 0) end_line();
      take();
    } else if (c == '#') {
      while (!cursor_.at_end() && peek() != '\n') take();
    } else if (c == '\\' && (peek(1) == '\n' || peek(1) == '\r')) {
      take();
      if (peek() == '\r') take();
      if (peek() == '\n') take();
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f' || c == 0) {
      take();
    } else {
      begin_line();
      take_visible(c);
    }
  }

  void take_visible(std::uint8_t c) {
    if (c == '"' || c == '\'') return take_string("");
    if (is_letter(c)) return take_name();
    if (is_digit(c) || (c == '.' && is_digit(peek(1)))) {
      std::string text;
      while (is_letter(peek()) || is_digit(peek()) || peek() == '.') text += static_cast<char>(take());
      return add(PythonTokenKind::number, std::move(text));
    }
    if (c == '(' || c == '[' || c == '{') ++depth_;
    if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
    add(PythonTokenKind::sign, std::string(1, static_cast<char>(take())));
  }

  void take_name() {
    std::string text;
    while (is_letter(peek()) || is_digit(peek())) text += static_cast<char>(take());
    if ((peek() == '"' || peek() == '\'') && text.size() <= 2 &&
        text.find_first_not_of("rRbBuUfF") == std::string::npos)
      return take_string(text);
    add(PythonTokenKind::name, std::move(text));
  }

  void take_string(std::string_view prefix) {
    const bool raw = prefix.find_first_of("rR") != prefix.npos;
    const bool formatted = prefix.find_first_of("fF") != prefix.npos;
    const std::uint8_t quote = take();
    const bool is_long = peek() == quote && peek(1) == quote;
    if (is_long) {
      take();
      take();
    }
    std::string text;
    while (!cursor_.at_end()) {
      const std::uint8_t c = peek();
      if (c == quote && (!is_long || (peek(1) == quote && peek(2) == quote))) break;
      if (c == '\n' && !is_long) break;  // a mistake of the script: the string ends with its line
      take();
      if (c == '\\' && !raw) {
        take_escape(text);
        continue;
      }
      text += static_cast<char>(c);
      if (c == '\\' && !cursor_.at_end()) text += static_cast<char>(take());
    }
    if (peek() == quote)
      for (int i = 0; i < (is_long ? 3 : 1); ++i) take();
    add(formatted ? PythonTokenKind::formatted : PythonTokenKind::string, std::move(text));
  }

  void take_escape(std::string& text) {
    if (cursor_.at_end()) return;
    const std::uint8_t c = take();
    switch (c) {
      case '\n':
        return;
      case 'n':
        text += '\n';
        return;
      case 't':
        text += '\t';
        return;
      case 'r':
        text += '\r';
        return;
      case '\\':
      case '\'':
      case '"':
        text += static_cast<char>(c);
        return;
      case 'x': {
        const auto high = hex_digit(peek());
        const auto low = hex_digit(peek(1));
        if (!high || !low) break;
        take();
        take();
        text += static_cast<char>(*high << 4 | *low);
        return;
      }
      default:
        break;
    }
    text += '\\';
    text += static_cast<char>(c);
  }

  void begin_line() {
    if (begun_) return;
    begun_ = true;
    lines_.push_back({number_, column_, {}});
  }

  void end_line() { begun_ = false; }

  void add(PythonTokenKind kind, std::string text) {
    lines_.back().tokens.push_back({kind, std::move(text)});
  }

  Cursor cursor_;
  std::vector<PythonLine> lines_;
  std::size_t number_ = 1;
  std::size_t column_ = 0;
  std::size_t depth_ = 0;
  bool begun_ = false;
};

}  // namespace

std::vector<PythonLine> tokenize_python(std::string_view script) {
  return Tokenizer(script).run();
}

}  // namespace tlscam
