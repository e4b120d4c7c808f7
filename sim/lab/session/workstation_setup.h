#pragma once
#include "sim/base/task.h"
#include "sim/scene/scene.h"
#include "sim/time/event_queue.h"
#include "sim/workstation/command_runner.h"
#include "sim/workstation/folder.h"

namespace tlscam {

/// Does the workstation's part of a scene before the world begins: puts the scene's files into the learner's
/// folder (files that are there stay as they are), runs its commands at the scene's date, and moves what the
/// cameras copy from the folder into their files. A command that fails is an error with what it printed.
/// All are borrowed until the task ends; `events` stands at the scene's clock.
Task<Result<void>> set_up_workstation(Scene& scene, const Folder& folder, CommandRunner& runner,
                                      EventQueue& events);

}  // namespace tlscam
