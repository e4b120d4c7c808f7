#pragma once
#include <map>
#include <string>

#include "sim/base/bytes.h"

namespace tlscam {

class Camera;

/// Every file that a camera has: those of its drive ("certs/ca.der"), and those of its ROMFS
/// ("/rom/key.der"). What cannot be read at the moment is left out.
std::map<std::string, Bytes> files_of_camera(Camera& camera);

}  // namespace tlscam
