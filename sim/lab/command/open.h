#pragma once
#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/saved_world.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

class SessionState;

/// Starts a world: a lesson, or a scene of one's own (`lesson` is empty; the scene comes as the files of a
/// folder with world.json), as it was saved or from the beginning. The new world is made beside the present
/// one and replaces it once it is there; when it cannot be made, the present one goes on. The reply comes
/// when the opening has begun; its end shows in `Session::opening`.
struct OpenCommand {
  using Reply = Nothing;
  static constexpr std::string_view kName = "open";
  static constexpr CommandTraits kTraits{.needs_world = false, .effect = Effect::opens};
  std::string lesson;
  std::uint64_t seed = 0;
  std::vector<SavedFile> scene;  ///< paths relative to the folder; empty: the free bench of two cameras
  std::optional<SavedWorld> saved;
  /// A folder of the learner that the workstation adopts: its files stay, and those of the scene that it
  /// lacks are added. None: a new folder.
  std::optional<std::string> folder = {};
};
template <std::same_as<OpenCommand> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("lesson", &T::lesson), field("seed", &T::seed), field("scene", &T::scene),
                    field("saved", &T::saved), field("folder", &T::folder));
}
Result<OpenCommand::Reply> carry_out(SessionState& state, const OpenCommand& command);

/// The same, for a lesson of which it is known how its first steps began.
Result<Nothing> open_world(SessionState& state, const OpenCommand& command,
                           std::vector<std::optional<SavedWorld>> step_starts);

}  // namespace tlscam
