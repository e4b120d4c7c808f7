#pragma once
#include <vector>

#include "sim/cli/deploy_command.h"
#include "sim/lab/board/native_board_preflight.h"

namespace tlscam {

/// `purpose_of` takes the purpose of a deployment from the command line, at the present time.
DeploymentPurpose purpose_of(const DeployRequest& request, DeploymentWay way);

/// Prints what a pre-flight has found. Fails when that stops the deployment.
Result<void> pass_preflight(const DeployRequest& request, const std::vector<Finding>& findings);

}  // namespace tlscam
