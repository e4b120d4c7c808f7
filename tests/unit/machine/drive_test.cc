#include "sim/machine/drive.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "sim/base/random.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

Bytes noise(std::size_t size, std::uint64_t seed = 1) {
  Random random(seed);
  Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
  return bytes;
}

class DriveTest : public testing::Test {
 protected:
  explicit DriveTest(std::size_t size = 1 << 20) : image_(size, 0xff) {}
  void SetUp() override {
    drive_.set_time(*parse_instant("2026-11-23 10:42:08"));
    auto formatted = drive_.format();
    ASSERT_TRUE(formatted) << formatted.error().text;
  }

  Bytes image_;
  Drive drive_{image_, "openmv"};
};

class SmallDrive : public DriveTest {
 protected:
  SmallDrive() : DriveTest(80 << 10) {}
};

TEST(FreshFlash, IsNotFormatted) {
  Bytes image(1 << 20, 0xff);
  Drive drive(image, "openmv");
  EXPECT_FALSE(drive.is_formatted());
  auto read = drive.read("main.py");
  ASSERT_FALSE(read);
  EXPECT_EQ(read.error().text, "the drive of openmv cannot be read: the drive is not formatted");
}

TEST(FreshFlash, TooSmallForADrive) {
  Bytes image(16 << 10);
  EXPECT_FALSE(Drive(image, "openmv").format());
}

TEST_F(DriveTest, IsEmptyAndLabelledAfterFormatting) {
  EXPECT_TRUE(drive_.is_formatted());
  EXPECT_EQ(drive_.label().value(), "OPENMV");
  EXPECT_TRUE(drive_.list()->empty());
  const DriveSpace space = drive_.space().value();
  EXPECT_EQ(space.free, space.total);
  EXPECT_GT(space.free, image_.size() * 9 / 10);
  EXPECT_LT(space.free, image_.size());
}

TEST_F(DriveTest, ReadsWhatWasWritten) {
  const Bytes key = noise(1217);
  ASSERT_TRUE(drive_.write("certs/rsa.der", key));
  ASSERT_TRUE(drive_.write("main.py", as_bytes("print('hello')\n")));
  ASSERT_TRUE(drive_.write("empty", {}));

  Drive again(image_, "openmv");  // all of it is in the image
  EXPECT_EQ(again.read("certs/rsa.der").value(), key);
  EXPECT_EQ(as_text(again.read("main.py").value()), "print('hello')\n");
  EXPECT_TRUE(again.read("empty")->empty());

  const auto root = again.list().value();
  ASSERT_EQ(root.size(), 3u);
  EXPECT_EQ(root[0].name, "certs");
  EXPECT_TRUE(root[0].is_folder);
  EXPECT_EQ(root[2].name, "main.py");
  EXPECT_EQ(root[2].size, 15u);
  EXPECT_EQ(to_text(root[2].modified), "2026-11-23 10:42:08");
}

TEST_F(DriveTest, KeepsLongAndForeignNames) {
  const std::string name = "The certificate of the camera on the third floor, 2026-11-23 (old one).der";
  ASSERT_TRUE(drive_.write(name, as_bytes("x")));
  ASSERT_TRUE(drive_.write("Schlüssel für Köln.der", as_bytes("y")));
  const auto root = drive_.list().value();
  ASSERT_EQ(root.size(), 2u);
  EXPECT_EQ(root[0].name, "Schlüssel für Köln.der");
  EXPECT_EQ(root[1].name, name);
  EXPECT_EQ(as_text(drive_.read("Schlüssel für Köln.der").value()), "y");
  EXPECT_EQ(
      as_text(
          drive_.read("THE certificate of the camera on the third floor, 2026-11-23 (old one).DER").value()),
      "x")
      << "FAT does not tell upper from lower case";
}

TEST_F(DriveTest, OverwritesRenamesAndRemoves) {
  ASSERT_TRUE(drive_.write("a", noise(5000)));
  ASSERT_TRUE(drive_.write("a", as_bytes("short")));
  EXPECT_EQ(as_text(drive_.read("a").value()), "short");
  ASSERT_TRUE(drive_.make_folder("old"));
  ASSERT_TRUE(drive_.rename("a", "old/b"));
  EXPECT_FALSE(drive_.read("a"));
  EXPECT_FALSE(drive_.remove("old")) << "it is not empty";
  ASSERT_TRUE(drive_.remove("old/b"));
  ASSERT_TRUE(drive_.remove("old"));
  const DriveSpace space = drive_.space().value();
  EXPECT_EQ(space.free, space.total);
}

