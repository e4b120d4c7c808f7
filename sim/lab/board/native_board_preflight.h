#pragma once
#include <string>
#include <vector>

#include "sim/deploy/board_facts.h"
#include "sim/deploy/deployment.h"
#include "sim/lab/board/native_real_board.h"
#include "sim/preflight/check_deployment.h"

namespace tlscam {

/// `preflight` examines files with whole targets ("/flash/cert.der") before they are written. `sources` are
/// the paths of this computer that they were read from (read_deploy_files()): commands that mend them name
/// those.
std::vector<Finding> preflight(const BoardFacts& facts, const std::vector<DeployFile>& files,
                               const std::vector<std::string>& sources, DeploymentPurpose purpose);

/// `files_there` lists the files at the top of the file systems of a board that was greeted; a place that
/// does not answer is left out.
std::vector<std::string> files_there(RealBoard& board, const BoardFacts& facts);

/// `preflight_report` writes findings for people, a few lines each; empty when there are none.
std::string preflight_report(const std::vector<Finding>& findings);

}  // namespace tlscam
