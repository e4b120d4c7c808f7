#include "sim/lab/session/command_prompt.h"

#include <utility>

#include "sim/workstation/command_line.h"

namespace tlscam {

CommandPrompt::CommandPrompt(Terminal& terminal, Complete complete, Print print)
    : terminal_(terminal),
      print_(std::move(print)),
      editor_(LineEditor::Options{}, LineEditor::Host{
                                         .draw = [this](std::string_view drawn) { print_(as_bytes(drawn)); },
                                         .accept = [this](const std::string& command) { accept(command); },
                                         .complete = std::move(complete),
                                         .is_unfinished = wants_another_line,
                                     }) {
  editor_.begin();
}

void CommandPrompt::type(ByteView keys) {
  typed_ = true;
  if (terminal_.running()) {
    terminal_.type(keys);
    prompt_when_ended();
  } else {
    editor_.type(keys);
  }
}

Result<void> CommandPrompt::run(const std::string& command) {
  // Terminal refuses with its message.
  if (terminal_.running()) return terminal_.start(command);
  editor_.enter(command);
  return {};
}

void CommandPrompt::look() {
  terminal_.look();
  prompt_when_ended();
  if (!std::exchange(typed_, false)) editor_.settle();
}

void CommandPrompt::resize(std::size_t columns, bool reflows) {
  editor_.resize(columns, reflows);
}

void CommandPrompt::accept(const std::string& command) {
  ++commands_entered_;
  (void)terminal_.start(command);  // none runs
  prompt_when_ended();
}

void CommandPrompt::prompt_when_ended() {
  if (terminal_.running() || editor_.active()) return;
  const Bytes unread = terminal_.take_unread();
  if (!terminal_.at_line_begin()) print_(as_bytes("\r\n"));
  editor_.begin();  // may start the next command of a paste
  editor_.type(unread);
}

}  // namespace tlscam
