#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

enum class ThemeChoice { system, paper, darkroom };

/// `DesktopSettings` is what the window remembers from one start to the next.
struct DesktopSettings {
  ThemeChoice theme = ThemeChoice::system;
  float scale = 0;  ///< 0: as the screen says
  bool motion = true;
  int width = 1440;  ///< the window's, in pixels
  int height = 900;
  float lesson_width = 400;  ///< CSS pixels
  float network_width = 364;
  float wire_height = 0.48f;          ///< a part of the height below the bar
  std::string lesson;                 ///< the lesson that was open last; empty: the first
  std::vector<std::string> finished;  ///< lessons that were finished, by id, in that order
  bool single_keys = true;            ///< keys of a single character do something
  float side_width = 0.44f;           ///< the part of the bench for the files beside a terminal or console
  std::string project;                ///< folder that was open last; empty: none
  std::vector<std::string> recent_projects;  ///< folders, the latest first
};

/// `settings_path` is where the settings lie (XDG Base Directory Specification).
std::string settings_path();

/// `load_settings` reads a file of settings. A missing file gives the usual ones; a damaged one
/// fails with a message, and stays as it is.
Result<DesktopSettings> load_settings(const std::string& path);

/// `save_settings` writes the file anew, whole or not at all.
Result<void> save_settings(const DesktopSettings& settings, const std::string& path);

}  // namespace tlscam
