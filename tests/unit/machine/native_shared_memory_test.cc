#include <gtest/gtest.h>

#include <filesystem>
#include <iterator>
#include <limits>

#include "sim/machine/shared_memory.h"

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

}  // namespace
}  // namespace tlscam
