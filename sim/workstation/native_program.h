#pragma once
#include <optional>

#include "sim/base/native_descriptor.h"
#include "sim/base/task.h"
#include "sim/workstation/native_process.h"
#include "sim/workstation/native_runner.h"
#include "sim/workstation/program.h"
#include "sim/workstation/program_link.h"

namespace tlscam {

/// `NativeProgram` is one program of a NativeRunner, from its start to the end of the task that waits for it.
class NativeProgram {
 public:
  /// The process has been started. `link` is this side of the socket between the two; it is closed when the
  /// program has none. The runner is borrowed.
  NativeProgram(NativeRunner& runner, Process process, Descriptor link, const Output& output);
  ~NativeProgram();
  NativeProgram(const NativeProgram&) = delete;
  NativeProgram& operator=(const NativeProgram&) = delete;

  struct End {
    NativeProgram& program;
    bool await_ready() const { return program.ended_; }
    void await_suspend(coro::coroutine_handle<> waiter) { program.waiter_ = waiter; }
    void await_resume() const {}
  };
  /// `co_await program.end();` waits until the program has ended; it goes on inside of poll() of the runner.
  End end() { return {*this}; }

  const Process& process() const { return process_; }

  /// Takes what the program has said. Returns whether its end was seen now.
  bool poll();
  /// Lets the task go on that waits for the end; it may destroy this object.
  void tell_end();
  /// The network has changed.
  void look();
  /// Whether the program computes, as far as is known.
  bool computes() const { return !ended_ && !(link_ && link_->waits()); }

 private:
  void watch();
  void take_questions();

  NativeRunner& runner_;
  Process process_;
  Descriptor socket_;
  std::optional<ProgramLink> link_;
  Output output_;
  std::vector<int> watched_;
  coro::coroutine_handle<> waiter_ = nullptr;
  bool ended_ = false;
};

}  // namespace tlscam
