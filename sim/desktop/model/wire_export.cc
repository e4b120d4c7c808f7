#include "sim/desktop/model/wire_export.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/desktop/model/shared_world.h"
#include "sim/desktop/model/zip_file.h"
#include "sim/lab/command/save.h"
#include "sim/words/desktop.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

// The first name that is free: "tlscam.keys", "tlscam-2.keys".
std::string free_path(const std::string& folder, const std::string& name, const std::string& ending) {
  for (int number = 1;; ++number) {
    const std::string path = number == 1 ? fmt::format("{}/{}.{}", folder, name, ending)
                                         : fmt::format("{}/{}-{}.{}", folder, name, number, ending);
    std::error_code error;
    if (!std::filesystem::exists(path, error)) return path;
  }
}

}  // namespace

std::string WireExport::default_folder() {
  const char* const home = std::getenv("HOME");
  return home && *home ? home : std::filesystem::temp_directory_path().string();
}

std::string WireExport::default_pipe() {
  // Where only its owner comes in, if the system has such a place.
  const char* const own = std::getenv("XDG_RUNTIME_DIR");
  if (own && *own) return std::string(own) + "/tlscam.pipe";
  return fmt::format("{}/tlscam-{}.pipe", std::filesystem::temp_directory_path().string(), getuid());
}

std::string WireExport::path_for(const std::string& ending) const {
  const OpenCapture* const capture = reading_.capture();
  const std::string name = capture          ? std::filesystem::path(capture->name).stem().string()
                           : desk_.lesson() ? "tlscam-" + desk_.lesson()->id
                                            : "tlscam-bench";
  return free_path(folder, name, ending);
}

void WireExport::write(const std::string& path, Bytes bytes) {
  auto shared = std::make_shared<Bytes>(std::move(bytes));
  files_.post([this, path, shared] {
    const std::error_code error = write_file(path, *shared);
    desk_.answer([this, path, error] {
      desk_.notice(error ? words<"desktop.not_exported">({.path = path, .why = error.message()})
                         : words<"desktop.exported">({.path = path}));
    });
  });
}

void WireExport::save_capture() {
  if (const OpenCapture* const capture = reading_.capture()) {
    files_.post([this, from = capture->path,
                 to = path_for(std::filesystem::path(capture->name).extension().string().substr(1))] {
      std::error_code error;
      std::filesystem::copy_file(from, to, error);
      desk_.answer([this, to, error] {
        desk_.notice(error ? words<"desktop.not_exported">({.path = to, .why = error.message()})
                           : words<"desktop.exported">({.path = to}));
      });
    });
    return;
  }
  desk_.send(CaptureCommand{}, [this](Result<Bytes> bytes) {
    if (!bytes) return desk_.notice(bytes.error().text);
    write(path_for("pcapng"), std::move(*bytes));
  });
}

void WireExport::save_key_log() {
  reading_.write_key_log([this](Result<std::string> text) {
    if (!text) return desk_.notice(text.error().text);
    if (text->empty()) return desk_.notice(words<"notice.no_secrets">());
    write(path_for("keys"), Bytes(text->begin(), text->end()));
  });
}

void WireExport::save_text(const ConversationSnapshot& conversation) {
  reading_.write_text(conversation, [this](Result<std::string> text) {
    if (!text) return desk_.notice(text.error().text);
    write(path_for("txt"), Bytes(text->begin(), text->end()));
  });
}

void WireExport::save_ladder(const std::string& svg) {
  write(path_for("svg"), Bytes(svg.begin(), svg.end()));
}

void WireExport::save_files(const std::string& place) {
  desk_.send(SaveCommand{}, [this, place](Result<SavedWorld> world) {
    if (!world) return desk_.notice(world.error().text);
    const std::vector<SavedFile>* saved = &world->workstation;
    for (const SavedCamera& camera : world->cameras)
      if (camera.name == place) saved = &camera.drive;
    if (saved->empty()) return desk_.notice(words<"notice.no_files">());
    std::vector<ZippedFile> files;
    files.reserve(saved->size());
    for (const SavedFile& file : *saved) files.push_back({file.path, file.bytes});
    write(free_path(folder, place.empty() ? "workstation" : place, "zip"), write_zip(files));
  });
}

void WireExport::save_state(const SavedWorld& world) {
  const std::string text = state_text(world) + "\n";
  write(free_path(folder, world.lesson.empty() ? "free-bench" : world.lesson,
                  std::string(kStateFile.substr(1))),
        Bytes(text.begin(), text.end()));
}

void WireExport::follow() {
  auto pipe = CapturePipe::open(desk_, pipe_path);
  if (!pipe) return desk_.notice(pipe.error().text);
  pipe_ = std::move(*pipe);
}

}  // namespace tlscam
