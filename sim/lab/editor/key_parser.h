#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/lab/editor/key.h"

namespace tlscam {

/// `KeyParser` turns the bytes that a terminal sends into keys: UTF-8 (RFC 3629), control characters, the
/// escape sequences of xterm, the Linux console and the like (ECMA-48 5.4), and bracketed paste. Bytes may
/// come in pieces of any size; invalid UTF-8 is dropped, and a sequence without a meaning is one key without
/// a meaning.
///
/// A paste in brackets gives only text and Enter: a Tab becomes a space, and other keys in it are dropped.
class KeyParser {
 public:
  /// `feed` takes bytes, and returns the keys that they complete. Neighbouring characters are one Key::text.
  std::vector<KeyPress> feed(ByteView bytes);

  /// `settle` says that no byte has come for a while: an ESC that waits for the rest of its sequence was the
  /// key Escape.
  std::vector<KeyPress> settle();

  /// `State` has the machine's states, for its table in key_parser.cc.
  enum class State : std::uint8_t {
    ground,
    character,        ///< in a UTF-8 character
    escape,           ///< after ESC
    csi,              ///< after ESC [
    ss3,              ///< after ESC O
    linux_function,   ///< after ESC [ [, with which the Linux console begins F1 to F5
    number_of_states  ///< not a state
  };

 private:
  void take(std::uint8_t byte);
  void emit(Key key);
  void emit_text(std::string_view text);
  void control(std::uint8_t byte);
  void pasted_control(std::uint8_t byte);
  void begin_character(std::uint8_t byte);
  void continue_character(std::uint8_t byte);
  void end_sequence(char introducer, std::uint8_t final);

  std::vector<KeyPress> keys_;  // since feed() began
  State state_ = State::ground;
  bool pasting_ = false;
  bool after_return_ = false;  // the last byte was CR: an LF after it is the same Enter
  std::string parameters_;     // parameters of the escape sequence that has begun
  std::string character_;      // the bytes of a UTF-8 character so far
  std::size_t missing_ = 0;    // bytes until it is whole
};

}  // namespace tlscam
