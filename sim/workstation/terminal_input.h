#pragma once
#include <functional>
#include <utility>

#include "sim/base/bytes.h"
#include "sim/base/task.h"

namespace tlscam {

/// `TerminalInput` is what the learner types while a command runs, byte by byte as the keys give it: nothing
/// is echoed and no line is put together on the way. A program that wants lines has a LineDiscipline; one
/// that passes the keys on (the REPL) takes them as they are, Ctrl-C and Ctrl-D too.
class TerminalInput {
 public:
  /// From the terminal. A program that waits goes on inside of this call; it must not destroy this object.
  void push(ByteView typed) {
    typed_.insert(typed_.end(), typed.begin(), typed.end());
    tell();
  }

  /// The terminal is gone: nothing will come any more.
  void close() {
    closed_ = true;
    tell();
  }

  bool closed() const { return closed_; }

  /// All that was typed since the last time; empty when there is nothing.
  Bytes take() { return std::exchange(typed_, {}); }

  /// Called after every push() and close(), instead of the function before; an empty one ends it.
  void set_listener(std::function<void()> listener) { listener_ = std::move(listener); }

  /// Whether a program takes the keys, Ctrl-C among them.
  bool has_listener() const { return static_cast<bool>(listener_); }

  /// `Bytes typed = co_await input.read();` waits until something was typed. Empty: the terminal is gone. One
  /// reader at a time, and no listener beside it.
  auto read() {
    struct Reading {
      TerminalInput& input;
      explicit Reading(TerminalInput& from) : input(from) {}
      Reading(const Reading&) = delete;
      ~Reading() { input.listener_ = nullptr; }
      bool await_ready() const { return !input.typed_.empty() || input.closed_; }
      void await_suspend(coro::coroutine_handle<> reader) {
        input.listener_ = [reader] { resume_by_call(reader); };
      }
      Bytes await_resume() { return input.take(); }
    };
    return Reading(*this);
  }

 private:
  void tell() {
    // A copy: the one called may set another.
    if (const auto listener = listener_) listener();
  }

  Bytes typed_;
  bool closed_ = false;
  std::function<void()> listener_;
};

}  // namespace tlscam
