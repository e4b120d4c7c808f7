#pragma once
#include <optional>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/desktop/model/shared_world.h"
#include "sim/desktop/window/desktop_settings.h"
#include "sim/lab/command/open.h"
#include "sim/lab/course/lesson_course.h"

namespace tlscam {

/// The command line's words about the world that the window begins with.
struct WorldOptions {
  /// A lesson's id or number; "bench": the free bench; a link of the page; a file with a world (.tlscam).
  /// Empty: as the last time, or the first lesson.
  std::string lesson;
  std::uint64_t seed = 0;
  std::string folder;    ///< opened as a project; empty: the one of the last time, if nothing else is named
  std::string scene;     ///< a scene file; empty: none
  bool trusted = false;  ///< the scene gets what it wants of the computer
};

/// `FirstWorld` is that world.
struct FirstWorld {
  OpenCommand command;               ///< without a folder
  std::string folder;                ///< a project's; empty: none
  std::optional<SharedScene> scene;  ///< is put into the world once it is there
};

/// `find_first_world` reads what the options name. It fails, for people, when there is no such thing, or a
/// scene wants more than it may have.
Result<FirstWorld> find_first_world(const WorldOptions& options, const DesktopSettings& settings,
                                    const std::vector<Lesson>& course);

}  // namespace tlscam
