#pragma once
#include <functional>
#include <string>
#include <vector>

#include "sim/deploy/serial_session.h"

namespace tlscam {

/// `Device` is a camera as the workstation sees it on its USB ports.
struct Device {
  std::string name;
  std::string description;        ///< what `mpremote connect list` shows after the name
  SerialSession* line = nullptr;  ///< borrowed; outlives every command
  bool ready = false;             ///< false when it is switched off or has crashed
  /// Called with each program that is sent to be run, and the name of the file that it comes from; may be
  /// empty.
  std::function<void(std::string name, std::string text)> note_program{};
};

/// The cameras, in the order of their ports.
using DeviceList = std::function<std::vector<Device>()>;

}  // namespace tlscam
