#pragma once
#include <functional>

#include "sim/base/bytes.h"

namespace tlscam {

/// `LineDiscipline` stands between the keys of a terminal and a program that reads lines: POSIX, XBD 11.1.6,
/// "canonical mode input processing". Backspace, Ctrl-W and Ctrl-U edit the line that is being typed; Enter
/// ends it.
class LineDiscipline {
 public:
  /// `echo` shows on the terminal what is typed.
  explicit LineDiscipline(std::function<void(ByteView)> echo) : echo_(std::move(echo)) {}

  struct Typed {
    Bytes lines;             ///< whole lines, each with its '\n', and what Ctrl-D has pushed through
    bool end = false;        ///< Ctrl-D on an empty line: end of file
    bool interrupt = false;  ///< Ctrl-C; the keys before it are lost, those after it not looked at
  };

  /// Takes keys, any number at a time.
  Typed feed(ByteView keys);

  /// Without echo, as for a pass phrase, only the end of a line is shown by the program itself.
  void set_echo(bool on) { echoing_ = on; }

 private:
  enum class Escape { none, begun, sequence };

  bool skip_escape(std::uint8_t key);
  void erase_character();
  void show(std::string_view text);

  std::function<void(ByteView)> echo_;
  bool echoing_ = true;
  Bytes line_;
  Escape escape_ = Escape::none;
};

}  // namespace tlscam
