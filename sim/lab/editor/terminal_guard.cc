#include "sim/lab/editor/terminal_guard.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <string_view>
#include <utility>

#include "sim/base/utf8.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kEscape = 0x1b;
// A longer sequence is nothing that moves a cursor.
constexpr std::size_t kLongest = 32;
// What ends the sequences that are obeyed: movements, erasing, inserting, deleting, scrolling, colours.
constexpr std::string_view kObeyed = "ABCDEFGHJKPX@LMSTdfm";
// And these two modes, for line editors: wrapping, and marks around what is pasted.
constexpr std::string_view kModes[] = {"\x1b[?7", "\x1b[?2004"};
constexpr std::string_view kLetters = "\n\r\t\b\a";

bool is_parameter(char letter) {
  return (letter >= '0' && letter <= '9') || letter == ';' || letter == ':' || letter == '?';
}

// Whether a sequence that ends with this letter is obeyed.
bool is_obeyed(std::string_view begun, char last) {
  if (begun.find('?') == begun.npos) return kObeyed.find(last) != kObeyed.npos;
  return (last == 'h' || last == 'l') && std::ranges::find(kModes, begun) != std::end(kModes);
}

}  // namespace

std::string TerminalGuard::pass(ByteView printed) {
  std::string out;
  out.reserve(printed.size());
  for (const std::uint8_t byte : printed) take(byte, out);
  return out;
}

// What was taken for the beginning of a sequence is text.
void TerminalGuard::show(std::string& out) {
  out += printable(std::exchange(begun_, {}));
  state_ = State::text;
}

void TerminalGuard::take(std::uint8_t byte, std::string& out) {
  const char letter = static_cast<char>(byte);
  switch (state_) {
    case State::escape:
      begun_ += letter;
      if (letter == '[') {
        state_ = State::sequence;
        return;
      }
      begun_.pop_back();
      show(out);
      break;
    case State::sequence:
      if (is_parameter(letter) && begun_.size() < kLongest) {
        begun_ += letter;
        return;
      }
      if (is_obeyed(begun_, letter)) {
        out += std::exchange(begun_, {}) + letter;
        state_ = State::text;
        return;
      }
      show(out);
      break;
    case State::text:
      break;
  }
  if (!letter_.empty() && (byte & 0xc0) != 0x80) out += printable(std::exchange(letter_, {}));
  if (byte == kEscape) {
    begun_ = letter;
    state_ = State::escape;
  } else if (kLetters.find(letter) != kLetters.npos) {
    out += letter;
  } else if (byte < 0x80) {
    out += printable({&letter, 1});
  } else {
    letter_ += letter;
    const bool is_whole = decode_utf8(letter_).valid;
    if (is_whole || letter_.size() == 4) out += printable(std::exchange(letter_, {}));
  }
}

}  // namespace tlscam
