#pragma once
#include <map>
#include <string>
#include <vector>

#include "sim/lab/protocol/file_view.h"
#include "sim/lab/protocol/snapshot.h"

namespace tlscam {

/// `ScriptMemory` is what a window remembers of running scripts, by the file's path on the workstation.
struct ScriptMemory {
  std::map<std::string, std::string> chosen;  ///< the camera for the next run
  std::map<std::string, std::string> ran;     ///< the camera of the last run
  std::string camera;                         ///< the one that was selected last; empty: none was
};

/// `camera_for_script` is where a script of the workstation is to run: the camera that was chosen for it, or
/// on which it ran last, or for which the lesson (may be null) means it, or that was selected last, or the
/// only one. Empty when none of this tells.
std::string camera_for_script(const std::string& path, const std::vector<CameraSnapshot>& cameras,
                              const LessonText* lesson, const ScriptMemory& memory);

/// `next_camera_name` is a name for another camera: the first of cam2, cam3, ... that none has.
std::string next_camera_name(const std::vector<CameraSnapshot>& cameras);

/// `Validity` says how a certificate stands at a moment.
struct Validity {
  enum class State { not_yet, valid, expired };
  State state = State::valid;
  float through = 0;  ///< how much of its time has gone, 0 to 1
};
Validity validity_at(Instant not_before, Instant not_after, Instant now);

}  // namespace tlscam
