#pragma once
#include <string>

#include "sim/world/world.h"

namespace tlscam {

/// `describe_wait` says what a camera waits for: "waits in read() for end of file from cam2". It is empty
/// when the camera is switched off.
std::string describe_wait(const World& world, const Camera& camera);

/// `describe_waits` says who waits for whom, in one sentence over all cameras whose script has not ended:
/// "openmv waits in read() for end of file from cam2; cam2 waits in read() for end of file from openmv".
std::string describe_waits(const World& world);

}  // namespace tlscam
