#include "sim/deploy/native_camera_drive.h"

#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <functional>
#include <iterator>

#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

Bytes bytes(std::string_view text) {
  const ByteView view = as_bytes(text);
  return {view.begin(), view.end()};
}

std::string content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void put(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

std::string names(const fs::path& folder) {
  std::vector<std::string> all;
  for (const auto& entry : fs::recursive_directory_iterator(folder))
    if (entry.is_regular_file()) all.push_back(entry.path().lexically_relative(folder).string());
  std::sort(all.begin(), all.end());
  return fmt::format("{}", fmt::join(all, " "));
}

TEST(MountedVolumes, reads_proc_mounts) {
  const auto volumes = parse_mounts(
      "proc /proc proc rw,nosuid 0 0\n"
      "/dev/sda /media/me/OPENMV\\040CAM vfat rw,nosuid,errors=remount-ro 0 0\n"
      "/dev/sdb /mnt/b\\134c vfat ro 0 0\nnonsense\n\n"
      "/dev/sdc /mnt/end msdos rw");
  ASSERT_EQ(volumes.size(), 4u);
  EXPECT_FALSE(volumes[0].is_fat());
  EXPECT_EQ(volumes[1].folder, "/media/me/OPENMV CAM");
  EXPECT_TRUE(volumes[1].is_fat());
  EXPECT_FALSE(volumes[1].read_only) << "errors=remount-ro is another option";
  EXPECT_EQ(volumes[2].folder, "/mnt/b\\c");
  EXPECT_TRUE(volumes[2].read_only);
}

TEST(CameraDrive, is_found_by_what_cameras_put_there) {
  TestFolder folder;
  put(folder.path() / "openmv/.openmv_disk", "");
  put(folder.path() / "older/main.py", "");
  put(folder.path() / "older/README.txt", "");
  put(folder.path() / "photos/a.jpg", "");
  std::vector<MountedVolume> volumes;
  for (const char* name : {"openmv", "older", "photos", "gone"})
    volumes.push_back({"/dev/sdx", (folder.path() / name).string(), "vfat", false});
  volumes.push_back({"/dev/sdy", (folder.path() / "openmv").string(), "ext4", false});
  const auto drives = CameraDrive::find(volumes);
  ASSERT_EQ(drives.size(), 2u);
  EXPECT_EQ(drives[0].sign(), "it has a file .openmv_disk");
  EXPECT_EQ(drives[1].root().filename(), "older");
}

TEST(CameraDrive, copies_and_keeps_a_backup) {
  TestFolder folder;
  put(folder.path() / "main.py", "old");
  put(folder.path() / "same.txt", "same");
  const auto drive = CameraDrive::open(folder.path());
  ASSERT_TRUE(drive);
  const auto report =
      drive->copy({{"main.py", bytes("new")}, {"certs/ca.der", bytes("ca")}, {"same.txt", bytes("same")}});
  ASSERT_TRUE(report) << report.error().text;
  EXPECT_EQ(report->files[0].change, DriveChange::replaced);
  EXPECT_EQ(report->files[1].change, DriveChange::added);
  EXPECT_EQ(report->files[2].change, DriveChange::unchanged);
  EXPECT_EQ(content(folder.path() / "main.py"), "new");
  EXPECT_EQ(content(folder.path() / "certs/ca.der"), "ca");
  EXPECT_EQ(content(folder.path() / report->files[0].backup), "old");
  EXPECT_EQ(names(folder.path()), "certs/ca.der main.py main.py.tlscam-old same.txt");

  const auto undone = drive->undo();
  ASSERT_TRUE(undone);
  EXPECT_EQ(*undone, std::vector<std::string>{"main.py"});
  EXPECT_EQ(content(folder.path() / "main.py"), "old");
  ASSERT_TRUE(drive->undo()) << "and undoing that";
  EXPECT_EQ(content(folder.path() / "main.py"), "new");
}

TEST(CameraDrive, a_plan_changes_nothing) {
  TestFolder folder;
  put(folder.path() / "main.py", "old");
  const auto drive = CameraDrive::open(folder.path());
  const auto report = drive->plan({{"main.py", bytes("new")}, {"a/b", bytes("x")}});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->files[0].change, DriveChange::replaced);
  EXPECT_EQ(names(folder.path()), "main.py");
  EXPECT_FALSE(fs::exists(folder.path() / "a"));
  EXPECT_EQ(drive->undo().error().text,
            fmt::format("nothing on the drive {} can be undone: there is no backup", folder.path().string()));
}

TEST(CameraDrive, a_copy_that_was_cut_off_is_recovered) {
  TestFolder folder;
  put(folder.path() / "main.py.tlscam-old", "old");  // between the two renames the power went
  put(folder.path() / "main.py.tlscam-new", "half");
  const auto report = CameraDrive::open(folder.path())->copy({{"main.py", bytes("new")}});
  ASSERT_TRUE(report);
  EXPECT_EQ(report->recovered, std::vector<std::string>{"main.py"});
  EXPECT_EQ(content(folder.path() / "main.py"), "new");
  EXPECT_EQ(content(folder.path() / "main.py.tlscam-old"), "old");
  EXPECT_EQ(names(folder.path()), "main.py main.py.tlscam-old");
}

