#include "sim/machine/drive.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstring>

// ff.h first: diskio.h uses its types.
// clang-format off
#include <ff.h>
#include <diskio.h>
// clang-format on

namespace tlscam {
namespace {

constexpr std::size_t kSector = FF_MAX_SS;
constexpr std::size_t kMinSectors = 128;  // f_mkfs() refuses less

// oofatfs asks for the time through a function without arguments; a Volume sets this before it calls
// anything.
thread_local DWORD fat_time;

// Local time in the layout of a FAT directory entry (Microsoft FAT specification, section 6): the date in the
// upper half, the time in units of 2 s in the lower.
DWORD to_fat_time(Instant instant) {
  using namespace std::chrono;
  const auto day = floor<days>(instant);
  const year_month_day date{day};
  const hh_mm_ss clock{instant - day};
  const int year = static_cast<int>(date.year());
  if (year < 1980) return 1u << 21 | 1u << 16;  // 1980-01-01, the first there is
  if (year > 2107) return 127u << 25 | 12u << 21 | 31u << 16;
  return static_cast<DWORD>(year - 1980) << 25 | static_cast<unsigned>(date.month()) << 21 |
         static_cast<unsigned>(date.day()) << 16 | static_cast<DWORD>(clock.hours().count()) << 11 |
         static_cast<DWORD>(clock.minutes().count()) << 5 | static_cast<DWORD>(clock.seconds().count()) / 2;
}

Instant from_fat_time(WORD date, WORD time) {
  using namespace std::chrono;
  const year_month_day day{year(1980 + (date >> 9)), month(date >> 5 & 15), std::chrono::day(date & 31)};
  if (!day.ok()) return Instant{};
  return sys_days(day) + hours(time >> 11) + minutes(time >> 5 & 63) + seconds((time & 31) * 2);
}

// Sectors of the image that `drv` points to; nullptr when they lie outside it.
std::uint8_t* sectors(void* drv, DWORD first, UINT count) {
  auto& image = *static_cast<std::span<std::uint8_t>*>(drv);
  const std::size_t sector_count = image.size() / kSector;
  if (first > sector_count || count > sector_count - first) return nullptr;
  return image.data() + std::size_t{first} * kSector;
}

std::string reason(FRESULT result) {
  switch (result) {
    case FR_NO_FILE:
      return "there is no such file";
    case FR_NO_PATH:
      return "there is no such folder";
    case FR_INVALID_NAME:
      return "the drive cannot hold such a name (not allowed: \" * : < > ? | \\)";
    case FR_EXIST:
      return "it is there already";
    case FR_WRITE_PROTECTED:
      return "the drive is write protected";
    case FR_NO_FILESYSTEM:
      return "the drive is not formatted";
    case FR_DISK_ERR:
    case FR_INT_ERR:
      return "the file system on the drive is damaged; format it";
    default:
      return fmt::format("the file system refuses it ({})", static_cast<int>(result));
  }
}

std::vector<std::string> folders_on_the_way(const std::string& path) {
  std::vector<std::string> folders;
  for (auto slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1))
    if (slash > 0) folders.push_back(path.substr(0, slash));
  return folders;
}

}  // namespace

// The volume, mounted for the length of one call.
class Drive::Volume {
 public:
  explicit Volume(Drive& drive) : drive_(drive) {
    fat_time = to_fat_time(drive.time_);
    fs_.drv = &drive.image_;
  }

  Result<void> mount() {
    const FRESULT result = f_mount(&fs_);
    if (result != FR_OK) return fail("the drive of {} cannot be read: {}", drive_.camera_, reason(result));
    return {};
  }

  FATFS* fs() { return &fs_; }
  std::uint64_t cluster_size() const { return std::uint64_t{fs_.csize} * kSector; }
  std::uint64_t clusters_for(std::uint64_t bytes) const {
    return (bytes + cluster_size() - 1) / cluster_size();
  }

  tl::unexpected<Error> failed(const std::string& path, FRESULT result) const {
    return fail("{} on the drive of {}: {}", path.empty() ? "/" : path, drive_.camera_, reason(result));
  }

  Result<void> done(const std::string& path, FRESULT result) const {
    if (result != FR_OK) return failed(path, result);
    return {};
  }

  std::uint64_t free_clusters() {
    DWORD count = 0;
    return f_getfree(&fs_, &count) == FR_OK ? count : 0;
  }

  // Finds what is at a path; false when there is nothing.
  bool find(const std::string& path, FILINFO& info) {
    if (!path.empty()) return f_stat(&fs_, path.c_str(), &info) == FR_OK;
    info = {};
    info.fattrib = AM_DIR;
    return true;
  }

 private:
  Drive& drive_;
  FATFS fs_{};
};

