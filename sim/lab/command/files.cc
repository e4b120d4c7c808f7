#include "sim/lab/command/files.h"

#include "sim/certificate/certificate_file.h"
#include "sim/lab/session/place.h"
#include "sim/lab/session/session_state.h"
#include "sim/lab/view/file_kinds.h"

namespace tlscam {
namespace {

// Does something at the place that a command names.
template <class Action>
Result<Nothing> at_place(SessionState& state, const std::string& name, const Action& action) {
  const auto place = Place::find(state.opened(), name);
  if (!place) return tl::unexpected(place.error());
  if (Result<void> done = action(*place); !done) return tl::unexpected(done.error());
  return Nothing{};
}

}  // namespace

Result<std::vector<FileEntry>> carry_out(SessionState& state, const ListFilesCommand& command) {
  const auto place = Place::find(state.opened(), command.place);
  if (!place) return tl::unexpected(place.error());
  const auto found = place->list(command.path);
  if (!found) return tl::unexpected(found.error());
  std::vector<FileEntry> entries;
  for (const Place::Entry& listed : *found) {
    FileEntry& entry = entries.emplace_back();
    entry.name = listed.name;
    entry.is_folder = listed.is_folder;
    entry.size = listed.size;
    entry.kind = listed.is_folder ? FileKind::folder : kind_of_file(listed.name, FileContent::other);
    if (listed.is_folder || !may_hold_certificate(listed.name, listed.size)) continue;
    const auto bytes = place->read(join_path(command.path, listed.name));
    if (!bytes) continue;
    const CertificateFile& file = state.opened().inspected().inspect(*bytes, listed.name);
    if (file.content == FileContent::other) continue;
    entry.kind = kind_of_file(listed.name, file.content);
    entry.encoding = file.encoding;
    entry.summary = file.summary;
    entry.loads = to_text(file.camera.loads);
    entry.good = file.camera.good();
  }
  return entries;
}

Result<Bytes> carry_out(SessionState& state, const ReadFileCommand& command) {
  const auto place = Place::find(state.opened(), command.place);
  if (!place) return tl::unexpected(place.error());
  if (auto& mystery = state.opened().mystery_run()) mystery->look_at(command.place, command.path);
  return place->read(command.path);
}

Result<Nothing> carry_out(SessionState& state, const WriteFileCommand& command) {
  return at_place(state, command.place,
                  [&](const Place& place) { return place.write(command.path, command.bytes); });
}

Result<Nothing> carry_out(SessionState& state, const RemoveFileCommand& command) {
  return at_place(state, command.place, [&](const Place& place) { return place.remove(command.path); });
}

Result<Nothing> carry_out(SessionState& state, const RenameFileCommand& command) {
  return at_place(state, command.place,
                  [&](const Place& place) { return place.rename(command.from, command.to); });
}

Result<Nothing> carry_out(SessionState& state, const MakeFolderCommand& command) {
  return at_place(state, command.place, [&](const Place& place) { return place.make_folder(command.path); });
}

}  // namespace tlscam