TEST(CameraDrive, paths_that_fat_cannot_have_are_refused) {
  TestFolder folder;
  const auto drive = CameraDrive::open(folder.path());
  for (const char* path :
       {"", "/main.py", "../x", "a/../../x", "a//b", "a:b", "what?", "dot.", "a/", "tab\t"})
    EXPECT_FALSE(drive->copy({{path, bytes("x")}})) << path;
  fs::create_directories(folder.path() / "lib");
  EXPECT_FALSE(drive->copy({{"lib", bytes("x")}})) << "it is a folder";
  EXPECT_EQ(names(folder.path()), "");
}

TEST(CameraDrive, a_drive_that_is_not_there_says_so) {
  const auto drive = CameraDrive::open("/nowhere/at/all");
  ASSERT_FALSE(drive);
  EXPECT_EQ(drive.error().text,
            "there is no drive or folder /nowhere/at/all; is the camera plugged in, and its drive mounted?");
}

TEST(CameraDrive, a_drive_that_vanishes_meanwhile_says_so) {
  TestFolder folder;
  const fs::path root = folder.path() / "drive";
  put(root / "main.py", "old");
  const auto drive = CameraDrive::open(root);
  const auto report = drive->copy({{"a.py", bytes("a")}, {"b.py", bytes("b")}},
                                  [&](const std::string& path, std::size_t, std::size_t) {
                                    if (path == "b.py") fs::rename(root, folder.path() / "pulled-out");
                                  });
  ASSERT_FALSE(report);
  EXPECT_FALSE(fs::exists(root)) << "a folder was made where the drive was";
  EXPECT_NE(report.error().text.find("vanished while"), std::string::npos) << report.error().text;
  EXPECT_EQ(content(folder.path() / "pulled-out/main.py"), "old");
}

/// Runs a piece in a process that has a real small file system of its own mounted at `root`: tmpfs, since FAT
/// is not in every kernel. Skips where nothing may be mounted. The piece returns what went wrong.
void on_small_volume(const std::function<std::string(const fs::path& root)>& piece) {
  TestFolder folder;
  int ends[2];
  ASSERT_EQ(::pipe(ends), 0);
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    std::string text;
    if (::unshare(CLONE_NEWNS | (::geteuid() == 0 ? 0 : CLONE_NEWUSER)) != 0 ||
        ::mount("none", "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
        ::mount("none", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0)
      text = "SKIP";
    else
      text = piece(folder.path());
    (void)!::write(ends[1], text.data(), text.size());
    ::_exit(0);
  }
  ::close(ends[1]);
  std::string text(4096, '\0');
  const ssize_t size = ::read(ends[0], text.data(), text.size());
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  text.resize(size > 0 ? static_cast<std::size_t>(size) : 0);
  if (text == "SKIP") GTEST_SKIP() << "nothing may be mounted here";
  EXPECT_EQ(text, "");
}

TEST(CameraDrive, a_full_drive_is_left_as_it_was) {
  on_small_volume([](const fs::path& root) -> std::string {
    put(root / "main.py", "old");
    const auto drive = CameraDrive::open(root);
    const auto planned = drive->copy({{"main.py", bytes("new")}, {"big.bin", Bytes(100'000)}});
    if (planned) return "it fitted";
    if (planned.error().text.find("is full: the files need") == std::string::npos)
      return planned.error().text;
    // The space is there when it is asked for, and gone when it is wanted.
    const auto copied = drive->copy({{"main.py", bytes("new")}, {"a.bin", Bytes(30'000)}},
                                    [&](const std::string& path, std::size_t, std::size_t) {
                                      if (path == "a.bin") put(root / "other", std::string(40'000, 'x'));
                                    });
    if (copied) return "it fitted";
    if (copied.error().text.find("there is no room for a.bin") == std::string::npos)
      return copied.error().text;
    if (content(root / "main.py") != "old") return "main.py was changed";
    return names(root) == "main.py other" ? "" : names(root);
  });
}

TEST(CameraDrive, the_folder_behind_a_pulled_out_drive_is_not_taken_for_it) {
  on_small_volume([](const fs::path& root) -> std::string {
    const auto drive = CameraDrive::open(root);
    const auto copied = drive->copy({{"a.py", bytes("a")}, {"b.py", bytes("b")}},
                                    [&](const std::string& path, std::size_t, std::size_t) {
                                      if (path == "b.py") ::umount2(root.c_str(), MNT_DETACH);
                                    });
    if (copied) return "it was written to this computer";
    if (copied.error().text.find("vanished") == std::string::npos) return copied.error().text;
    return names(root);  // those in the mount point
  });
}

TEST(CameraDrive, a_read_only_drive_says_what_to_do) {
  on_small_volume([](const fs::path& root) -> std::string {
    put(root / "main.py", "old");
    if (::mount("none", root.c_str(), nullptr, MS_REMOUNT | MS_RDONLY, nullptr) != 0) return "SKIP";
    const auto copied = CameraDrive::open(root)->copy({{"main.py", bytes("new")}});
    if (copied) return "it was written";
    if (copied.error().text.find("is read-only") == std::string::npos) return copied.error().text;
    return content(root / "main.py") == "old" ? "" : "main.py was changed";
  });
}

}  // namespace
}  // namespace tlscam
