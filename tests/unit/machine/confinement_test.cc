// A camera's script makes native code of its own: Python's uctypes reads and writes any address.
#include <gmock/gmock.h>

#include <filesystem>

#include "sim/base/sanitized.h"
#include "tests/support/forged_function.h"
#include "tests/support/test_folder.h"
#include "tests/unit/machine/camera_fixture.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

class ConfinementTest : public CameraTest {
 protected:
  void SetUp() override {
    if (kSanitized)
      GTEST_SKIP() << "a camera with sanitizers is not confined: they need more of the computer";
    make();
  }
  void attack(const std::string& name, const std::string& argument) {
    (void)run(std::string(kForgedFunction) + "call(b'" + name + "', b'" + argument + "')\n");
  }
};

TEST_F(ConfinementTest, the_attack_calls_functions_of_the_c_library) {
  EXPECT_EQ(run(std::string(kForgedFunction) + "call(b'atoi', b'20')\nprint('alive')\n"), "alive\r\n");
}

TEST_F(ConfinementTest, a_script_cannot_start_a_program) {
  const TestFolder folder;
  const std::filesystem::path mark = folder.path() / "attacked";
  attack("system", "touch " + mark.string());
  EXPECT_EQ(camera_->state(), CameraState::crashed);
  EXPECT_THAT(camera_->death(), StartsWith("was stopped: it asked its computer for something"));
  EXPECT_FALSE(std::filesystem::exists(mark));

  camera_->power_off();
  ASSERT_TRUE(camera_->power_on());
  EXPECT_EQ(run("print('again')"), "again\r\n");
}

TEST_F(ConfinementTest, a_script_cannot_touch_files_or_processes) {
  const std::pair<const char*, const char*> attacks[] = {
      {"opendir", "to open a file of its computer"}, {"unlink", "its computer for something"},
      {"chdir", "its computer for something"},       {"fork", "to start a program"},
      {"pause", "its computer for something"},
  };
  for (const auto& [name, purpose] : attacks) {
    attack(name, "/tmp/tlscam-no-such-file");
    EXPECT_EQ(camera_->state(), CameraState::crashed) << name;
    EXPECT_THAT(camera_->death(), HasSubstr(purpose)) << name;
    make();
  }
}

TEST_F(ConfinementTest, a_crash_stays_a_crash) {
  attack("abort", "");
  EXPECT_THAT(camera_->death(), HasSubstr("Aborted"));
}

}  // namespace
}  // namespace tlscam