TEST_F(DriveTest, MistakesAreNamed) {
  ASSERT_TRUE(drive_.write("file", as_bytes("x")));
  EXPECT_EQ(drive_.read("none.der").error().text, "none.der on the drive of openmv: there is no such file");
  EXPECT_EQ(drive_.list("none").error().text, "none on the drive of openmv: there is no such folder");
  EXPECT_EQ(drive_.write("file/x", as_bytes("x")).error().text,
            "file on the drive of openmv is a file, not a folder");
  EXPECT_EQ(drive_.make_folder("file").error().text, "file on the drive of openmv: it is there already");
  EXPECT_FALSE(drive_.write("what?.der", as_bytes("x")));
  EXPECT_FALSE(drive_.write("", as_bytes("x")));
  ASSERT_TRUE(drive_.make_folder("folder"));
  EXPECT_EQ(drive_.write("folder", as_bytes("x")).error().text,
            "folder on the drive of openmv is a folder, not a file");
  EXPECT_EQ(drive_.read("folder").error().text, "folder on the drive of openmv is a folder, not a file");
}

TEST_F(SmallDrive, FullLeavesTheOldFileIntact) {
  const std::uint64_t free = drive_.space()->free;
  const Bytes old_key = noise(700, 2);
  ASSERT_TRUE(drive_.write("rsa.der", old_key));                     // two sectors
  ASSERT_TRUE(drive_.write("filler", noise(free - 2 * 512 - 512)));  // one is left
  EXPECT_EQ(drive_.space()->free, 512u);

  auto written = drive_.write("rsa.der", noise(1834));
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().text, "the drive of openmv is full: rsa.der needs 1834 bytes, 1536 are free");
  EXPECT_EQ(drive_.read("rsa.der").value(), old_key);

  EXPECT_FALSE(drive_.write("new/x", as_bytes("x"))) << "the folder takes the last sector";
  EXPECT_EQ(drive_.list()->size(), 2u) << "and is not left behind";

  ASSERT_TRUE(drive_.write("rsa.der", noise(1536, 3))) << "the old content makes way for the new";
  EXPECT_EQ(drive_.read("rsa.der").value(), noise(1536, 3));
  EXPECT_EQ(drive_.space()->free, 0u);
}

TEST_F(SmallDrive, RunsOutOfSpaceInAFolderWithoutALoss) {
  // Long names enlarge the folder itself until nothing is left.
  std::size_t count = 0;
  while (drive_.write("folder/" + std::string(100, 'x') + std::to_string(count), as_bytes("x"))) ++count;
  EXPECT_GT(count, 50u);
  EXPECT_EQ(drive_.list("folder")->size(), count);
}

TEST_F(SmallDrive, DamageIsReportedAndNeverCrashes) {
  ASSERT_TRUE(drive_.write("certs/a.der", noise(3000)));
  const Bytes good = image_;
  Random random(7);
  for (int round = 0; round < 3000; ++round) {
    std::ranges::copy(good, image_.begin());
    for (int i = 0; i < 20; ++i) image_[random.next() % 8192] = static_cast<std::uint8_t>(random.next());
    if (auto read = drive_.read("certs/a.der"); read) {
      EXPECT_LE(read->size(), image_.size());
    }
    static_cast<void>(drive_.write("certs/b.der", noise(2000)));
    static_cast<void>(drive_.list("certs"));
  }
}

// Other programs read the same drive.
TEST_F(DriveTest, OtherToolsAcceptTheImage) {
  if (std::system("command -v fsck.fat mtype >/dev/null 2>&1") != 0)
    GTEST_SKIP() << "dosfstools, mtools are missing";
  // It has no label: cameras store one only in the root folder, and fsck.fat would add it to the boot sector.
  ASSERT_TRUE(drive_.format(""));
  ASSERT_TRUE(drive_.write("certs/A certificate with a long name.der", as_bytes("long")));
  ASSERT_TRUE(drive_.write("big", noise(100'000)));
  ASSERT_TRUE(drive_.write("gone", noise(3000)));
  ASSERT_TRUE(drive_.remove("gone"));

  const fs::path folder = fs::path(testing::TempDir()) / "tlscam_drive_test";
  fs::create_directories(folder);
  const std::string path = (folder / "drive.img").string();
  std::ofstream(path, std::ios::binary)
      .write(reinterpret_cast<const char*>(image_.data()), std::ssize(image_));
  EXPECT_EQ(std::system(("fsck.fat -n " + path + " >" + path + ".log 2>&1").c_str()), 0);
  const std::string type =
      "mtype -i " + path + " '::/certs/A certificate with a long name.der' >" + path + ".out";
  EXPECT_EQ(std::system(type.c_str()), 0);
  std::ifstream typed(path + ".out");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(typed), {}), "long");

  // The drive shows files that they write.
  EXPECT_EQ(std::system(("echo from outside | mcopy -i " + path + " - ::/outside.txt").c_str()), 0);
  std::ifstream changed(path, std::ios::binary);
  changed.read(reinterpret_cast<char*>(image_.data()), std::ssize(image_));
  EXPECT_EQ(as_text(drive_.read("outside.txt").value()), "from outside\n");
  fs::remove_all(folder);
}

}  // namespace
}  // namespace tlscam
