#include "sim/cli/raw_terminal.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <iterator>

namespace tlscam {
namespace {

constexpr std::size_t kUsualColumns = 80;
constexpr int kDeadlySignals[] = {SIGHUP, SIGQUIT, SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL};

termios before;  // of the RawTerminal that there is
volatile std::sig_atomic_t is_raw = 0;
struct sigaction actions_before[std::size(kDeadlySignals)];

void restore() {
  tcsetattr(STDIN_FILENO, TCSANOW, &before);  // may be called by a signal handler (POSIX, XSH 2.4.3)
  is_raw = 0;
}

// SA_RESETHAND has put the signal's own effect back: it ends the program when this returns.
void restore_and_die(int signal) {
  if (is_raw) restore();
  raise(signal);
}

void make_raw() {
  tcgetattr(STDIN_FILENO, &before);
  termios raw = before;
  raw.c_lflag &= ~static_cast<tcflag_t>(ICANON | ECHO | ISIG | IEXTEN);
  raw.c_iflag &= ~static_cast<tcflag_t>(IXON | ICRNL | INLCR | IGNCR | ISTRIP | BRKINT);
  raw.c_cc[VMIN] = 1;
  raw.c_cc[VTIME] = 0;
  tcsetattr(STDIN_FILENO, TCSANOW, &raw);
  is_raw = 1;
}

}  // namespace

RawTerminal::RawTerminal() {
  make_raw();
  struct sigaction action {};
  action.sa_handler = restore_and_die;
  action.sa_flags = SA_RESETHAND;
  for (std::size_t i = 0; i < std::size(kDeadlySignals); ++i)
    sigaction(kDeadlySignals[i], &action, &actions_before[i]);
}

RawTerminal::~RawTerminal() {
  restore();
  for (std::size_t i = 0; i < std::size(kDeadlySignals); ++i)
    sigaction(kDeadlySignals[i], &actions_before[i], nullptr);
}

Bytes RawTerminal::read() {
  Bytes typed(4096);
  pollfd input = {STDIN_FILENO, POLLIN, 0};
  if (poll(&input, 1, 0) <= 0) return {};
  const ssize_t count = ::read(STDIN_FILENO, typed.data(), typed.size());
  closed_ = count == 0 || (count < 0 && errno != EINTR && errno != EAGAIN);
  typed.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  return typed;
}

void RawTerminal::suspend() {
  restore();
  raise(SIGTSTP);
  make_raw();
}

std::size_t terminal_columns() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return kUsualColumns;
  return size.ws_col;
}

}  // namespace tlscam
