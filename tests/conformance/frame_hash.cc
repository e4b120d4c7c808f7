// This prints the hash of all frames of a scene, to compare builds of the camera: tlscam_frame_hash --help

#include <CLI/CLI.hpp>
#include <cstdio>
#include <fstream>

#include "sim/capture/capture_export.h"
#include "sim/scene/internet.h"
#include "sim/scene/scene_json.h"
#include "sim/world/world.h"
#include "tests/conformance/expected.h"
#include "tests/conformance/platform.h"

namespace tlscam {
namespace {

// The output of the workstation's commands was made before.
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

constexpr std::size_t kCaptureBytes = 64u << 20;

struct Request {
  std::string camera;
  std::string scene;
  std::string made;
  std::string pcapng;
};

Result<void> write_frames(const World& world, const FrameStore& frames, const std::string& path) {
  const Bytes bytes = write_pcapng(to_capture(frames, world.key_log()));
  std::ofstream file(path, std::ios::binary);
  file.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  if (!file.flush()) return fail("{} cannot be written", path);
  return {};
}

Result<void> show_hash(const Request& request) {
  set_internet_folder(TLSCAM_SOURCE_DIR "/assets/internet");  // WebAssembly would look where a page has it
  const auto scene = prepared(request.scene, request.made);
  if (!scene) return tl::unexpected(scene.error());
  FrameStore frames(kCaptureBytes);
  const auto machines = make_machines(request.camera, {});
  const auto world = World::create(*scene, *machines, [](const Camera& from, World::Source, ByteView bytes) {
    std::fprintf(stderr, "%s: %.*s", from.name().c_str(), static_cast<int>(bytes.size()),
                 as_text(bytes).data());
  });
  if (!world) return tl::unexpected(world.error());
  if (!request.pcapng.empty()) (*world)->network().add_tap(frames.tap());
  (*world)->run_until(scene->clock + scene->run_for, [&] { return (*world)->all_scripts_ended(); });
  std::printf("%s %u frames\n", (*world)->frame_hash().c_str(),
              static_cast<unsigned>((*world)->frame_count()));
  return request.pcapng.empty() ? Result<void>{} : write_frames(**world, frames, request.pcapng);
}

int run(int argc, char** argv) {
  CLI::App app(
      "Runs a scene until its scripts have ended and prints the SHA-256 of all its frames and times.");
  Request request;
  app.add_option("--camera", request.camera, "the program that is a camera (natively)");
  app.add_option("--made", request.made, "folder with what the scene's workstation has made");
  app.add_option("--pcapng", request.pcapng, "a file for all frames");
  app.add_option("scene", request.scene, "world.json")->required();
  CLI11_PARSE(app, argc, argv);
  const auto shown = show_hash(request);
  if (!shown) std::fprintf(stderr, "tlscam_frame_hash: %s\n", shown.error().text.c_str());
  return shown ? 0 : 1;
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  return tlscam::run(argc, argv);
}
