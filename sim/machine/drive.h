#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/time/instant.h"

namespace tlscam {

struct DriveEntry {
  std::string name;
  bool is_folder = false;
  std::uint32_t size = 0;  ///< bytes; 0 for a folder
  Instant modified;        ///< as the drive has it: whole even seconds, 1980 to 2107
};

struct DriveSpace {
  std::uint64_t total = 0;  ///< bytes that files can use
  std::uint64_t free = 0;
};

/// A camera's USB drive as the learner's computer sees it: the FAT volume in the camera's flash, read and
/// written by the same code that the camera uses (oofatfs). Every call mounts the volume anew, so it shows
/// what the camera wrote before; as with the real drive, camera and computer must not write at the same time.
///
/// Paths are UTF-8, relative to the root, with "/" between the parts: "certs/ca.der"; "" is the root.
class Drive {
 public:
  /// Looks at an image that somebody else owns and that outlives the drive. `camera` is for messages.
  Drive(std::span<std::uint8_t> image, std::string camera);

  /// The time that files written from now on are stamped with.
  void set_time(Instant time) { time_ = time; }

  /// Another number when anything on the volume has changed; for this process only.
  std::uint64_t fingerprint() const;

  /// Makes an empty volume as the camera does at its first start: FAT12 or FAT16 without a partition table.
  Result<void> format(const std::string& label = "OPENMV");

  bool is_formatted();
  Result<std::string> label();
  Result<DriveSpace> space();

  /// Lists what is in a folder, ordered by name.
  Result<std::vector<DriveEntry>> list(const std::string& folder = "");
  Result<Bytes> read(const std::string& path);

  /// Writes a whole file and makes the folders that are missing on its way. When it does not fit the message
  /// says how much is free, and a file that was there before stays as it was.
  Result<void> write(const std::string& path, ByteView content);

  /// Removes a file or an empty folder.
  Result<void> remove(const std::string& path);
  Result<void> make_folder(const std::string& path);
  Result<void> rename(const std::string& from, const std::string& to);

 private:
  class Volume;
  Result<void> make_room(Volume& volume, const std::string& path, std::size_t size);
  Result<void> make_parents(Volume& volume, const std::string& path);

  std::span<std::uint8_t> image_;
  std::string camera_;
  Instant time_;
};

}  // namespace tlscam
