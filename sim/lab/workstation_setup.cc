#include "sim/lab/workstation_setup.h"

#include "sim/workstation/native_runner.h"
#include "sim/workstation/openssl.h"
#include "sim/workstation/shell.h"

namespace tlscam {
namespace {

Result<void> put_files(const Scene& scene, const Folder& folder) {
  for (const auto& [path, content] : scene.workstation_files) {
    if (folder.exists(path)) continue;
    const std::size_t slash = path.rfind('/');
    if (slash != std::string::npos && !folder.is_folder(path.substr(0, slash))) {
      if (auto made = folder.make_folder(path.substr(0, slash)); !made)
        return fail("workstation.files[\"{}\"]: {}", path, made.error().text);
    }
    if (auto written = folder.write(path, content); !written)
      return fail("workstation.files[\"{}\"]: {}", path, written.error().text);
  }
  return {};
}

Result<void> run_commands(const Scene& scene, const Folder& folder, std::optional<std::uint64_t> seed) {
  EventQueue events(scene.clock);
  NativeRunner runner(events, NativeRunner::Waiting::kHoldTime, seed);
  Shell shell(folder, events);
  shell.add("openssl", std::make_unique<OpenSsl>(runner, folder, events));
  for (const std::string& line : scene.workstation_commands) {
    std::string printed;
    const auto print = [&](ByteView bytes) { printed += as_text(bytes); };
    const Output output{print, print};
    auto command = shell.run(line, output);
    command.start();
    while (!command.done() && events.next() != kNever) events.run_until(events.next());
    const int exit_code = command.done() ? command.take() : -1;
    if (exit_code != 0)
      return fail("the workstation's command \"{}\" failed with exit code {}:\n{}", line, exit_code, printed);
  }
  return {};
}

Result<void> copy(const std::map<std::string, std::string>& copies, const Folder& folder,
                  const std::string& camera, FileMap& files) {
  for (const auto& [path, source] : copies) {
    auto content = folder.read(source);
    if (!content)
      return fail("camera {}: cannot copy {} from the workstation: {}", camera, source, content.error().text);
    files[path] = std::move(*content);
  }
  return {};
}

}  // namespace

Result<void> set_up_workstation(Scene& scene, const Folder& folder, std::optional<std::uint64_t> seed) {
  if (auto put = put_files(scene, folder); !put) return put;
  if (auto ran = run_commands(scene, folder, seed); !ran) return ran;
  for (SceneCamera& camera : scene.cameras) {
    if (auto copied = copy(camera.copies, folder, camera.name, camera.files); !copied) return copied;
    if (auto copied = copy(camera.romfs_copies, folder, camera.name, camera.romfs); !copied) return copied;
  }
  return {};
}

}  // namespace tlscam
