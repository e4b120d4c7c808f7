#include "sim/desktop/window/desktop_settings.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"

namespace tlscam {
namespace {

constexpr std::array<std::string_view, 3> kThemes = {"system", "paper", "darkroom"};

template <class Number>
void read_number(const nlohmann::json& json, const char* key, Number low, Number high, Number& value) {
  const auto found = json.find(key);
  if (found != json.end() && found->is_number()) value = std::clamp(found->get<Number>(), low, high);
}

}  // namespace

std::string settings_path() {
  const char* const config = std::getenv("XDG_CONFIG_HOME");
  const char* const home = std::getenv("HOME");
  const std::filesystem::path base = config && *config ? std::filesystem::path(config)
                                     : home            ? std::filesystem::path(home) / ".config"
                                                       : std::filesystem::path(".");
  return base / "tlscam" / "desktop.json";
}

Result<DesktopSettings> load_settings(const std::string& path) {
  DesktopSettings settings;
  std::error_code error;
  if (!std::filesystem::exists(path, error)) return settings;
  const auto bytes = read_file(path);
  if (!bytes) return fail("The settings in {} cannot be read: {}", path, bytes.error().message());
  const auto json = nlohmann::json::parse(as_text(*bytes), nullptr, false);
  if (!json.is_object())
    return fail("The settings in {} are damaged. Remove the file; the usual settings are in use until then.",
                path);
  if (const auto theme = json.find("theme"); theme != json.end() && theme->is_string()) {
    const auto* const found = std::find(kThemes.begin(), kThemes.end(), theme->get<std::string>());
    if (found != kThemes.end()) settings.theme = static_cast<ThemeChoice>(found - kThemes.begin());
  }
  read_number(json, "scale", 0.0f, 4.0f, settings.scale);
  read_number(json, "width", 480, 16384, settings.width);
  read_number(json, "height", 320, 16384, settings.height);
  read_number(json, "lesson_width", 0.0f, 2000.0f, settings.lesson_width);
  read_number(json, "network_width", 0.0f, 2000.0f, settings.network_width);
  read_number(json, "wire_height", 0.0f, 1.0f, settings.wire_height);
  read_number(json, "side_width", 0.0f, 1.0f, settings.side_width);
  if (const auto motion = json.find("motion"); motion != json.end() && motion->is_boolean())
    settings.motion = motion->get<bool>();
  if (const auto lesson = json.find("lesson"); lesson != json.end() && lesson->is_string())
    settings.lesson = lesson->get<std::string>();
  if (const auto finished = json.find("finished"); finished != json.end() && finished->is_array())
    for (const auto& id : *finished)
      if (id.is_string()) settings.finished.push_back(id.get<std::string>());
  if (const auto single = json.find("single_keys"); single != json.end() && single->is_boolean())
    settings.single_keys = single->get<bool>();
  if (const auto project = json.find("project"); project != json.end() && project->is_string())
    settings.project = project->get<std::string>();
  if (const auto recent = json.find("recent_projects"); recent != json.end() && recent->is_array())
    for (const auto& folder : *recent)
      if (folder.is_string()) settings.recent_projects.push_back(folder.get<std::string>());
  return settings;
}

Result<void> save_settings(const DesktopSettings& settings, const std::string& path) {
  const nlohmann::json json = {{"theme", kThemes[static_cast<std::size_t>(settings.theme)]},
                               {"scale", settings.scale},
                               {"motion", settings.motion},
                               {"width", settings.width},
                               {"height", settings.height},
                               {"lesson_width", settings.lesson_width},
                               {"network_width", settings.network_width},
                               {"wire_height", settings.wire_height},
                               {"finished", settings.finished},
                               {"single_keys", settings.single_keys},
                               {"side_width", settings.side_width},
                               {"project", settings.project},
                               {"recent_projects", settings.recent_projects},
                               {"lesson", settings.lesson}};
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(path).parent_path(), error);
  const std::string beside = path + ".new";
  error = write_file(beside, as_bytes(json.dump(2) + "\n"));
  if (!error) std::filesystem::rename(beside, path, error);
  if (error) return fail("The settings cannot be written to {}: {}", path, error.message());
  return {};
}

}  // namespace tlscam
