#include <algorithm>

#include "sim/certificate/certificate_file.h"
#include "sim/lab/reader/file_view.h"
#include "sim/lab/session/bench_state.h"

namespace tlscam {
namespace {

// Larger ones are no certificates, and reading all files of a folder must stay cheap.
constexpr std::uint64_t kWorthInspecting = 64u << 10;
constexpr int kDeepest = 16;

bool may_be_certificate(const FileEntry& entry) {
  constexpr std::string_view kProgram[] = {".py", ".txt", ".md", ".cnf", ".ext", ".json"};
  const auto has_ending = [&](std::string_view ending) { return entry.name.ends_with(ending); };
  return !entry.is_folder && entry.size > 0 && entry.size <= kWorthInspecting &&
         !std::ranges::any_of(kProgram, has_ending);
}

std::string joined(const std::string& folder, const std::string& name) {
  return folder.empty() ? name : folder + "/" + name;
}

}  // namespace

Result<std::vector<FileEntry>> Bench::State::list(const std::string& place, const std::string& path) {
  std::vector<FileEntry> entries;
  if (place.empty()) {
    const auto found = lab_->folder().list(path.empty() ? "." : path);
    if (!found) return fail("{}: {}", path, found.error().text);
    for (const Folder::Entry& entry : *found)
      entries.push_back({entry.name, entry.is_folder, entry.size, "", "", false});
    return entries;
  }
  const auto owner = camera(place);
  if (!owner) return tl::unexpected(owner.error());
  const auto found = (*owner)->drive().list(path);
  if (!found) return tl::unexpected(found.error());
  for (const DriveEntry& entry : *found)
    entries.push_back({entry.name, entry.is_folder, entry.size, "", "", false});
  return entries;
}

Result<Bytes> Bench::State::read(const std::string& place, const std::string& path) {
  if (!place.empty()) {
    const auto owner = camera(place);
    if (!owner) return tl::unexpected(owner.error());
    return (*owner)->drive().read(path);
  }
  auto bytes = lab_->folder().read(path);
  if (!bytes) return fail("{}: {}", path, bytes.error().text);
  return bytes;
}

Result<std::vector<FileEntry>> Bench::State::perform(const ListFilesCommand& command) {
  auto entries = list(command.place, command.path);
  if (!entries) return entries;
  for (FileEntry& entry : *entries) {
    if (!may_be_certificate(entry)) continue;
    const auto bytes = read(command.place, joined(command.path, entry.name));
    if (!bytes) continue;
    const CertificateFile& file = inspected_.inspect(*bytes, entry.name);
    if (file.content == FileContent::other) continue;
    entry.summary = file.summary;
    entry.loads = to_text(file.camera.loads);
    entry.good = file.camera.good();
  }
  return entries;
}

Result<Bytes> Bench::State::perform(const ReadFileCommand& command) {
  return read(command.place, command.path);
}

Result<Nothing> Bench::State::perform(const WriteFileCommand& command) {
  ++changes_;
  news_ = true;
  if (command.place.empty()) {
    const auto written = lab_->folder().write(command.path, command.bytes);
    if (!written) return fail("{}: {}", command.path, written.error().text);
    return Nothing{};
  }
  const auto owner = camera(command.place);
  if (!owner) return tl::unexpected(owner.error());
  if (auto written = (*owner)->drive().write(command.path, command.bytes); !written)
    return tl::unexpected(written.error());
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const RemoveFileCommand& command) {
  ++changes_;
  news_ = true;
  if (const auto inside = list(command.place, command.path)) {
    for (const FileEntry& entry : *inside) {
      auto removed = perform(RemoveFileCommand{command.place, joined(command.path, entry.name)});
      if (!removed) return removed;
    }
  }
  if (command.place.empty()) {
    const auto removed = lab_->folder().remove(command.path);
    if (!removed) return fail("{}: {}", command.path, removed.error().text);
    return Nothing{};
  }
  const auto owner = camera(command.place);
  if (!owner) return tl::unexpected(owner.error());
  if (auto removed = (*owner)->drive().remove(command.path); !removed) return tl::unexpected(removed.error());
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const RenameFileCommand& command) {
  ++changes_;
  news_ = true;
  if (command.place.empty()) {
    const auto renamed = lab_->folder().rename(command.from, command.to);
    if (!renamed) return fail("{}: {}", command.from, renamed.error().text);
    return Nothing{};
  }
  const auto owner = camera(command.place);
  if (!owner) return tl::unexpected(owner.error());
  if (auto renamed = (*owner)->drive().rename(command.from, command.to); !renamed)
    return tl::unexpected(renamed.error());
  return Nothing{};
}

Result<Nothing> Bench::State::perform(const MakeFolderCommand& command) {
  ++changes_;
  news_ = true;
  if (command.place.empty()) {
    const auto made = lab_->folder().make_folder(command.path);
    if (!made) return fail("{}: {}", command.path, made.error().text);
    return Nothing{};
  }
  const auto owner = camera(command.place);
  if (!owner) return tl::unexpected(owner.error());
  if (auto made = (*owner)->drive().make_folder(command.path); !made) return tl::unexpected(made.error());
  return Nothing{};
}

Result<FileView> Bench::State::perform(const InspectFileCommand& command) {
  const auto bytes = read(command.place, command.path);
  if (!bytes) return tl::unexpected(bytes.error());
  return view_file(*bytes, base_name(command.path));
}

Result<std::vector<SavedFile>> Bench::State::all_files(const std::string& place) {
  std::vector<SavedFile> files;
  const auto add_folder = [&](const auto& self, const std::string& folder, int depth) -> Result<void> {
    if (depth > kDeepest) return fail("{}: folders lie too deep in each other", folder);
    const auto entries = list(place, folder);
    if (!entries) return tl::unexpected(entries.error());
    for (const FileEntry& entry : *entries) {
      const std::string path = joined(folder, entry.name);
      if (entry.is_folder) {
        if (auto added = self(self, path, depth + 1); !added) return added;
        continue;
      }
      auto bytes = read(place, path);
      if (!bytes) return tl::unexpected(bytes.error());
      files.push_back({path, std::move(*bytes)});
    }
    return {};
  };
  if (auto added = add_folder(add_folder, "", 0); !added) return tl::unexpected(added.error());
  return files;
}

Result<std::vector<CertificateEvent>> Bench::State::perform(const CertificateEventsCommand&) {
  std::vector<CertificateEvent> events;
  const auto add_place = [&](const std::string& place) {
    const auto files = all_files(place);
    if (!files) return;
    for (const SavedFile& saved : *files) {
      if (saved.bytes.size() > kWorthInspecting) continue;
      const CertificateFile& file = inspected_.inspect(saved.bytes, saved.path);
      for (const CertificateFacts& facts : file.certificates) {
        const std::string where = place.empty() ? saved.path : fmt::format("{} on {}", saved.path, place);
        events.push_back({facts.not_before, where + " begins to be valid"});
        events.push_back({facts.not_after, where + " expires"});
      }
    }
  };
  add_place("");
  for (const auto& camera : world().cameras()) add_place(camera->name());
  std::ranges::stable_sort(events, {}, &CertificateEvent::at);
  return events;
}

}  // namespace tlscam
