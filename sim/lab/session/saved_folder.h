#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/protocol/saved_world.h"

namespace tlscam {

/// `read_saved_folder` reads the files of a learner's folder as a SavedWorld has the workstation's. It fails,
/// for people, when there is no such folder, one cannot be read, or they are more than 64 MB. Names that
/// begin with a dot at the top are left out: they are not what the learner works with.
Result<std::vector<SavedFile>> read_saved_folder(const std::string& path);

}  // namespace tlscam
