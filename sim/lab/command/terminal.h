#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// How the word before the cursor may go on.
struct Completion {
  std::uint32_t start = 0;              ///< where the word begins, in bytes
  std::vector<std::string> candidates;  ///< whole words
};
template <std::same_as<Completion> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("start", &T::start), field("candidates", &T::candidates));
}

/// Runs a line in the terminal; refused while another one runs.
struct ShellCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "shell";
  static constexpr CommandTraits kTraits{.touches_files = true};
  std::string line;
};
template <std::same_as<ShellCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("line", &T::line));
}
Result<ShellCommand::Reply> carry_out(SessionState& state, const ShellCommand& command);

/// `TerminalKeysCommand` types keys in the terminal, as a terminal sends them: for the command that runs,
/// which 0x03 ends, or for the line editor of the prompt. The terminal's output shows what they draw.
struct TerminalKeysCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "terminal_keys";
  static constexpr CommandTraits kTraits{};
  Bytes bytes;
};
template <std::same_as<TerminalKeysCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("bytes", &T::bytes));
}
Result<TerminalKeysCommand::Reply> carry_out(SessionState& state, const TerminalKeysCommand& command);

/// `TerminalSizeCommand` says how wide the terminal's screen is. The line that is being edited is drawn anew.
struct TerminalSizeCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "terminal_size";
  static constexpr CommandTraits kTraits{};
  std::uint32_t columns = 80;
  bool reflows = false;  ///< the screen itself has broken the rows of the cursor's line anew
};
template <std::same_as<TerminalSizeCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("columns", &T::columns), field("reflows", &T::reflows));
}
Result<TerminalSizeCommand::Reply> carry_out(SessionState& state, const TerminalSizeCommand& command);

/// `TerminalHistoryCommand` gives the lines that were entered at the prompt, the oldest first.
struct TerminalHistoryCommand {
  using Reply = std::vector<std::string>;
  static constexpr std::string_view kName = "terminal_history";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<TerminalHistoryCommand>) {
  return std::tuple();
}
Result<TerminalHistoryCommand::Reply> carry_out(SessionState& state, const TerminalHistoryCommand& command);

/// `SetTerminalHistoryCommand` puts lines in place of the prompt's history, the oldest first: every world
/// begins without any.
struct SetTerminalHistoryCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "set_terminal_history";
  static constexpr CommandTraits kTraits{};
  std::vector<std::string> lines;
};
template <std::same_as<SetTerminalHistoryCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("lines", &T::lines));
}
Result<SetTerminalHistoryCommand::Reply> carry_out(SessionState& state,
                                                   const SetTerminalHistoryCommand& command);

/// Completes the word before the cursor.
struct CompleteCommand {
  using Reply = Completion;
  static constexpr std::string_view kName = "complete";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
  std::string line;
  std::uint32_t cursor = 0;  ///< in bytes
};
template <std::same_as<CompleteCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("line", &T::line), field("cursor", &T::cursor));
}
Result<CompleteCommand::Reply> carry_out(SessionState& state, const CompleteCommand& command);

/// Tells whether the terminal needs another line before this one can run.
struct UnfinishedCommand {
  using Reply = bool;
  static constexpr std::string_view kName = "unfinished";
  static constexpr CommandTraits kTraits{.needs_world = false, .effect = Effect::asks};
  std::string line;
};
template <std::same_as<UnfinishedCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("line", &T::line));
}
Result<UnfinishedCommand::Reply> carry_out(SessionState& state, const UnfinishedCommand& command);

}  // namespace tlscam
