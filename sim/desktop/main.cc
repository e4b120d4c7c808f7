#include <SDL.h>
#include <imgui.h>

#include <CLI/CLI.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/desktop/desktop_app.h"
#include "sim/desktop/program_places.h"

namespace {

int run(const tlscam::DesktopOptions& options) {
  auto app = tlscam::DesktopApp::start(options);
  if (!app) {
    std::fprintf(stderr, "tlscam-desktop: %s\n", app.error().text.c_str());
    return 1;
  }
  return (*app)->run();
}

}  // namespace

int main(int argc, char** argv) {
  tlscam::DesktopOptions options;
  bool software = false;
  std::string theme;
  CLI::App app(
      "The window of tlscam: a bench with simulated cameras, lessons, and everything that goes over the "
      "wire");
  app.add_option(
      "lesson", options.world.lesson,
      "A lesson, by its id or number; \"bench\" is the free bench; a link of the page to a lesson, scene "
      "or state; a file with a state (.tlscam)");
  app.add_option("--scene", options.world.scene, "A scene file (world.json) in place of a lesson");
  app.add_flag("--trust", options.world.trusted, "The scene gets what it wants of this computer");
  app.add_option("--seed", options.world.seed, "Which mystery, of lesson 16; the randomness of a scene");
  app.add_option("--folder", options.world.folder,
                 "A folder as the workstation's: a project that is kept in it goes on, otherwise the lesson "
                 "begins in it. Nothing of it is deleted");
  app.add_option("--scale", options.scale, "How large everything is; 1 is 96 dots an inch")
      ->check(CLI::Range(0.5, 4.0));
  app.add_option("--theme", theme, "paper or darkroom; otherwise as the last time")
      ->check(CLI::IsMember({"paper", "darkroom"}));
  app.add_flag("--software", software, "Draws without a graphics card");
  app.add_flag("--no-motion", options.no_motion, "Nothing moves that need not");
  app.add_flag("--driven", options.driven, "Is used by lines on standard input; for tests");
  app.add_option("--settings", options.settings, "The file of settings");
  app.set_version_flag("--version", TLSCAM_VERSION);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? 0 : 2;
  }
  if (software) setenv("LIBGL_ALWAYS_SOFTWARE", "1", 1);
  if (!theme.empty())
    options.theme = theme == "paper" ? tlscam::ThemeChoice::paper : tlscam::ThemeChoice::darkroom;
  return run(options);
}
