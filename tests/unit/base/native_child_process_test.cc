#include "sim/base/native_child_process.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/base/native_descriptor.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

class ChildProcessTest : public testing::Test {
 protected:
  Descriptor make(const std::string& name) {
    return Descriptor(::open((folder_.path() / name).c_str(), O_CREAT | O_RDWR | O_CLOEXEC, 0600));
  }
  static ino_t file_of(int descriptor) {
    struct stat about {};
    return ::fstat(descriptor, &about) == 0 ? about.st_ino : 0;
  }
  static int exit_code(const ChildOptions& options) {
    auto child = ChildProcess::start(options);
    if (!child) return -1;
    child->wait();
    return WIFEXITED(child->status()) ? WEXITSTATUS(child->status()) : -1;
  }
  TestFolder folder_;
};

// In a program with threads any number can be free at the moment when a descriptor is made.
TEST_F(ChildProcessTest, what_confines_it_stays_what_it_is_whatever_its_number) {
  const Descriptor rules = make("rules");
  const Descriptor other = make("other");
  ASSERT_TRUE(rules.is_open() && other.is_open());
  ChildOptions options;
  options.program = "/bin/true";
  options.words = {"true"};
  options.descriptors = {{other.number(), rules.number()}};
  options.confined_by = rules.number();
  const ino_t wanted = file_of(rules.number());
  options.confine = [wanted](int rules_here) { return file_of(rules_here) == wanted; };
  EXPECT_EQ(exit_code(options), 0);
}

TEST_F(ChildProcessTest, what_cannot_be_confined_does_not_start) {
  ChildOptions options;
  options.program = "/bin/true";
  options.words = {"true"};
  options.confine = [](int) { return false; };
  EXPECT_EQ(exit_code(options), 127);
}

TEST_F(ChildProcessTest, numbers_may_be_exchanged) {
  const Descriptor first = make("first");
  const Descriptor second = make("second");
  ASSERT_EQ(::write(first.number(), "1", 1), 1);
  ASSERT_EQ(::write(second.number(), "22", 2), 2);
  ChildOptions options;
  options.program = "/bin/sh";
  options.words = {"sh", "-c",
                   "test $(wc -c < /proc/self/fd/" + std::to_string(first.number()) +
                       ") = 2 && test $(wc -c < /proc/self/fd/" + std::to_string(second.number()) + ") = 1"};
  options.environment = {"PATH=/usr/bin:/bin"};
  options.descriptors = {{first.number(), second.number()}, {second.number(), first.number()}};
  EXPECT_EQ(exit_code(options), 0);
}

}  // namespace
}  // namespace tlscam
