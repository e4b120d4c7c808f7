#pragma once
#include <functional>
#include <string>

#include "sim/deploy/raw_repl.h"
#include "sim/deploy/simulated_uart.h"

namespace tlscam {

/// `ReplPeer` is the camera's side of the raw REPL for the tests, byte by byte as MicroPython's
/// shared/runtime/pyexec.c does it. The test decides what code does.
class ReplPeer {
 public:
  enum class Paste { kSupported, kRefused, kUnknown };
  using Run = std::function<ExecResult(std::string code)>;

  explicit ReplPeer(EventQueue& events) : line(events, [this](ByteView bytes) { input(bytes); }) {}

  SimulatedUart line;
  Paste paste = Paste::kSupported;
  std::uint8_t window = 32;
  bool stops_early = false;  // ends a paste after one byte, as for a syntax error
  std::string boot_output;
  bool endless_boot = false;  // after a reset nothing comes until it is interrupted
  Run run = [](std::string) { return ExecResult{}; };
  int interrupts = 0;
  int soft_resets = 0;
  bool raw = false;

 private:
  void say(std::string_view text) { line.receive(as_bytes(text)); }

  void input(ByteView bytes) {
    for (const std::uint8_t byte : bytes) input(static_cast<char>(byte));
  }

  void input(char c) {
    if (booting_) {
      if (c == 3) ++interrupts, booting_ = false, banner();
      return;
    }
    if (pasting_) return paste_byte(c);
    if (!raw) return friendly(c);
    switch (c) {
      case 1:
        if (code_ ==
                "\x05"
                "A" &&
            paste != Paste::kUnknown)
          return begin_paste();
        return banner();
      case 2:
        raw = false;
        code_.clear();
        return say("\r\nMicroPython\r\n>>> ");
      case 3:
        ++interrupts;
        return code_.clear();
      case 4:
        return finish();
      default:
        code_ += c;
    }
  }

  void friendly(char c) {
    if (c == 3) {
      ++interrupts;
      say("\r\n>>> ");
    }
    if (c != 1) return;
    raw = true;
    banner();
  }

  void banner() {
    code_.clear();
    say("raw REPL; CTRL-B to exit\r\n>");
  }

  void finish() {
    if (code_.empty()) {
      ++soft_resets;
      say("OK\r\nMPY: soft reboot\r\n" + boot_output);
      if (!endless_boot) return banner();
      booting_ = true;
      return;
    }
    say("OK");
    execute();
  }

  void begin_paste() {
    code_.clear();
    if (paste == Paste::kRefused) return say(std::string_view("R\0>", 2));
    pasting_ = true;
    say(std::string{'R', 1, static_cast<char>(window), 0, 1});
    left_ = window;
  }

  void paste_byte(char c) {
    if (c == 4) {
      pasting_ = false;
      if (!stopped_) say("\x04");
      if (!stopped_) return execute();
      stopped_ = false;
      return say(std::string("\x04") + "SyntaxError\r\n" + "\x04" + ">");
    }
    if (stopped_) return;
    code_ += c;
    if (stops_early) {
      stopped_ = true;
      return say("\x04");
    }
    if (--left_ > 0) return;
    left_ = window;
    say("\x01");
  }

  void execute() {
    const ExecResult result = run(std::exchange(code_, {}));
    line.receive(result.output);
    say("\x04");
    line.receive(result.error);
    say("\x04>");
  }

  bool booting_ = false;
  bool pasting_ = false;
  bool stopped_ = false;
  std::size_t left_ = 0;
  std::string code_;
};

}  // namespace tlscam