Drive::Drive(std::span<std::uint8_t> image, std::string camera) : image_(image), camera_(std::move(camera)) {}

Result<void> Drive::format(const std::string& label) {
  if (image_.size() / kSector < kMinSectors)
    return fail("the flash of {} has {} bytes; a drive needs at least {}", camera_, image_.size(),
                kMinSectors * kSector);
  Volume volume(*this);
  std::array<std::uint8_t, kSector> work;
  // As extmod/vfs_fat.c does for VfsFat.mkfs().
  const FRESULT made = f_mkfs(volume.fs(), FM_FAT | FM_SFD, 0, work.data(), work.size());
  if (made != FR_OK) return fail("the drive of {} cannot be formatted: {}", camera_, reason(made));
  if (auto mounted = volume.mount(); !mounted) return mounted;
  return volume.done(label, f_setlabel(volume.fs(), label.c_str()));
}

bool Drive::is_formatted() {
  return Volume(*this).mount().has_value();
}

Result<std::string> Drive::label() {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return tl::unexpected(mounted.error());
  char text[3 * 11 + 1] = {};
  DWORD serial_number = 0;
  if (auto read = volume.done("", f_getlabel(volume.fs(), text, &serial_number)); !read)
    return tl::unexpected(read.error());
  return text;
}

Result<DriveSpace> Drive::space() {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return tl::unexpected(mounted.error());
  const std::uint64_t clusters = volume.fs()->n_fatent - 2;  // the first two entries of a FAT are no clusters
  return DriveSpace{clusters * volume.cluster_size(), volume.free_clusters() * volume.cluster_size()};
}

Result<std::vector<DriveEntry>> Drive::list(const std::string& folder) {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return tl::unexpected(mounted.error());
  FF_DIR dir{};
  if (const FRESULT opened = f_opendir(volume.fs(), &dir, folder.c_str()); opened != FR_OK)
    return volume.failed(folder, opened);

  std::vector<DriveEntry> entries;
  FILINFO info{};
  while (true) {
    if (const FRESULT result = f_readdir(&dir, &info); result != FR_OK) return volume.failed(folder, result);
    if (info.fname[0] == '\0') break;
    entries.push_back(
        {info.fname, (info.fattrib & AM_DIR) != 0, info.fsize, from_fat_time(info.fdate, info.ftime)});
  }
  std::ranges::sort(entries, {}, &DriveEntry::name);
  return entries;
}

Result<Bytes> Drive::read(const std::string& path) {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return tl::unexpected(mounted.error());
  FILINFO info{};
  if (volume.find(path, info) && (info.fattrib & AM_DIR) != 0)
    return fail("{} on the drive of {} is a folder, not a file", path.empty() ? "/" : path, camera_);
  FIL file{};
  if (const FRESULT opened = f_open(volume.fs(), &file, path.c_str(), FA_READ); opened != FR_OK)
    return volume.failed(path, opened);

  // The size comes from the directory, which a damaged drive may have wrong: never more than the flash holds.
  if (f_size(&file) > image_.size()) return volume.failed(path, FR_INT_ERR);
  Bytes content(f_size(&file));
  UINT read = 0;
  const FRESULT result = f_read(&file, content.data(), static_cast<UINT>(content.size()), &read);
  f_close(&file);
  if (result != FR_OK) return volume.failed(path, result);
  content.resize(read);
  return content;
}

Result<void> Drive::make_room(Volume& volume, const std::string& path, std::size_t size) {
  FILINFO info{};
  std::uint64_t free = volume.free_clusters();
  std::uint64_t needed = volume.clusters_for(size);
  if (volume.find(path, info)) {
    if ((info.fattrib & AM_DIR) != 0)
      return fail("{} on the drive of {} is a folder, not a file", path, camera_);
    if ((info.fattrib & AM_RDO) != 0) return fail("{} on the drive of {} is read-only", path, camera_);
    free += volume.clusters_for(info.fsize);  // the old content makes way
  }
  for (const std::string& folder : folders_on_the_way(path))
    if (!volume.find(folder, info)) ++needed;
  if (needed <= free) return {};
  return fail("the drive of {} is full: {} needs {} bytes, {} are free", camera_, path, size,
              free * volume.cluster_size());
}

Result<void> Drive::make_parents(Volume& volume, const std::string& path) {
  for (const std::string& folder : folders_on_the_way(path)) {
    FILINFO info{};
    if (volume.find(folder, info)) {
      if ((info.fattrib & AM_DIR) == 0)
        return fail("{} on the drive of {} is a file, not a folder", folder, camera_);
      continue;
    }
    if (const FRESULT made = f_mkdir(volume.fs(), folder.c_str()); made != FR_OK)
      return volume.failed(folder, made);
  }
  return {};
}

