#include "sim/lab/command/terminal.h"

#include "sim/lab/session/completer.h"
#include "sim/lab/session/session_state.h"
#include "sim/workstation/command_line.h"

namespace tlscam {

Result<Nothing> carry_out(SessionState& state, const ShellCommand& command) {
  auto& prompt = state.opened().prompt();
  const auto started = prompt ? prompt->run(command.line) : state.opened().terminal().start(command.line);
  if (!started) return tl::unexpected(started.error());
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const TerminalKeysCommand& command) {
  OpenWorld& opened = state.opened();
  const bool command_ran = opened.terminal().running();
  const std::uint64_t entered = opened.commands_entered();
  opened.prompt() ? opened.prompt()->type(command.bytes) : opened.terminal().type(command.bytes);
  if (command_ran || entered != opened.commands_entered()) state.note_file_change();
  return Nothing{};
}

Result<Nothing> carry_out(SessionState& state, const TerminalSizeCommand& command) {
  if (auto& prompt = state.opened().prompt()) prompt->resize(command.columns, command.reflows);
  return Nothing{};
}

Result<std::vector<std::string>> carry_out(SessionState& state, const TerminalHistoryCommand&) {
  auto& prompt = state.opened().prompt();
  return prompt ? prompt->history().lines() : std::vector<std::string>{};
}

Result<Nothing> carry_out(SessionState& state, const SetTerminalHistoryCommand& command) {
  if (auto& prompt = state.opened().prompt()) prompt->history().set(command.lines);
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
