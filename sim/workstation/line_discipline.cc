#include "sim/workstation/line_discipline.h"

#include <string_view>

namespace tlscam {
namespace {

constexpr std::uint8_t kCtrlC = 0x03;
constexpr std::uint8_t kCtrlD = 0x04;
constexpr std::uint8_t kBackspace = 0x08;
constexpr std::uint8_t kCtrlU = 0x15;
constexpr std::uint8_t kCtrlW = 0x17;
constexpr std::uint8_t kEscape = 0x1b;
constexpr std::uint8_t kDelete = 0x7f;  // what the key Backspace gives

/// Is this a byte of a UTF-8 character other than its first?
bool continues(std::uint8_t byte) {
  return (byte & 0xc0) == 0x80;
}

}  // namespace

void LineDiscipline::show(std::string_view text) {
  if (echoing_) echo_(as_bytes(text));
}

// The arrow keys and their like begin with ESC and mean nothing here: ECMA-48 5.4, control sequences.
bool LineDiscipline::skip_escape(std::uint8_t key) {
  switch (escape_) {
    case Escape::none:
      if (key != kEscape) return false;
      escape_ = Escape::begun;
      return true;
    case Escape::begun:
      escape_ = key == '[' || key == 'O' ? Escape::sequence : Escape::none;
      return true;
    case Escape::sequence:
      if (key >= 0x40 && key <= 0x7e) escape_ = Escape::none;
      return true;
  }
  return false;
}

void LineDiscipline::erase_character() {
  while (!line_.empty() && continues(line_.back())) line_.pop_back();
  if (line_.empty()) return;
  line_.pop_back();
  show("\b \b");
}

LineDiscipline::Typed LineDiscipline::feed(ByteView keys) {
  Typed typed;
  const auto pass_on = [&] {
    typed.lines.insert(typed.lines.end(), line_.begin(), line_.end());
    line_.clear();
  };
  for (const std::uint8_t key : keys) {
    if (skip_escape(key)) continue;
    switch (key) {
      case kCtrlC:
        line_.clear();
        echo_(as_bytes("^C\n"));
        typed.interrupt = true;
        return typed;
      case kCtrlD:
        if (line_.empty()) typed.end = true;
        pass_on();
        break;
      case kBackspace:
      case kDelete:
        erase_character();
        break;
      case kCtrlW:
        while (!line_.empty() && line_.back() == ' ') erase_character();
        while (!line_.empty() && line_.back() != ' ') erase_character();
        break;
      case kCtrlU:
        while (!line_.empty()) erase_character();
        break;
      case '\r':
      case '\n':
        line_.push_back('\n');
        show("\n");
        pass_on();
        break;
      default:
        if (key < ' ' && key != '\t') break;
        line_.push_back(key);
        show({reinterpret_cast<const char*>(&key), 1});
    }
  }
  return typed;
}

}  // namespace tlscam
