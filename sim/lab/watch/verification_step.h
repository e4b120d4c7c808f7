#pragma once
#include "sim/lab/protocol/message_seen.h"
#include "sim/lab/watch/inspected_files.h"
#include "sim/world/world.h"

namespace tlscam {

/// Puts into words what a camera has found when it verified a certificate.
VerificationStep step_of(const VerifiedCertificate& verified, InspectedFiles& inspected);

}  // namespace tlscam
