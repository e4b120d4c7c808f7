#pragma once
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

#include "sim/base/result.h"
#include "sim/lab/command/reply.h"
#include "sim/lab/command/traits.h"
#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/saved_world.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

class Session;
class SessionState;

/// Gives everything that survives the end of the session.
struct SaveCommand {
  using Reply = SavedWorld;
  static constexpr std::string_view kName = "save";
  static constexpr CommandTraits kTraits{.effect = Effect::asks};
};
constexpr auto fields_of(std::type_identity<SaveCommand>) {
  return std::tuple();
}
Result<SaveCommand::Reply> carry_out(SessionState& state, const SaveCommand& command);

enum class WorkstationFiles { kept, left_out };

/// The same for a folder of the learner, which keeps its files by itself: they may be left out.
Result<SavedWorld> save_world(SessionState& state, WorkstationFiles files);
/// The same for a window. There must be a world.
Result<SavedWorld> save_world(Session& session, WorkstationFiles files);

}  // namespace tlscam
