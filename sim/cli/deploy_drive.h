#pragma once
#include "sim/cli/deploy_command.h"

namespace tlscam {

/// `tlscam deploy --drive`: copies onto a camera's mounted USB drive. Returns the exit code.
int run_deploy_drive(const DeployRequest& request);

}  // namespace tlscam
