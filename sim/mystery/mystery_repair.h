#pragma once
#include <vector>

#include "sim/lesson/lesson.h"
#include "sim/mystery/mystery_kinds.h"

namespace tlscam {

/// `repair_of` puts one part of a setup right, as a learner would: with the workstation's commands, its files
/// and what can be pressed. It ends by a reset of the server and a run of the client. `sound` is the setup
/// without the fault.
std::vector<LessonBlock> repair_of(MysteryPart part, const MysterySetup& sound);

}  // namespace tlscam
