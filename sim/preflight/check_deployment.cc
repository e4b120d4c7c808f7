#include "sim/preflight/check_deployment.h"

#include <algorithm>

#include "sim/preflight/inspection.h"

namespace tlscam {

std::vector<Finding> check_deployment(const BoardFacts& facts, const std::vector<PlannedFile>& files,
                                      const DeploymentPurpose& purpose) {
  Inspection inspection(facts, files, purpose);
  check_files(inspection);
  check_pairs(inspection);
  check_times(inspection);
  check_names(inspection);
  check_secrets(inspection);
  check_scripts(inspection);
  check_modules(inspection);
  check_board(inspection);
  return inspection.take();
}

bool stops_deployment(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings,
                             [](const Finding& finding) { return finding.severity == Severity::stops; });
}

}  // namespace tlscam