Result<void> Drive::write(const std::string& path, ByteView content) {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return mounted;
  if (path.empty()) return fail("a file on the drive of {} needs a name", camera_);
  if (auto room = make_room(volume, path, content.size()); !room) return room;
  if (auto parents = make_parents(volume, path); !parents) return parents;

  FIL file{};
  const FRESULT opened = f_open(volume.fs(), &file, path.c_str(), FA_WRITE | FA_CREATE_ALWAYS);
  if (opened == FR_DENIED)  // make_room() has ruled out the other meanings
    return fail("the drive of {} has no room for another name: {} cannot be made", camera_, path);
  if (opened != FR_OK) return volume.failed(path, opened);

  UINT written = 0;
  FRESULT result = f_write(&file, content.data(), static_cast<UINT>(content.size()), &written);
  if (const FRESULT closed = f_close(&file); result == FR_OK) result = closed;
  if (result == FR_OK && written == content.size()) return {};
  // Only a new file can get here: its name took the last cluster.
  f_unlink(volume.fs(), path.c_str());
  if (result != FR_OK) return volume.failed(path, result);
  return fail("the drive of {} is full: {} needs {} bytes, {} are free", camera_, path, content.size(),
              volume.free_clusters() * volume.cluster_size());
}

Result<void> Drive::remove(const std::string& path) {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return mounted;
  const FRESULT removed = f_unlink(volume.fs(), path.c_str());
  if (removed == FR_DENIED)
    return fail("{} on the drive of {} cannot be removed: it is a folder with files in it, or read-only",
                path, camera_);
  return volume.done(path, removed);
}

Result<void> Drive::make_folder(const std::string& path) {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return mounted;
  const FRESULT made = f_mkdir(volume.fs(), path.c_str());
  if (made == FR_DENIED) return fail("the drive of {} is full: the folder {} cannot be made", camera_, path);
  return volume.done(path, made);
}

Result<void> Drive::rename(const std::string& from, const std::string& to) {
  Volume volume(*this);
  if (auto mounted = volume.mount(); !mounted) return mounted;
  return volume.done(from, f_rename(volume.fs(), from.c_str(), to.c_str()));
}

// These functions are what oofatfs asks of the block device; `drv` is the image of a Drive.
extern "C" {

DRESULT disk_read(void* drv, BYTE* buff, DWORD sector, UINT count) {
  const std::uint8_t* from = sectors(drv, sector, count);
  if (from == nullptr) return RES_PARERR;
  std::memcpy(buff, from, count * kSector);
  return RES_OK;
}

DRESULT disk_write(void* drv, const BYTE* buff, DWORD sector, UINT count) {
  std::uint8_t* into = sectors(drv, sector, count);
  if (into == nullptr) return RES_PARERR;
  std::memcpy(into, buff, count * kSector);
  return RES_OK;
}

DRESULT disk_ioctl(void* drv, BYTE cmd, void* buff) {
  const auto& image = *static_cast<std::span<std::uint8_t>*>(drv);
  switch (cmd) {
    case CTRL_SYNC:
      return RES_OK;
    case GET_SECTOR_COUNT:
      *static_cast<DWORD*>(buff) = static_cast<DWORD>(image.size() / kSector);
      return RES_OK;
    case GET_SECTOR_SIZE:
      *static_cast<WORD*>(buff) = kSector;
      return RES_OK;
    case GET_BLOCK_SIZE:
      *static_cast<DWORD*>(buff) = 1;  // in sectors; as extmod/vfs_fat_diskio.c
      return RES_OK;
    case IOCTL_INIT:
    case IOCTL_STATUS:
      *static_cast<DSTATUS*>(buff) = 0;
      return RES_OK;
    default:
      return RES_PARERR;
  }
}

DWORD get_fattime() {
  return fat_time;
}

}  // extern "C"

// Four lanes, which the processor computes side by side: views ask many times a second. What is not a
// multiple of a block at the end does not occur: an image consists of sectors.
std::uint64_t Drive::fingerprint() const {
  constexpr std::uint64_t kFactor = 0x9e3779b97f4a7c15;
  std::array<std::uint64_t, 4> lanes{1, 2, 3, 4};
  for (std::size_t at = 0; at + sizeof(lanes) <= image_.size(); at += sizeof(lanes)) {
    std::array<std::uint64_t, 4> block;
    std::memcpy(block.data(), image_.data() + at, sizeof(block));
    for (std::size_t i = 0; i < lanes.size(); ++i)
      lanes[i] = ((lanes[i] ^ block[i]) * kFactor) ^ (lanes[i] >> 29);
  }
  std::uint64_t all = 0;
  for (const std::uint64_t lane : lanes) all = (all ^ (lane >> 32) ^ lane) * kFactor;
  return all;
}

}  // namespace tlscam
