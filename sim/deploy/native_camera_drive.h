#pragma once
#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/deploy/mounted_volumes.h"

namespace tlscam {

/// A file that is to be on a drive.
struct DriveFile {
  std::string path;  ///< below the drive's root: "certs/ca.der"
  Bytes contents;
};

enum class DriveChange { unchanged, added, replaced };

/// `DriveReport` is what a copy onto a drive has done, or would do.
struct DriveReport {
  struct File {
    std::string path;
    DriveChange change = DriveChange::added;
    std::string backup;  ///< name of what was there before, beside it; empty: nothing was
  };
  std::vector<File> files;
  std::vector<std::string> recovered;  ///< files that an interrupted copy had left without their name
};

/// `CameraDrive` is the USB drive of a real camera, mounted on this computer, or a folder that stands for it.
///
/// A copy has three parts: all new content is written under names of its own, flushed to the drive, and read
/// back from there; then each file that is there already is renamed to a backup, and the new one gets its
/// name. A copy that fails in the first part (no space, read-only, pulled out) has touched nothing.
///
/// The camera does not see what was written until it is reset: it caches its own file system.
class CameraDrive {
 public:
  /// Uses a mounted drive or a folder. Fails when it is not there.
  static Result<CameraDrive> open(const std::filesystem::path& root);

  /// The drives among these volumes: those with a FAT file system that have what cameras put there.
  static std::vector<CameraDrive> find(const std::vector<MountedVolume>& volumes);

  const std::filesystem::path& root() const { return root_; }
  /// Why it was taken for a camera's: "it has a file .openmv_disk"; empty when it was not.
  const std::string& sign() const { return sign_; }

  struct Space {
    std::uint64_t size = 0, free = 0;  ///< in bytes
  };
  Result<Space> space() const;

  using Progress = std::function<void(const std::string& path, std::size_t done, std::size_t total)>;

  /// Says what a copy would do, and changes nothing. Fails for paths that FAT or the drive cannot have, and
  /// when there is not enough space.
  Result<DriveReport> plan(const std::vector<DriveFile>& files) const;

  /// Copies. Files that are there with the same content are left alone.
  Result<DriveReport> copy(const std::vector<DriveFile>& files, const Progress& progress = {}) const;

  /// Exchanges files with their backups: what the last copy replaced is back. Fails when there is no backup.
  Result<std::vector<std::string>> undo() const;

 private:
  CameraDrive(std::filesystem::path root, std::string sign, std::uint64_t volume)
      : root_(std::move(root)), sign_(std::move(sign)), volume_(volume) {}

  bool is_still_there() const;
  Result<void> stage(const DriveFile& file) const;
  Result<void> exchange(DriveReport::File& file) const;
  void recover(DriveReport& report, const std::vector<DriveFile>& files) const;

  std::filesystem::path root_;
  std::string sign_;
  std::uint64_t volume_;  // st_dev: behind a drive that was pulled out, a folder of this computer appears
};

/// `after_copy_hint` says how a person goes on after a copy.
std::string after_copy_hint(const CameraDrive& drive);

}  // namespace tlscam
