#pragma once
#include <string>
#include <vector>

#include "sim/lab/watch/inspected_files.h"
#include "sim/world/world.h"

namespace tlscam {

/// A certificate that a running camera has verified, for people.
struct VerificationStep {
  std::string subject;                ///< "CN=openmv"
  unsigned depth = 0;                 ///< 0: the peer's own; one more for each issuer
  std::vector<std::string> problems;  ///< what the camera found wrong; empty: nothing
};

VerificationStep step_of(const VerifiedCertificate& verified, InspectedFiles& inspected);

}  // namespace tlscam
