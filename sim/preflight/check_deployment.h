#pragma once
#include <vector>

#include "sim/deploy/board_facts.h"
#include "sim/preflight/deployment_plan.h"
#include "sim/preflight/finding.h"

namespace tlscam {

/// `check_deployment` examines files before they are written to this board: whether its firmware reads and
/// can use them, whether they fit together, and what its scripts expect that will not be there. The worst
/// findings come first. It guesses nothing that the facts leave open. It is pure: the same arguments give the
/// same findings.
std::vector<Finding> check_deployment(const BoardFacts& facts, const std::vector<PlannedFile>& files,
                                      const DeploymentPurpose& purpose);

/// `stops_deployment` tests whether one of the findings says that the deployment cannot work.
bool stops_deployment(const std::vector<Finding>& findings);

}  // namespace tlscam
