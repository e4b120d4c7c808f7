#pragma once
#include <string>

namespace tlscam {

/// The places of files that belong to the program: of the build, or where it was installed.
struct ProgramPlaces {
  std::string camera;   ///< the camera's program
  std::string lessons;  ///< folders
  std::string assets;
  std::string icons;  ///< Lucide's font
};

ProgramPlaces program_places();

}  // namespace tlscam
