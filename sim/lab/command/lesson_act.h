#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"

namespace tlscam {

class SessionState;

/// `LessonActCommand` does what the open lesson shows, in the learner's sight: one block ("Type it"), or a
/// whole step ("Show me"). It only begins; Snapshot::performance says how it goes on. What it does is done by
/// commands of its own: those are what going back in time repeats.
struct LessonActCommand {
  using Reply = std::uint32_t;  ///< PerformanceSnapshot::number
  static constexpr std::string_view kName = "lesson_act";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::optional<std::uint32_t> step;   ///< none: the introduction
  std::optional<std::uint32_t> block;  ///< its place among those of the step that do something; none: all
  bool key_by_key = false;             ///< lines are typed as a person would
};
template <std::same_as<LessonActCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("step", &T::step), field("block", &T::block), field("key_by_key", &T::key_by_key));
}
Result<LessonActCommand::Reply> carry_out(SessionState& state, const LessonActCommand& command);

/// `TypeLineCommand` types lines in the learner's sight, as LessonActCommand does; for the next steps of a
/// diagnosis.
struct TypeLineCommand {
  using Reply = std::uint32_t;  ///< PerformanceSnapshot::number
  static constexpr std::string_view kName = "type_line";
  static constexpr CommandTraits kTraits{.effect = Effect::steers};
  std::string camera;  ///< its prompt; empty: the workstation's terminal
  std::string text;
  bool key_by_key = false;
};
template <std::same_as<TypeLineCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("camera", &T::camera), field("text", &T::text),
                    field("key_by_key", &T::key_by_key));
}
Result<TypeLineCommand::Reply> carry_out(SessionState& state, const TypeLineCommand& command);

}  // namespace tlscam
