// A full disk takes the output of tlscam.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "tests/scenes/tlscam_process.h"

namespace tlscam {
namespace {

int run_into_full_disk(const std::string& words) {
  const std::string command = TLSCAM_PROGRAM " " + words + " > /dev/full 2> /dev/null";
  return WEXITSTATUS(std::system(command.c_str()));
}

TEST(Output, ThatCannotBeWrittenIsAnError) {
  EXPECT_EQ(run_into_full_disk("explain 'alert 48'"), 1);
  EXPECT_EQ(run_into_full_disk("lesson list"), 1);
  EXPECT_EQ(run_into_full_disk("cert no-such-file.pem"), 2) << "what was wrong before stays";
}

}  // namespace
}  // namespace tlscam
