#pragma once
#include <memory>
#include <string>
#include <vector>

#include "sim/machine/camera.h"

namespace tlscam {

/// A camera of the usual model named openmv, switched off, with no network in the air. `network` and
/// `factory` are borrowed; they live longer than the camera.
inline Result<std::unique_ptr<Camera>> lone_camera(Switch& network, MachineFactory& factory) {
  CameraSettings settings;
  settings.name = "openmv";
  settings.model = &camera_models()[0];
  const RadioWorld radio{
      [] { return std::vector<camera_radio_network>{}; },
      [](const std::string&, const std::string&) { return RadioWorld::Joined{CAMERA_RADIO_NO_NETWORK}; },
      [] {}};
  return Camera::create(settings, network, factory, radio);
}

}  // namespace tlscam
