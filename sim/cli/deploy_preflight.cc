#include "sim/cli/deploy_preflight.h"

#include <chrono>

#include "sim/cli/output.h"

namespace tlscam {

DeploymentPurpose purpose_of(const DeployRequest& request, DeploymentWay way) {
  DeploymentPurpose purpose;
  purpose.way = way;
  purpose.now = std::chrono::floor<Duration>(std::chrono::system_clock::now());
  purpose.connects_as = request.names;
  return purpose;
}

Result<void> pass_preflight(const DeployRequest& request, const std::vector<Finding>& findings) {
  if (!findings.empty()) print("Pre-flight:\n{}", preflight_report(findings));
  if (!stops_deployment(findings) || request.no_preflight || request.dry_run) return {};
  return fail(
      "nothing was written: the pre-flight has found what cannot work. Mend it, or deploy with "
      "--no-preflight");
}

}  // namespace tlscam
