#include "sim/cli/confinement.h"

#include <fmt/format.h>

#include "sim/base/sanitized.h"
#include "sim/cli/output.h"
#include "sim/lab/session/native_platform.h"

namespace tlscam {

namespace {

std::string cameras_text() {
  if (kSanitized) return "cameras: not confined, because this build has sanitizers";
  const std::string gap = why_cameras_are_not_confined();
  return gap.empty() ? "cameras: confined by seccomp; a camera's script reaches nothing of this computer"
                     : fmt::format("cameras: not confined, because {}", gap);
}

std::string programs_text() {
  const std::string gap = why_programs_are_not_confined();
  return gap.empty()
             ? "programs: confined by Landlock and seccomp; openssl reaches the workstation's folder alone"
             : fmt::format("programs: not confined, because {}", gap);
}

bool warn_of(const char* what, const std::string& gap, const char* danger, bool refuse) {
  if (gap.empty()) return true;
  complain(fmt::format("{} {} are not confined, because {}: {}", refuse ? "refused:" : "warning:", what, gap,
                       danger));
  return !refuse;
}

}  // namespace

std::string confinement_text() {
  return cameras_text() + "\n" + programs_text();
}

bool may_start(bool has_to_be_confined) {
  return warn_of("cameras", why_cameras_are_not_confined(), "scripts of strangers can do what you can",
                 has_to_be_confined) &&
         warn_of("programs", why_programs_are_not_confined(), "openssl reads and writes what you can",
                 has_to_be_confined);
}

}  // namespace tlscam
