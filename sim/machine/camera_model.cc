#include "sim/machine/camera_model.h"

#include <fmt/ranges.h>

namespace tlscam {
namespace {

using std::chrono::sys_days;

constexpr std::size_t kKiB = 1024;
constexpr std::size_t kMiB = 1024 * kKiB;

// From OpenMV's board files (firmware 5.0 line) and MicroPython's ports. The AE3's power-up clock is not
// established; it is given MicroPython's usual start.
const std::vector<CameraModel>& models() {
  static const Instant first_commit =
      sys_days(std::chrono::year(2013) / 10 / 14) + std::chrono::seconds(19 * 3600 + 53 * 60 + 11);
  static const Instant year_2015 = sys_days(std::chrono::year(2015) / 1 / 1);
  static const std::vector<CameraModel> all = {
      {"openmv-rt1062",
       "OpenMV Cam RT1062",
       "Cortex-M7",
       600,
       {64 * kKiB, 204 * kKiB},
       first_commit,
       1 * kMiB,
       256 * kKiB,
       true},
      {"openmv-n6", "OpenMV N6", "Cortex-M55", 800, {1 * kMiB}, year_2015, 1 * kMiB, 256 * kKiB, true},
      {"openmv-ae3", "OpenMV AE3", "Cortex-M55", 400, {4 * kMiB}, year_2015, 1 * kMiB, 256 * kKiB, true},
      {"portenta-h7",
       "Arduino Portenta H7",
       "Cortex-M7",
       400,
       {176 * kKiB},
       year_2015,
       1 * kMiB,
       256 * kKiB,
       true},
  };
  return all;
}

}  // namespace

std::span<const CameraModel> camera_models() {
  return models();
}

Result<const CameraModel*> find_camera_model(std::string_view id) {
  std::vector<std::string_view> ids;
  for (const CameraModel& model : models()) {
    if (model.id == id) return &model;
    ids.push_back(model.id);
  }
  return fail("no camera model is called \"{}\"; there are {}", id, fmt::join(ids, ", "));
}

}  // namespace tlscam
