#include "sim/lab/session/workstation_setup.h"

#include "sim/workstation/openssl.h"
#include "sim/workstation/shell.h"

namespace tlscam {
namespace {

Result<void> put_files(const Scene& scene, const Folder& folder) {
  for (const auto& [path, content] : scene.workstation_files) {
    if (folder.exists(path)) continue;
    if (auto written = folder.write_with_parents(path, content); !written)
      return fail("workstation.files[\"{}\"]: {}", path, written.error().text);
  }
  return {};
}

Task<Result<void>> run_commands(const Scene& scene, const Folder& folder, CommandRunner& runner,
                                EventQueue& events) {
  Shell shell(folder, events);
  shell.add("openssl", std::make_unique<OpenSsl>(runner, folder, events));
  for (const std::string& line : scene.workstation_commands) {
    std::string printed;
    const auto print = [&](ByteView bytes) { printed += as_text(bytes); };
    const Output output{print, print};
    const int exit_code = co_await shell.run(line, output);
    if (exit_code != 0)
      co_return fail("the workstation's command \"{}\" failed with exit code {}:\n{}", line, exit_code,
                     printed);
  }
  co_return {};
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

Task<Result<void>> set_up_workstation(Scene& scene, const Folder& folder, CommandRunner& runner,
                                      EventQueue& events) {
  if (auto put = put_files(scene, folder); !put) co_return put;
  if (auto ran = co_await run_commands(scene, folder, runner, events); !ran) co_return ran;
  for (SceneCamera& camera : scene.cameras) {
    if (auto copied = copy(camera.copies, folder, camera.name, camera.files); !copied) co_return copied;
    if (auto copied = copy(camera.romfs_copies, folder, camera.name, camera.romfs); !copied) co_return copied;
  }
  co_return {};
}

}  // namespace tlscam
