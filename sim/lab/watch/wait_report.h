#pragma once
#include <string>

#include "sim/world/world.h"

namespace tlscam {

/// What a camera waits for, in words: "waits in read() for end of file from cam2". Empty when it is switched
/// off.
std::string describe_wait(const World& world, const Camera& camera);

/// Who waits for whom, one sentence over all cameras whose script has not ended: "openmv waits in read() for
/// end of file from cam2; cam2 waits in read() for end of file from openmv".
std::string describe_waits(const World& world);

}  // namespace tlscam
