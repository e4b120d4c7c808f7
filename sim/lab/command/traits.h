#pragma once

namespace tlscam {

/// What a command does to the world.
enum class Effect {
  asks,     ///< the world stays as it is
  steers,   ///< only the way in which its time goes on changes
  changes,  ///< the world changes: going back in time repeats the command
  opens,    ///< another world begins
};

/// The rules for a command. Each command's struct says its own as `kTraits`.
struct CommandTraits {
  bool needs_world = true;  ///< `Session::perform` refuses it while there is no world
  Effect effect = Effect::changes;
  bool touches_files = false;  ///< views list files again afterwards
};

}  // namespace tlscam
