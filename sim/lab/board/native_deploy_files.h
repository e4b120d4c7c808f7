#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/deploy/deployment.h"

namespace tlscam {

/// Reads files of this computer that are to go to a board, with targets relative to where they will go:
/// "cert.der". A folder goes with its name and everything in it ("site/a.txt"); with a slash at its end, only
/// what is in it goes. Names that begin with a dot and `__pycache__` are left out of folders. Fails for what
/// cannot be read, is neither a file nor a folder, or is larger than any board holds.
Result<std::vector<DeployFile>> read_deploy_files(const std::vector<std::string>& paths);

/// The files with their whole targets, below a folder of the board.
std::vector<DeployFile> place_below(const std::string& folder, std::vector<DeployFile> files);

}  // namespace tlscam
