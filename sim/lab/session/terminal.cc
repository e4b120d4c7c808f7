#include "sim/lab/session/terminal.h"

#include <algorithm>

namespace tlscam {
namespace {

constexpr std::uint8_t kCtrlC = 0x03;

}  // namespace

Terminal::Terminal(Shell& shell, bool watched, Print print)
    : shell_(shell),
      watched_(watched),
      print_(std::move(print)),
      output_{[this](ByteView bytes) { this->print(bytes, false); },
              [this](ByteView bytes) { this->print(bytes, true); }, watched} {}

void Terminal::print(ByteView bytes, bool is_error) {
  end_.feed(bytes);
  print_(bytes, is_error);
}

Result<void> Terminal::start(const std::string& line) {
  if (running()) return fail("'{}' is still running; Ctrl-C ends it", line_);
  line_ = line;
  if (listener_) listener_(line);
  end_ = PrintedEnd();
  input_ = std::make_unique<TerminalInput>();
  output_.input = watched_ ? input_.get() : nullptr;
  task_.emplace(shell_.run(line, output_));
  task_->start();
  look();
  return {};
}

void Terminal::type(ByteView keys) {
  if (!running()) return;
  if (!input_->has_listener() && std::ranges::find(keys, kCtrlC) != keys.end()) {
    print(as_bytes("^C\n"), false);
    cancel();
    input_.reset();
    return;
  }
  input_->push(keys);
  look();
}

void Terminal::cancel() {
  task_.reset();
  exit_code_ = kInterrupted;
}

Bytes Terminal::take_unread() {
  return input_ && !running() ? input_->take() : Bytes{};
}

void Terminal::look() {
  if (!task_ || !task_->done()) return;
  exit_code_ = task_->take();
  task_.reset();
}

}  // namespace tlscam
