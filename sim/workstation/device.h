#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sim/deploy/serial_line.h"

namespace tlscam {

/// A camera as the workstation sees it on its USB ports.
struct Device {
  std::string name;
  std::string description;     ///< what `mpremote connect list` shows behind the name
  SerialLine* line = nullptr;  ///< borrowed; outlives every command
  bool ready = false;          ///< false when it is switched off or has crashed
};

/// The cameras, in the order of their ports.
using DeviceList = std::function<std::vector<Device>()>;

}  // namespace tlscam
