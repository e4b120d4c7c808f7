#include "sim/deploy/native_camera_drive.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "sim/base/file.h"
#include "sim/base/native_descriptor.h"

namespace tlscam {

namespace fs = std::filesystem;

namespace {

// Beside the file that they belong to, where a person finds them who has to repair something by hand.
constexpr std::string_view kNew = ".tlscam-new";
constexpr std::string_view kOld = ".tlscam-old";

fs::path with_ending(fs::path path, std::string_view ending) {
  path += ending;
  return path;
}

tl::unexpected<Error> trouble(const fs::path& root, std::string_view path, int error) {
  switch (error) {
    case ENOSPC:
    case EFBIG:
    case EDQUOT:
      return fail(
          "the drive {} is full: there is no room for {}; remove what is not needed. No file was changed",
          root.string(), path);
    case EROFS:
      return fail(
          "the drive {} is read-only; a volume that was pulled out too early is mounted so. Eject it, reset "
          "the "
          "camera, plug it in again; if that does not help, repair it with fsck.fat",
          root.string());
    case EACCES:
    case EPERM:
      return fail("{} on the drive {} may not be written by you; mount it as yourself", path, root.string());
    case ENOENT:
    case EIO:
    case ENXIO:
    case ENODEV:
    case ESTALE:
    case ENOTCONN:
      return fail(
          "the drive {} vanished while {} was written ({}); plug the camera in again and repeat the copy: no "
          "file "
          "is half-written under its own name",
          root.string(), path, std::strerror(error));
    default:
      return fail("{} cannot be written to the drive {}: {}", path, root.string(), std::strerror(error));
  }
}

/// FAT's rules for long names, and paths that stay on the drive.
Result<void> check_path(std::string_view path) {
  if (path.empty() || path.starts_with('/') || path.ends_with('/'))
    return fail("'{}' is not a file's path on a drive; write it without a slash in front", path);
  for (std::string_view rest = path; !rest.empty();) {
    const std::size_t slash = std::min(rest.find('/'), rest.size());
    const std::string_view part = rest.substr(0, slash);
    const bool is_special = part.empty() || part == "." || part == "..";
    const bool has_bad = std::ranges::any_of(part, [](char c) {
      return static_cast<unsigned char>(c) < 0x20 ||
             std::string_view("\"*:<>?\\|").find(c) != std::string_view::npos;
    });
    if (is_special || has_bad || part.ends_with('.') || part.ends_with(' ') || part.size() > 200)
      return fail("'{}' is not a name that a camera's drive (FAT) can have; rename the file", path);
    rest.remove_prefix(std::min(slash + 1, rest.size()));
  }
  return {};
}

bool flush_folder(const fs::path& folder) {
  const Descriptor descriptor(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  return descriptor.is_open() && ::fsync(descriptor.number()) == 0;
}

/// 0, or the number of the error.
int write_through(const fs::path& path, ByteView bytes) {
  const Descriptor file(::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666));
  if (!file.is_open()) return errno;
  while (!bytes.empty()) {
    const ssize_t size = ::write(file.number(), bytes.data(), bytes.size());
    if (size < 0 && errno == EINTR) continue;
    if (size <= 0) return size == 0 ? ENOSPC : errno;
    bytes = bytes.subspan(static_cast<std::size_t>(size));
  }
  if (::fsync(file.number()) != 0) return errno;
  // Reading it back is to ask the drive, not this computer's memory of it.
  (void)::posix_fadvise(file.number(), 0, 0, POSIX_FADV_DONTNEED);
  return 0;
}

std::string sign_of(const fs::path& root) {
  std::error_code error;
  if (fs::exists(root / ".openmv_disk", error)) return "it has a file .openmv_disk";
  if (fs::exists(root / "main.py", error) && fs::exists(root / "README.txt", error))
    return "it has a main.py and a README.txt";
  return "";
}

}  // namespace

Result<CameraDrive> CameraDrive::open(const fs::path& root) {
  std::error_code error;
  if (!fs::is_directory(root, error))
    return fail("there is no drive or folder {}; is the camera plugged in, and its drive mounted?",
                root.string());
  fs::path whole = fs::canonical(root, error);
  if (error) return fail("{} cannot be opened: {}", root.string(), error.message());
  struct stat facts {};
  if (::stat(whole.c_str(), &facts) != 0)
    return fail("{} cannot be opened: {}", root.string(), std::strerror(errno));
  std::string sign = sign_of(whole);
  return CameraDrive(std::move(whole), std::move(sign), facts.st_dev);
}

bool CameraDrive::is_still_there() const {
  struct stat facts {};
  return ::stat(root_.c_str(), &facts) == 0 && facts.st_dev == volume_;
}

std::vector<CameraDrive> CameraDrive::find(const std::vector<MountedVolume>& volumes) {
  std::vector<CameraDrive> drives;
  for (const MountedVolume& volume : volumes) {
    if (!volume.is_fat()) continue;
    auto drive = open(volume.folder);
    if (drive && !drive->sign().empty()) drives.push_back(std::move(*drive));
  }
  return drives;
}

Result<CameraDrive::Space> CameraDrive::space() const {
  struct statvfs answer {};
  if (::statvfs(root_.c_str(), &answer) != 0) return trouble(root_, "anything", errno);
  return Space{answer.f_blocks * std::uint64_t{answer.f_frsize},
               answer.f_bavail * std::uint64_t{answer.f_frsize}};
}

Result<DriveReport> CameraDrive::plan(const std::vector<DriveFile>& files) const {
  DriveReport report;
  report.files.reserve(files.size());
  struct statvfs volume {};
  if (::statvfs(root_.c_str(), &volume) != 0) return trouble(root_, "anything", errno);
  const std::uint64_t cluster = std::max<std::uint64_t>(volume.f_frsize, 512);
  std::uint64_t needed = 0;
  for (const DriveFile& file : files) {
    if (auto checked = check_path(file.path); !checked) return tl::unexpected(checked.error());
    const fs::path path = root_ / file.path;
    std::error_code error;
    if (fs::is_directory(path, error))
      return fail("{} is a folder on the drive {}; remove it, or name the file otherwise", file.path,
                  root_.string());
    const auto present = read_file(path);
    DriveChange change = DriveChange::added;
    if (present) change = *present == file.contents ? DriveChange::unchanged : DriveChange::replaced;
    report.files.push_back(
        {file.path, change, change == DriveChange::replaced ? file.path + std::string(kOld) : std::string()});
    if (change != DriveChange::unchanged) needed += (file.contents.size() + cluster - 1) / cluster * cluster;
  }
  const std::uint64_t free = volume.f_bavail * std::uint64_t{volume.f_frsize};
  if (needed > free)
    return fail(
        "the drive {} is full: the files need {} bytes beside the old ones, and {} are free; remove what is "
        "not needed. No file was changed",
        root_.string(), needed, free);
  return report;
}

Result<void> CameraDrive::stage(const DriveFile& file) const {
  const fs::path path = root_ / file.path;
  std::error_code error;
  if (!is_still_there()) return trouble(root_, file.path, ENODEV);
  fs::create_directories(path.parent_path(), error);
  if (error) return trouble(root_, file.path, error.value());
  const fs::path staged = with_ending(path, kNew);
  if (const int failure = write_through(staged, file.contents); failure != 0)
    return trouble(root_, file.path, failure);
  const auto back = read_file(staged);
  if (!back) return trouble(root_, file.path, back.error().value());
  if (*back != file.contents)
    return fail(
        "the drive {} gives back other bytes of {} than were written to it; it may be damaged: try fsck.fat. "
        "No file was changed",
        root_.string(), file.path);
  return {};
}

Result<void> CameraDrive::exchange(DriveReport::File& file) const {
  const fs::path path = root_ / file.path;
  std::error_code error;
  if (!is_still_there()) return trouble(root_, file.path, ENODEV);
  if (file.change == DriveChange::replaced) {
    fs::rename(path, with_ending(path, kOld), error);  // replaces the backup of an earlier copy
    if (error) return trouble(root_, file.path, error.value());
  }
  fs::rename(with_ending(path, kNew), path, error);
  if (!error && flush_folder(path.parent_path())) return {};
  const int failure = error ? error.value() : errno;
  std::error_code ignored;
  if (error && file.change == DriveChange::replaced) fs::rename(with_ending(path, kOld), path, ignored);
  return trouble(root_, file.path, failure);
}

// A copy that was cut off between its two renames has left a file without its name.
void CameraDrive::recover(DriveReport& report, const std::vector<DriveFile>& files) const {
  for (const DriveFile& file : files) {
    const fs::path path = root_ / file.path;
    std::error_code error;
    if (fs::exists(path, error) || !fs::exists(with_ending(path, kOld), error)) continue;
    fs::rename(with_ending(path, kOld), path, error);
    if (!error) report.recovered.push_back(file.path);
  }
}

Result<DriveReport> CameraDrive::copy(const std::vector<DriveFile>& files, const Progress& progress) const {
  DriveReport recovered;
  for (const DriveFile& file : files)
    if (auto checked = check_path(file.path); !checked) return tl::unexpected(checked.error());
  recover(recovered, files);
  auto report = plan(files);
  if (!report) return report;
  report->recovered = std::move(recovered.recovered);
  const auto drop_staged = [&] {
    std::error_code ignored;
    for (const DriveFile& file : files) fs::remove(with_ending(root_ / file.path, kNew), ignored);
  };
  for (std::size_t at = 0; at < files.size(); ++at) {
    if (report->files[at].change == DriveChange::unchanged) continue;
    if (progress) progress(files[at].path, at, files.size());
    if (auto staged = stage(files[at]); !staged) {
      drop_staged();
      return tl::unexpected(staged.error());
    }
  }
  for (DriveReport::File& file : report->files) {
    if (file.change == DriveChange::unchanged) continue;
    if (auto exchanged = exchange(file); !exchanged) {
      drop_staged();
      return tl::unexpected(exchanged.error());
    }
  }
  if (progress && !files.empty()) progress(files.back().path, files.size(), files.size());
  return report;
}

Result<std::vector<std::string>> CameraDrive::undo() const {
  std::vector<std::string> undone;
  std::error_code error;
  std::vector<fs::path> backups;
  for (auto entry = fs::recursive_directory_iterator(root_, error);
       entry != fs::recursive_directory_iterator(); entry.increment(error)) {
    if (error) break;
    if (entry->path().native().ends_with(kOld)) backups.push_back(entry->path());
  }
  if (error) return trouble(root_, "anything", error.value());
  if (backups.empty())
    return fail("nothing on the drive {} can be undone: there is no backup", root_.string());
  std::ranges::sort(backups);
  for (const fs::path& backup : backups) {
    std::string name = backup.string();
    name.resize(name.size() - kOld.size());
    const fs::path path = name;
    const fs::path aside = with_ending(path, kNew);
    fs::rename(path, aside, error);
    const bool was_there = !error;
    fs::rename(backup, path, error);
    if (error) return trouble(root_, path.filename().string(), error.value());
    if (was_there) fs::rename(aside, backup, error);
    flush_folder(path.parent_path());
    undone.push_back(path.lexically_relative(root_).string());
  }
  return undone;
}

std::string after_copy_hint(const CameraDrive& drive) {
  return fmt::format(
      "Eject the drive {} first, then reset the camera: until then it goes on with the files that it has in "
      "memory, "
      "and main.py starts only at power-up.",
      drive.root().string());
}

}  // namespace tlscam
