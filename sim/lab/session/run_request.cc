#include "sim/lab/session/run_request.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <filesystem>
#include <iterator>
#include <string_view>

#include "sim/base/file.h"
#include "sim/machine/machine_choice.h"
#include "sim/scene/scene_json.h"

namespace tlscam {
namespace {

constexpr std::size_t kLargestFile = 64u << 20;

struct Assignment {
  std::string name;
  std::string value;
};

// Splits NAME=VALUE at the first '='.
Result<Assignment> split(const std::string& text, std::string_view option, std::string_view form) {
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size())
    return fail("{} {}: write it as {}", option, text, form);
  return Assignment{text.substr(0, equals), text.substr(equals + 1)};
}

Result<Bytes> read_named(const std::string& path, std::string_view option) {
  std::error_code error;
  const auto status = std::filesystem::status(path, error);
  if (!std::filesystem::exists(status)) return fail("{}: there is no file {}", option, path);
  if (std::filesystem::is_directory(status)) return fail("{}: {} is a folder; name a file", option, path);
  if (std::filesystem::file_size(path, error) > kLargestFile && !error)
    return fail("{}: {} is larger than any camera's flash", option, path);
  auto bytes = read_file(path);
  if (!bytes) return fail("{}: {} cannot be read: {}", option, path, bytes.error().message());
  return *std::move(bytes);
}

SceneCamera* find(Scene& scene, std::string_view name) {
  const auto found = std::ranges::find(scene.cameras, name, &SceneCamera::name);
  return found == scene.cameras.end() ? nullptr : &*found;
}

Result<SceneCamera*> need(Scene& scene, const std::string& name, std::string_view option) {
  if (SceneCamera* camera = find(scene, name)) return camera;
  return fail("{}: there is no camera \"{}\"; add --camera {}=SCRIPT.py", option, name, name);
}

Result<void> add_camera(Scene& scene, const std::string& text, std::vector<std::string>& named) {
  const std::size_t equals = text.find('=');
  const std::string name = text.substr(0, equals);
  if (std::ranges::find(named, name) != named.end())
    return fail("--camera {}: the name {} is there twice; give each camera a name of its own", text, name);
  named.push_back(name);
  SceneCamera* camera = find(scene, name);
  if (!camera) {
    camera = &scene.cameras.emplace_back();
    camera->name = name;
  }
  if (equals == std::string::npos) return {};
  const std::string file = text.substr(equals + 1);
  auto script = read_named(file, "--camera " + text);
  if (!script) return tl::unexpected(script.error());
  camera->script = {std::filesystem::path(file).filename().string(), std::string(as_text(*script))};
  return {};
}

enum class Place { drive, rom };

Result<void> add_file(Scene& scene, const std::string& text, Place place) {
  const std::string_view option = place == Place::drive ? "--put" : "--rom";
  const auto parts = split(text, option, "NAME:PATH=FILE, for example openmv:cert.der=certs/cert.der");
  if (!parts) return tl::unexpected(parts.error());
  const std::size_t colon = parts->name.find(':');
  if (colon == std::string::npos) return fail("{} {}: write it as NAME:PATH=FILE", option, text);
  const auto camera = need(scene, parts->name.substr(0, colon), std::string(option) + " " + text);
  if (!camera) return tl::unexpected(camera.error());
  std::string path = parts->name.substr(colon + 1);
  const std::string root = place == Place::drive ? "/flash/" : "/rom/";
  if (path.starts_with(root)) path = path.substr(root.size());
  if (path.starts_with('/')) path = path.substr(1);
  auto content = read_named(parts->value, std::string(option) + " " + text);
  if (!content) return tl::unexpected(content.error());
  FileMap& files = place == Place::drive ? (*camera)->files : (*camera)->romfs;
  files[path] = std::move(*content);
  return {};
}

Result<void> set_camera_clock(Scene& scene, const std::string& text) {
  const auto parts = split(text, "--camera-clock", "NAME=2026-11-23T10:00:00");
  if (!parts) return tl::unexpected(parts.error());
  const auto camera = need(scene, parts->name, "--camera-clock " + text);
  if (!camera) return tl::unexpected(camera.error());
  const auto clock = parse_instant(parts->value);
  if (!clock) return fail("--camera-clock {}: {}", text, clock.error().text);
  (*camera)->clock = *clock;
  return {};
}

Result<void> set_heap(Scene& scene, const std::string& text) {
  const auto parts = split(text, "--heap", "NAME=BYTES");
  if (!parts) return tl::unexpected(parts.error());
  const auto camera = need(scene, parts->name, "--heap " + text);
  if (!camera) return tl::unexpected(camera.error());
  std::size_t bytes = 0;
  const char* end = parts->value.data() + parts->value.size();
  const auto [rest, error] = std::from_chars(parts->value.data(), end, bytes);
  if (error != std::errc() || rest != end)
    return fail("--heap {}: {} is no number of bytes", text, parts->value);
  (*camera)->heap = bytes;
  return {};
}

Result<void> set_model(Scene& scene, const std::string& text) {
  const auto parts = split(text, "--model", "NAME=MODEL");
  if (!parts) return tl::unexpected(parts.error());
  const auto camera = need(scene, parts->name, "--model " + text);
  if (!camera) return tl::unexpected(camera.error());
  (*camera)->model = parts->value;
  return {};
}

Result<void> set_machine(Scene& scene, const std::string& text) {
  const auto parts = split(text, "--machine", "NAME=mcu");
  if (!parts) return tl::unexpected(parts.error());
  const auto camera = need(scene, parts->name, "--machine " + text);
  if (!camera) return tl::unexpected(camera.error());
  const auto machine = choose_machine(parts->value);
  if (!machine) return fail("--machine {}: {}", text, machine.error().text);
  (*camera)->machine = *machine;
  return {};
}

// Calls `add` for each text until one fails.
template <class Add>
Result<void> for_each(const std::vector<std::string>& texts, Add add) {
  for (const std::string& text : texts) {
    if (auto added = add(text); !added) return added;
  }
  return {};
}

Result<void> apply_conditions(const RunRequest& request, Scene& scene) {
  if (request.loss_percent) {
    if (!(*request.loss_percent >= 0 && *request.loss_percent <= 100))
      return fail("--loss {}: a percentage from 0 to 100", *request.loss_percent);
    scene.link.loss = *request.loss_percent / 100;
  }
  if (request.delay_ms) {
    if (!(*request.delay_ms >= 0 && *request.delay_ms <= 60'000))
      return fail("--delay {}: milliseconds from 0 to 60000", *request.delay_ms);
    scene.link.delay = Duration(std::llround(*request.delay_ms * 1000));
  }
  return {};
}

Result<void> apply_times(const RunRequest& request, Instant now, Scene& scene) {
  if (request.seed) scene.seed = *request.seed;
  if (request.clock) {
    const auto clock = *request.clock == "now" ? Result<Instant>(now) : parse_instant(*request.clock);
    if (!clock) return fail("--clock {}: {}", *request.clock, clock.error().text);
    scene.clock = *clock;
  }
  scene.real_time |= request.real_time || !request.bridges.empty() || !request.reaches.empty();
  // Certificates that were made on this computer are of today, so today is the world's date: in whole
  // seconds, which --clock can repeat.
  if (!request.clock && request.scene_file.empty())
    scene.clock = std::chrono::floor<std::chrono::seconds>(now);
  if (!request.run_for) {
    if (scene.real_time && request.scene_file.empty()) scene.run_for = std::chrono::hours(24 * 365);
    return {};
  }
  const auto run_for = parse_duration(*request.run_for);
  if (!run_for) return fail("--for {}: {}", *request.run_for, run_for.error().text);
  scene.run_for = *run_for;
  return {};
}

Result<void> keep_flash(const std::string& folder, Scene& scene) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (!std::filesystem::is_directory(folder))
    return fail("--keep-flash {}: the folder cannot be made", folder);
  for (SceneCamera& camera : scene.cameras) camera.flash_file = folder + "/" + camera.name + ".flash";
  return {};
}

Result<void> apply(const RunRequest& request, Instant now, Scene& scene) {
  std::vector<std::string> named;
  const auto with = [&](auto function) {
    return [&scene, function](const std::string& t) { return function(scene, t); };
  };
  const auto file = [&](Place place) {
    return [&scene, place](const std::string& text) { return add_file(scene, text, place); };
  };
  return for_each(request.cameras, [&](const std::string& text) { return add_camera(scene, text, named); })
      .and_then([&] { return for_each(request.models, with(set_model)); })
      .and_then([&] { return for_each(request.machines, with(set_machine)); })
      .and_then([&] { return for_each(request.puts, file(Place::drive)); })
      .and_then([&] { return for_each(request.roms, file(Place::rom)); })
      .and_then([&] { return for_each(request.camera_clocks, with(set_camera_clock)); })
      .and_then([&] { return for_each(request.heaps, with(set_heap)); })
      .and_then([&] {
        return for_each(request.bridges, [&](const std::string& text) -> Result<void> {
          auto bridge = parse_bridge(text);
          if (!bridge) return fail("--bridge {}: {}", text, bridge.error().text);
          scene.bridges.push_back(std::move(*bridge));
          return {};
        });
      })
      .and_then([&] {
        return for_each(request.reaches, [&](const std::string& text) -> Result<void> {
          auto reach = parse_reach(text);
          if (!reach) return fail("--reach {}: {}", text, reach.error().text);
          scene.reaches.push_back(std::move(*reach));
          return {};
        });
      })
      .and_then([&] { return apply_conditions(request, scene); })
      .and_then([&] { return apply_times(request, now, scene); })
      .and_then([&]() -> Result<void> {
        if (!request.keep_flash) return {};
        return keep_flash(*request.keep_flash, scene);
      });
}

}  // namespace

Result<RequestedScene> make_scene(const RunRequest& request, Instant now) {
  Scene scene;
  if (!request.scene_file.empty()) {
    auto loaded = load_scene(request.scene_file, now);
    if (!loaded) return tl::unexpected(loaded.error());
    scene = std::move(*loaded);
  }
  std::vector<Wish> wishes = wishes_of(scene);
  if (auto applied = apply(request, now, scene); !applied) return tl::unexpected(applied.error());
  if (scene.cameras.empty())
    return fail(
        "there is no camera: name a scene file, or add --camera NAME=SCRIPT.py (see tlscam run --help)");
  if (auto checked = check_scene(scene); !checked) return tl::unexpected(checked.error());
  return RequestedScene{std::move(scene), std::move(wishes)};
}

}  // namespace tlscam
