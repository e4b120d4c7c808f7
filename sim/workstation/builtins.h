#pragma once
#include <span>
#include <string_view>

#include "sim/time/instant.h"
#include "sim/workstation/folder.h"
#include "sim/workstation/program.h"

namespace tlscam {

/// `BuiltinContext` is what a built-in command may use in addition to its arguments.
struct BuiltinContext {
  const Folder& folder;
  Instant now;  ///< the world's true time
};

/// A command of the shell itself. The messages and exit codes are those of the GNU tools.
struct Builtin {
  std::string_view name;
  std::string_view usage;
  int (*run)(const Invocation& invocation, const BuiltinContext& context);
};

/// All built-in commands but help, in the order in which help shows them.
std::span<const Builtin> builtins();

}  // namespace tlscam
