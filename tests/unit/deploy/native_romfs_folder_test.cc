#include "sim/deploy/native_romfs_folder.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "sim/deploy/romfs_image.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

Bytes content(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return Bytes(std::istreambuf_iterator<char>(in), {});
}

void put(const fs::path& path, std::string_view text) {
  fs::create_directories(path.parent_path());
  std::ofstream(path, std::ios::binary) << text;
}

void fill(const fs::path& folder) {
  put(folder / "ca.der", std::string(300, '\1'));
  put(folder / "b.txt", "odd");
  put(folder / "B.txt", "");
  put(folder / "lib/deep/tool.txt", std::string(20000, 'x'));
  put(folder / "lib.txt", "after a folder of the same beginning");
  fs::create_directories(folder / "empty");
}

TEST(RomfsFolder, is_unpacked_as_it_was) {
  TestFolder folder;
  fill(folder.path() / "rom");
  const auto files = read_romfs_folder(folder.path() / "rom");
  ASSERT_TRUE(files) << files.error().text;
  const Bytes image = *build_romfs(*files);
  ASSERT_TRUE(unpack_romfs(image, folder.path() / "again"));
  EXPECT_EQ(read_romfs_folder(folder.path() / "again"), *files);
  EXPECT_NE(unpack_romfs(image, folder.path() / "again").error().text.find("is there already"),
            std::string::npos);
}

/// MicroPython's own tool is the second opinion, in both directions where it has one: it builds images only.
TEST(RomfsFolder, is_the_image_that_mpremote_builds) {
  const std::string mpremote = TLSCAM_SOURCE_DIR "/firmware/ports/mps2/mpremote";
  if (std::system((mpremote + " version >/dev/null 2>&1").c_str()) != 0)
    GTEST_SKIP()
        << "mpremote of MicroPython's source does not run here (python3-serial, python3-platformdirs)";
  TestFolder folder;
  fill(folder.path() / "rom");
  const std::string command = fmt::format("{} romfs --no-mpy -o {}/theirs.romfs build {}/rom >/dev/null 2>&1",
                                          mpremote, folder.path().string(), folder.path().string());
  ASSERT_EQ(std::system(command.c_str()), 0) << command;
  const Bytes theirs = content(folder.path() / "theirs.romfs");
  const auto files = read_romfs_folder(folder.path() / "rom");
  ASSERT_TRUE(files);
  EXPECT_EQ(*build_romfs(*files), theirs);
  EXPECT_EQ(files_of_romfs(theirs), *files);
}

TEST(RomfsFolder, links_to_folders_and_foreign_names_are_refused) {
  TestFolder folder;
  fill(folder.path() / "rom");
  fs::create_directory_symlink(folder.path(), folder.path() / "rom/loop");
  EXPECT_NE(read_romfs_folder(folder.path() / "rom").error().text.find("is a link to a folder"),
            std::string::npos);
  fs::remove(folder.path() / "rom/loop");
  put(folder.path() / "rom/f\xc3\xbcr.txt", "");
  EXPECT_NE(read_romfs_folder(folder.path() / "rom").error().text.find("is ASCII"), std::string::npos);
  EXPECT_FALSE(read_romfs_folder(folder.path() / "nowhere"));
}

}  // namespace
}  // namespace tlscam
