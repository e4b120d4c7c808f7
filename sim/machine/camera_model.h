#pragma once
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

/// `CameraPin` is a pin that scripts can name. LEDs ("LED_RED") light while theirs is low.
struct CameraPin {
  std::string_view name;
  std::optional<bool> rest;  ///< the level that the board itself gives it; none: nothing is connected
};

/// `CameraModel` describes a kind of camera as data, taken from its board files.
struct CameraModel {
  std::string_view id;    ///< as scenes name it: "openmv-rt1062"
  std::string_view name;  ///< "OpenMV Cam RT1062"
  std::string_view core;
  unsigned clock_mhz;
  std::vector<std::size_t> heap_blocks;  ///< bytes of the on-chip blocks of the Python heap
  Instant power_up_clock;                ///< its clock after power-up without a battery
  std::size_t drive_size;                ///< bytes of the FAT volume; smaller than the real one
  std::size_t rom_size;                  ///< bytes of the ROMFS partition
  bool has_wifi;
  std::vector<CameraPin> pins;  ///< at most CAMERA_PINS_MAX
};

/// `camera_models` lists all models, the default one first. It has only those whose firmware has both lwIP
/// and `ssl`.
std::span<const CameraModel> camera_models();

/// `find_camera_model` returns the model with this id, or a message that lists them.
Result<const CameraModel*> find_camera_model(std::string_view id);

}  // namespace tlscam
