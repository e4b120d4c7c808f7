#include "sim/deploy/native_port_trouble.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/file.h>

#include <cerrno>
#include <filesystem>
#include <fstream>

#include "sim/deploy/native_pty_port.h"
#include "sim/deploy/native_terminal_device.h"
#include "tests/support/test_folder.h"
#include "tests/unit/deploy/repl_peer.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

TEST(PortTrouble, a_missing_port_asks_for_the_cable) {
  EXPECT_THAT(
      explain_port_error("/dev/ttyACM0", ENOENT),
      AllOf(HasSubstr("/dev/ttyACM0 is not there"), HasSubstr("carries data"), HasSubstr("tlscam devices")));
}

TEST(PortTrouble, a_forbidden_port_names_the_rule_that_allows_it) {
  // Group root is nobody's way in: only the rule is named.
  const std::string text = explain_port_error("/dev/null", EACCES);
  EXPECT_THAT(text, AllOf(HasSubstr("may not be used by you"), HasSubstr("60-tlscam.rules")));
  EXPECT_EQ(text.find("usermod"), std::string::npos);
  const std::size_t from = text.find("sudo cp ") + 8;
  EXPECT_TRUE(fs::exists(text.substr(from, text.find(' ', from) - from))) << text;
}

TEST(PortTrouble, a_forbidden_port_names_its_group) {
  TestFolder folder;
  const std::string path = (folder.path() / "port").string();
  std::ofstream(path) << "";
  if (::chown(path.c_str(), static_cast<uid_t>(-1), 20) != 0) GTEST_SKIP() << "only root gives files away";
  EXPECT_THAT(explain_port_error(path, EACCES), HasSubstr("sudo usermod -aG dialout $USER"));
}

TEST(PortTrouble, a_busy_port_names_who_has_it) {
  TestFolder folder;
  const fs::path proc = folder.path();
  for (const char* id : {"41", "42", "43"}) fs::create_directories(proc / id / "fd");
  fs::create_directories(proc / "self/fd");
  fs::create_symlink("/dev/ttyACM7", proc / "42/fd/5");
  fs::create_symlink("/dev/ttyACM70", proc / "43/fd/5");
  std::ofstream(proc / "42/comm") << "open\x1bmv-ide\n";
  EXPECT_THAT(programs_with_port("/dev/ttyACM7", proc), ElementsAre("openmv-ide (process 42)"));
  EXPECT_THAT(explain_port_error("/dev/ttyACM7", EBUSY, proc),
              HasSubstr("/dev/ttyACM7 is in use by openmv-ide (process 42): close it there"));
  EXPECT_THAT(explain_port_error("/dev/ttyACM8", EBUSY, proc), HasSubstr("in use by another program"));
}

/// Real ports: ptys.
class TakenPortTest : public testing::Test {
 protected:
  void SetUp() override {
    auto port = PtyPort::open(line_);
    ASSERT_TRUE(port) << port.error().text;
    port_ = std::move(*port);
  }

  EventQueue events_{Instant{}};
  ReplPeer peer_{events_};
  SerialSession line_{peer_.line};
  std::unique_ptr<PtyPort> port_;
};

TEST_F(TakenPortTest, is_refused_while_another_program_has_locked_it) {
  // The lock is what mpremote takes (pyserial's exclusive=True).
  const Descriptor other(::open(port_->path().c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC));
  ASSERT_EQ(::flock(other.number(), LOCK_EX | LOCK_NB), 0);
  const auto refused = TerminalDevice::open(port_->path(), Instant{});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text, HasSubstr("is in use by"));
}

TEST_F(TakenPortTest, locks_it_for_others_and_gives_it_back) {
  auto mine = TerminalDevice::open(port_->path(), Instant{});
  ASSERT_TRUE(mine) << mine.error().text;
  EXPECT_FALSE(TerminalDevice::open(port_->path(), Instant{}));
  mine->reset();
  EXPECT_TRUE(TerminalDevice::open(port_->path(), Instant{}));
}

}  // namespace
}  // namespace tlscam
