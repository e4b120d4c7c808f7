#pragma once
#include <memory>
#include <optional>
#include <string>

#include "sim/base/result.h"
#include "sim/desktop/driver/driver.h"
#include "sim/desktop/first_world.h"
#include "sim/desktop/model/project.h"
#include "sim/desktop/panels/workbench.h"
#include "sim/desktop/window/window.h"

namespace tlscam {

struct DesktopOptions {
  WorldOptions world;
  float scale = 0;  ///< 0: as settings or screen say
  std::optional<ThemeChoice> theme;
  bool no_motion = false;
  bool driven = false;
  std::string settings;  ///< path; empty: the usual one
};

/// `DesktopApp` is the running program: window, session and panels, and the loop that joins them.
class DesktopApp {
 public:
  /// Fails, for people, when the window cannot be opened or files of the program are missing.
  static Result<std::unique_ptr<DesktopApp>> start(const DesktopOptions& options);
  ~DesktopApp();

  /// Shows the window until it is closed; returns the exit code.
  int run();

 private:
  DesktopApp() = default;
  Result<void> load(const DesktopOptions& options);
  Result<void> apply_settings();
  void open(FirstWorld first);
  void keep_settings();
  void keep_project(const std::string& folder);
  void frame();
  DriverHands driver_hands();

  std::string settings_path_;
  DesktopSettings settings_;
  float forced_scale_ = 0;
  std::string theme_text_;
  std::unique_ptr<Window> window_;
  std::optional<Look> look_;
  std::optional<Glossary> glossary_;
  TextFlow flow_;
  std::unique_ptr<Desk> desk_;
  std::unique_ptr<Project> project_;
  std::unique_ptr<Stage> stage_;
  std::unique_ptr<Workbench> workbench_;
  std::unique_ptr<Driver> driver_;
  bool settings_changed_ = false;
  bool ends_ = false;
  std::string opened_;      // the lesson that is remembered
  double first_frame_ = 0;  // seconds since the start
  double building_ = 0;     // seconds of the processor that frames took to build
  std::uint64_t built_ = 0;
  double worst_ = 0;     // seconds of real time, one frame's building
  double measured_ = 0;  // building_ when the driver began to measure
};

}  // namespace tlscam
