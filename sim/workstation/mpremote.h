#pragma once
#include "sim/time/event_queue.h"
#include "sim/workstation/device.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// `mpremote` with the syntax, behaviour and messages of the tool of MicroPython 1.26 (documentation,
/// "MicroPython remote control: mpremote"), against the cameras of the world.
class Mpremote : public Program {
 public:
  /// Connects the learner's terminal with a camera's friendly REPL until the learner leaves it.
  using Repl = std::function<Task<int>(Device device, Output output)>;

  /// All are borrowed. Without a `repl`, or where nobody can type, that command says that it needs a
  /// terminal.
  Mpremote(DeviceList devices, const Folder& folder, EventQueue& events, Repl repl = {})
      : devices_(std::move(devices)), folder_(folder), events_(events), repl_(std::move(repl)) {}

  Task<int> run(Invocation invocation) override;
  std::string summary() const override { return "files and programs of a camera"; }

 private:
  DeviceList devices_;
  const Folder& folder_;
  EventQueue& events_;
  Repl repl_;
};

}  // namespace tlscam
