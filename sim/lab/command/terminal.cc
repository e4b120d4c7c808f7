#include "sim/lab/command/terminal.h"

#include "sim/lab/session/completer.h"
#include "sim/lab/session/session_state.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const ShellCommand& command) {
  if (auto started = state.opened().terminal().start(command.line); !started)
    return tl::unexpected(started.error());
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const ShellInputCommand& command) {
  state.opened().terminal().type(command.bytes);
  return Nothing{};
}

Result<Completion> carry_out(SessionState& state, const CompleteCommand& command) {
  const OpenWorld& opened = state.opened();
  const Candidates found =
      Completer(opened.folder(), opened.shell(), opened.world()).complete(command.line, command.cursor);
  return Completion{static_cast<std::uint32_t>(found.start), found.words};
}

Result<bool> carry_out(SessionState&, const UnfinishedCommand& command) {
  return wants_another_line(command.line);
}

}  // namespace tlscam
