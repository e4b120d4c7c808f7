#pragma once
#include "sim/cli/deploy_command.h"

namespace tlscam {

/// `tlscam deploy --romfs`: replaces the image in /rom of a board. Returns the exit code.
int run_deploy_romfs(const DeployRequest& request);

}  // namespace tlscam
