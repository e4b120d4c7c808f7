#include "sim/base/file.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

namespace fs = std::filesystem;

class File : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  // Each test runs in its own process, and they run side by side.
  fs::path folder_ =
      fs::path(testing::TempDir()) /
      (std::string("tlscam_file_") + testing::UnitTest::GetInstance()->current_test_info()->name());
};

TEST_F(File, is_read_as_it_was_written) {
  Bytes bytes(100'000);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(i * 31);
  EXPECT_FALSE(write_file(folder_ / "noise", bytes));
  EXPECT_EQ(read_file(folder_ / "noise"), bytes);
}

TEST_F(File, is_replaced_or_appended_to) {
  const fs::path path = folder_ / "text";
  EXPECT_FALSE(write_file(path, as_bytes("a longer text")));
  EXPECT_FALSE(write_file(path, as_bytes("one ")));
  EXPECT_FALSE(write_file(path, as_bytes("two"), WriteMode::append));
  EXPECT_EQ(as_text(*read_file(path)), "one two");
  EXPECT_FALSE(write_file(path, {}));
  EXPECT_TRUE(read_file(path)->empty());
}

TEST_F(File, says_what_is_in_the_way) {
  EXPECT_EQ(read_file(folder_ / "nowhere").error(), std::errc::no_such_file_or_directory);
  EXPECT_EQ(read_file(folder_).error(), std::errc::is_a_directory);
  EXPECT_EQ(write_file(folder_ / "no" / "where", as_bytes("x")), std::errc::no_such_file_or_directory);
  EXPECT_EQ(write_file(folder_, as_bytes("x")), std::errc::is_a_directory);
}

TEST_F(File, is_read_up_to_a_limit_also_from_a_device_without_end) {
  EXPECT_FALSE(write_file(folder_ / "ten", Bytes(10)));
  EXPECT_TRUE(read_file(folder_ / "ten", 10));
  EXPECT_EQ(read_file(folder_ / "ten", 9).error(), std::errc::file_too_large);
  EXPECT_EQ(read_file("/dev/zero").error(), std::errc::file_too_large);
}

TEST_F(File, a_full_disk_is_said) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "there is no /dev/full";
  EXPECT_EQ(write_file("/dev/full", as_bytes("x")), std::errc::no_space_on_device);
  EXPECT_EQ(write_file("/dev/full", Bytes(100'000)), std::errc::no_space_on_device);
}

}  // namespace
}  // namespace tlscam
