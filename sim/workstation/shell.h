#pragma once
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "sim/time/event_queue.h"
#include "sim/workstation/command_line.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// The learner's command line: built-in file commands and a table of programs (openssl, mpremote, ...).
class Shell {
 public:
  /// Both are borrowed. `events.now()` is the date that commands see.
  Shell(const Folder& folder, EventQueue& events) : folder_(folder), events_(events) {}

  void add(std::string name, std::unique_ptr<Program> program) {
    programs_[std::move(name)] = std::move(program);
  }

  /// The names of all commands, sorted.
  std::vector<std::string> commands() const;

  /// Runs one command line and gives its exit code: 2 for a line that cannot be understood, 127 for an
  /// unknown command. `input` is the standard input unless the line has < or the output's terminal has an
  /// input of its own. The output is borrowed until the task ends.
  Task<int> run(std::string line, const Output& output, Bytes input = {});

 private:
  Task<int> start(Invocation invocation);
  int help(const Invocation& invocation) const;

  const Folder& folder_;
  EventQueue& events_;
  std::map<std::string, std::unique_ptr<Program>> programs_;
};

}  // namespace tlscam
