#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "sim/certificate/certificate_file.h"
#include "sim/deploy/board_facts.h"
#include "sim/deploy/firmware_facts.h"
#include "sim/preflight/deployment_plan.h"
#include "sim/preflight/finding.h"
#include "sim/preflight/script_facts.h"

namespace tlscam {

/// `InspectedFile` is a planned file with what it was found to be.
struct InspectedFile {
  const PlannedFile* plan = nullptr;
  std::string name;         ///< its last part: "server.der"
  CertificateFile content;  ///< as inspect() sees it; FileContent::other for scripts and everything else
  bool is_own = false;      ///< a certificate that the board shows; its key is deployed, or a script says so
  bool is_anchor = false;   ///< a certificate that the board trusts
};

/// `Inspection` is what all checks look at, and where they put what they find.
class Inspection {
 public:
  Inspection(const BoardFacts& board, const std::vector<PlannedFile>& planned,
             const DeploymentPurpose& what_for);

  const BoardFacts& facts;
  const DeploymentPurpose& purpose;
  FirmwareFacts firmware;
  std::string release;  ///< "OpenMV 4.8.1 (MicroPython 1.26.0)"; "the firmware" when it gives no version
  std::vector<InspectedFile> files;
  std::vector<ScriptFacts> scripts;

  /// `resolve` finds the planned file that a script means by this path; nullptr when none is planned.
  const InspectedFile* resolve(std::string_view path) const;

  void add(Finding finding);
  std::vector<Finding> take();

 private:
  void tell_roles();

  std::vector<Finding> findings_;
};

/// `last_part` returns what stands behind the last slash.
std::string_view last_part(std::string_view path);

// The checks, by what they are about.
void check_files(Inspection& inspection);
void check_pairs(Inspection& inspection);
void check_times(Inspection& inspection);
void check_names(Inspection& inspection);
void check_secrets(Inspection& inspection);
void check_scripts(Inspection& inspection);
void check_modules(Inspection& inspection);
void check_board(Inspection& inspection);

}  // namespace tlscam
