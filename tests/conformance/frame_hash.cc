// The hash of all frames of a scene, to compare builds of the camera: tlscam_frame_hash --help

#include <CLI/CLI.hpp>
#include <cstdio>

#include "sim/world/scene_json.h"
#include "sim/world/world.h"
#include "tests/conformance/expected.h"
#include "tests/conformance/platform.h"

namespace tlscam {
namespace {

// What the workstation's commands would make was made before.
Result<Scene> prepared(const std::string& path, const std::filesystem::path& made) {
  auto scene = load_scene(path, kDefaultSceneClock);
  if (!scene) return scene;
  scene->workstation_commands.clear();
  for (SceneCamera& camera : scene->cameras) {
    for (const auto& [to, from] : camera.copies) {
      const auto content = read_text(made / from);
      if (!content) return tl::unexpected(content.error());
      const ByteView bytes = as_bytes(*content);
      camera.files[to] = Bytes(bytes.begin(), bytes.end());
    }
    camera.copies.clear();
  }
  return scene;
}

Result<void> show_hash(const std::string& camera, const std::string& path, const std::string& made) {
  const auto scene = prepared(path, made);
  if (!scene) return tl::unexpected(scene.error());
  const auto machines = make_machines(camera, {});
  const auto world = World::create(*scene, *machines, [](const Camera& from, World::Source, ByteView bytes) {
    std::fprintf(stderr, "%s: %.*s", from.name().c_str(), static_cast<int>(bytes.size()),
                 as_text(bytes).data());
  });
  if (!world) return tl::unexpected(world.error());
  (*world)->run_until(scene->clock + scene->run_for, [&] { return (*world)->all_scripts_ended(); });
  std::printf("%s %u frames\n", (*world)->frame_hash().c_str(),
              static_cast<unsigned>((*world)->frame_count()));
  return {};
}

int run(int argc, char** argv) {
  CLI::App app(
      "Runs a scene until its scripts have ended and prints the SHA-256 of all its frames and times.");
  std::string camera, scene, made;
  app.add_option("--camera", camera, "the program that is a camera (natively)");
  app.add_option("--made", made, "folder with what the scene's workstation has made");
  app.add_option("scene", scene, "world.json")->required();
  CLI11_PARSE(app, argc, argv);
  const auto shown = show_hash(camera, scene, made);
  if (!shown) std::fprintf(stderr, "tlscam_frame_hash: %s\n", shown.error().text.c_str());
  return shown ? 0 : 1;
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  return tlscam::run(argc, argv);
}
