#include "sim/desktop/program_places.h"

#include <filesystem>

#include "sim/base/program_files.h"

namespace tlscam {

ProgramPlaces program_places() {
  std::error_code error;
  const std::filesystem::path here = std::filesystem::read_symlink("/proc/self/exe", error).parent_path();
  // Installed, the icons lie beside the other assets.
  const std::string icons = program_file("assets/fonts/lucide.ttf");
  return {here / "tlscam-camera", program_file("lessons"), program_file("assets"),
          std::filesystem::exists(icons, error) ? icons : TLSCAM_ICONS};
}

}  // namespace tlscam
