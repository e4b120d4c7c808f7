#include "sim/machine/camera_model.h"

#include <fmt/ranges.h>

namespace tlscam {
namespace {

using std::chrono::sys_days;

constexpr std::size_t kKiB = 1024;
constexpr std::size_t kMiB = 1024 * kKiB;

// The pins are those of the boards' pages in OpenMV's documentation. Buttons and status lines are active low:
// with nothing pressed, on USB power and without a battery, they rest at these levels.
const CameraPin kButton = {"SW", true};
const CameraPin kPowerGood = {"PG", false};

void append(std::vector<CameraPin>& pins, std::initializer_list<std::string_view> free) {
  for (const std::string_view name : free) pins.push_back({name, std::nullopt});
}

std::vector<CameraPin> rt1062_pins() {
  std::vector<CameraPin> pins = {kButton, kPowerGood};
  append(pins, {"LED_RED", "LED_GREEN", "LED_BLUE", "P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8",
                "P9", "P10", "P11", "P13", "P14", "ST", "CHG"});
  return pins;
}

std::vector<CameraPin> n6_pins() {
  std::vector<CameraPin> pins = {kButton, kPowerGood, {"ONOFF", true}, {"ST", true}, {"CHG", true}};
  append(pins, {"LED_RED", "LED_GREEN", "LED_BLUE", "P0",  "P1",  "P2",  "P3",  "P4",  "P5",  "P6", "P7",
                "P8",      "P9",        "P10",      "P11", "P13", "P14", "P15", "P16", "P17", "P18"});
  return pins;
}

std::vector<CameraPin> ae3_pins() {
  std::vector<CameraPin> pins = {kButton};
  append(pins, {"LED_RED", "LED_GREEN", "LED_BLUE", "P0", "P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8",
                "P9", "P10", "P11", "P13", "P14"});
  return pins;
}

// A0 to A7 are inputs of the converter here, which is not simulated.
std::vector<CameraPin> portenta_pins() {
  std::vector<CameraPin> pins;
  append(pins, {"LED_RED", "LED_GREEN", "LED_BLUE", "D0", "D1", "D2", "D3", "D4", "D5", "D6", "D7", "D8",
                "D9", "D10", "D11", "D12", "D13", "D14"});
  return pins;
}

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
       true,
       rt1062_pins()},
      {"openmv-n6",
       "OpenMV N6",
       "Cortex-M55",
       800,
       {1 * kMiB},
       year_2015,
       1 * kMiB,
       256 * kKiB,
       true,
       n6_pins()},
      {"openmv-ae3",
       "OpenMV AE3",
       "Cortex-M55",
       400,
       {4 * kMiB},
       year_2015,
       1 * kMiB,
       256 * kKiB,
       true,
       ae3_pins()},
      {"portenta-h7",
       "Arduino Portenta H7",
       "Cortex-M7",
       400,
       {176 * kKiB},
       year_2015,
       1 * kMiB,
       256 * kKiB,
       true,
       portenta_pins()},
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
