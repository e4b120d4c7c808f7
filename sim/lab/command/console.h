#pragma once
#include <concepts>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// Types keys at a camera's console.
struct TypeCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "type";
  static constexpr CommandTraits kTraits{};
  std::string camera;
  Bytes bytes;
};
template <std::same_as<TypeCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("bytes", &T::bytes));
}
Result<TypeCommand::Reply> carry_out(SessionState& state, const TypeCommand& command);

/// Runs a script as the editor's Run button does: a soft reset into the raw REPL, then the script.
struct RunScriptCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "run_script";
  static constexpr CommandTraits kTraits{};
  std::string camera;
  std::string name;  ///< "client.py"
  std::string text;
};
template <std::same_as<RunScriptCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("name", &T::name), field("text", &T::text));
}
Result<RunScriptCommand::Reply> carry_out(SessionState& state, const RunScriptCommand& command);

/// Types Ctrl-C at a camera's console.
struct StopScriptCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "stop_script";
  static constexpr CommandTraits kTraits{};
  std::string camera;
};
template <std::same_as<StopScriptCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera));
}
Result<StopScriptCommand::Reply> carry_out(SessionState& state, const StopScriptCommand& command);

}  // namespace tlscam
