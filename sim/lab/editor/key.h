#pragma once
#include <string>

namespace tlscam {

/// `Key` says what a key asks the line editor to do. The keys are those of GNU readline in its Emacs mode.
enum class Key {
  none,  ///< a key that means nothing here
  text,  ///< printable characters
  enter,
  complete,          ///< Tab
  erase_before,      ///< Backspace
  erase_after,       ///< Delete
  left,              ///< also Ctrl-B
  right,             ///< also Ctrl-F
  word_left,         ///< Alt-B, Ctrl-Left
  word_right,        ///< Alt-F, Ctrl-Right
  line_begin,        ///< Home, Ctrl-A
  line_end,          ///< End, Ctrl-E
  kill_to_begin,     ///< Ctrl-U
  kill_to_end,       ///< Ctrl-K
  kill_word_before,  ///< Ctrl-W, Alt-Backspace
  kill_word_after,   ///< Alt-D
  yank,              ///< Ctrl-Y
  older,             ///< Up, Ctrl-P
  newer,             ///< Down, Ctrl-N
  search,            ///< Ctrl-R
  leave_search,      ///< Ctrl-G
  escape,            ///< the key Escape alone
  clear_screen,      ///< Ctrl-L
  interrupt,         ///< Ctrl-C
  end_of_input,      ///< Ctrl-D; erases like Delete when there is text
  suspend,           ///< Ctrl-Z
};

/// `KeyPress` is a key, or a run of printable characters.
struct KeyPress {
  Key key = Key::none;
  std::string text;  ///< for Key::text; UTF-8
  bool operator==(const KeyPress&) const = default;
};

}  // namespace tlscam
