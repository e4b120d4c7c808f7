#pragma once
#include "sim/cli/deploy_command.h"

namespace tlscam {

/// `tlscam deploy --each`: a key and certificate of its own for each device of a list. Returns the exit code.
int run_deploy_each(const DeployRequest& request);

}  // namespace tlscam
