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

/// Types keys while a command runs in the terminal; 0x03 ends it.
struct ShellInputCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "shell_input";
  static constexpr CommandTraits kTraits{};
  Bytes bytes;
};
template <std::same_as<ShellInputCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("bytes", &T::bytes));
}
Result<ShellInputCommand::Reply> carry_out(SessionState& state, const ShellInputCommand& command);

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
