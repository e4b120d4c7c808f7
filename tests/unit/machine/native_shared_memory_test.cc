#include <gtest/gtest.h>
#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <iterator>
#include <limits>

#include "sim/machine/shared_memory.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

std::ptrdiff_t open_descriptors() {
  return std::distance(fs::directory_iterator("/proc/self/fd"), fs::directory_iterator());
}

TEST(SharedMemory, that_cannot_be_made_leaves_no_descriptor_open) {
  const auto before = open_descriptors();
  EXPECT_FALSE(SharedMemory::create(std::numeric_limits<std::size_t>::max()));
  EXPECT_FALSE(SharedMemory::create(std::size_t{1} << 62));
  EXPECT_EQ(open_descriptors(), before);
}

TEST(SharedMemoryFile, is_its_owners_alone_and_has_its_size_its_owners_alone) {
  const TestFolder folder;
  const std::string path = folder.path() / "openmv.flash";
  ASSERT_TRUE(SharedMemory::open(path, 4096));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(fs::file_size(path), 4096u);
}

// Otherwise the first write to it would end the whole program, by SIGBUS.
TEST(SharedMemoryFile, is_not_mapped_when_the_disk_has_no_room_for_it) {
  const TestFolder folder;
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{4096, before.rlim_max};
  setrlimit(RLIMIT_FSIZE, &small);
  const auto memory = SharedMemory::open(folder.path() / "openmv.flash", 1u << 20);
  setrlimit(RLIMIT_FSIZE, &before);
  std::signal(SIGXFSZ, SIG_DFL);
  ASSERT_FALSE(memory);
  EXPECT_NE(memory.error().text.find("File too large"), std::string::npos) << memory.error().text;
}

TEST(SharedMemoryFile, is_no_link_and_no_device) {
  const TestFolder folder;
  const std::string link = folder.path() / "x.flash";
  const fs::path target = folder.path() / "not-yet-there";
  fs::create_symlink(target, link);
  const auto linked = SharedMemory::open(link, 4096);
  ASSERT_FALSE(linked);
  EXPECT_EQ(linked.error().text, link + " is a link; a camera's flash has to be a file");
  EXPECT_FALSE(fs::exists(target));
  const auto device = SharedMemory::open("/dev/null", 4096);
  ASSERT_FALSE(device);
  EXPECT_EQ(device.error().text, "/dev/null is not a file; a camera's flash has to be one");
}

}  // namespace
}  // namespace tlscam
