#include "sim/cli/raw_terminal.h"

#include <poll.h>
#include <unistd.h>

namespace tlscam {

RawTerminal::RawTerminal() {
  tcgetattr(STDIN_FILENO, &before_);
  termios raw = before_;
  cfmakeraw(&raw);
  raw.c_oflag = before_.c_oflag;  // programs of the workstation end their lines as on any terminal
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
}

RawTerminal::~RawTerminal() {
  tcsetattr(STDIN_FILENO, TCSANOW, &before_);
}

Bytes RawTerminal::read() {
  Bytes typed(256);
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  if (poll(&input, 1, 0) <= 0) return {};
  const ssize_t count = ::read(STDIN_FILENO, typed.data(), typed.size());
  typed.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return typed;
}

}  // namespace tlscam
