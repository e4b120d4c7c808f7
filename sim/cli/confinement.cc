#include "sim/cli/confinement.h"

#include <fmt/format.h>

#include <cstdio>

#include "sim/base/sanitized.h"
#include "sim/lab/session/native_platform.h"

namespace tlscam {

std::string confinement_text() {
  if (kSanitized) return "cameras: not confined, because this build has sanitizers";
  const std::string gap = why_cameras_are_not_confined();
  return gap.empty() ? "cameras: confined by seccomp; a camera's script reaches nothing of this computer"
                     : fmt::format("cameras: not confined, because {}", gap);
}

bool may_start_cameras(bool have_to_be_confined) {
  const std::string gap = why_cameras_are_not_confined();
  if (gap.empty()) return true;
  fmt::print(stderr,
             "tlscam: {} cameras are not confined, because {}: scripts of strangers can do what you can\n",
             have_to_be_confined ? "refused:" : "warning:", gap);
  return !have_to_be_confined;
}

}  // namespace tlscam
