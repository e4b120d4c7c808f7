#include "sim/machine/native_machine.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/time.h>

#include <atomic>
#include <csignal>
#include <filesystem>
#include <fstream>

#include "sim/machine/shared_memory.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

namespace fs = std::filesystem;
using namespace std::chrono_literals;

/// Programs that are no cameras, in place of one that misbehaves.
class NativeMachineTest : public testing::Test {
 protected:
  std::string program(const std::string& text) const {
    const fs::path path = folder_.path() / "camera";
    std::ofstream(path) << "#!/bin/sh\n" << text << "\n";
    fs::permissions(path, fs::perms::owner_all);
    return path.string();
  }

  MachineTurn first_turn(const std::string& path, std::chrono::milliseconds patience) {
    NativeMachineFactory factory(path, Patience(patience, &interrupted_));
    auto machine = factory.start({}, *drive_, *rom_);
    EXPECT_TRUE(machine);
    return (*machine)->run(Duration(0), 1s);
  }

  TestFolder folder_;
  std::atomic<bool> interrupted_ = false;
  std::unique_ptr<SharedMemory> drive_ = std::move(*SharedMemory::create(4096));
  std::unique_ptr<SharedMemory> rom_ = std::move(*SharedMemory::create(4096));
};

TEST_F(NativeMachineTest, AMissingProgramIsSaid) {
  NativeMachineFactory factory((folder_.path() / "missing").string());
  const auto machine = factory.start({}, *drive_, *rom_);
  ASSERT_FALSE(machine);
  EXPECT_EQ(machine.error().text,
            "the camera's program " + (folder_.path() / "missing").string() +
                " cannot be started: No such file or directory; build the target camera_native");
}

TEST_F(NativeMachineTest, OneThatEndsHasDied) {
  const MachineTurn turn = first_turn(program("exit 3"), 30s);
  EXPECT_EQ(turn.end, MachineTurn::End::died);
  EXPECT_EQ(turn.death, "ended by itself with status 3");
}

TEST_F(NativeMachineTest, OneThatDiesByASignalHasCrashed) {
  const MachineTurn turn = first_turn(program("kill -ABRT $$"), 30s);
  EXPECT_EQ(turn.end, MachineTurn::End::died);
  EXPECT_EQ(turn.death, "crashed: signal 6 (Aborted)");
}

/// Interrupts system calls all the time, by a handler without SA_RESTART.
class ManySignals {
 public:
  ManySignals() {
    struct sigaction action {};
    action.sa_handler = [](int) {};
    sigaction(SIGALRM, &action, &before_);
    set_period(1000);
  }
  ~ManySignals() {
    set_period(0);
    sigaction(SIGALRM, &before_, nullptr);
  }

 private:
  static void set_period(int microseconds) {
    const itimerval period{{0, microseconds}, {0, microseconds}};
    setitimer(ITIMER_REAL, &period, nullptr);
  }
  struct sigaction before_ {};
};

TEST_F(NativeMachineTest, ItsEndIsWaitedForThroughSignals) {
  const ManySignals signals;
  const MachineTurn turn = first_turn(program("exec 3>&-\nsleep 0.2\nexit 3"), 30s);
  EXPECT_EQ(turn.end, MachineTurn::End::died);
  EXPECT_EQ(turn.death, "ended by itself with status 3");
}

TEST_F(NativeMachineTest, OneThatNeverComesBackIsStopped) {
  const MachineTurn turn = first_turn(program("while :; do :; done"), 1s);
  EXPECT_EQ(turn.end, MachineTurn::End::died);
  EXPECT_EQ(turn.death, "computed for 1 s without coming back and was stopped");
}

TEST_F(NativeMachineTest, NobodyWaitsForOneAfterAnInterruption) {
  interrupted_ = true;
  const MachineTurn turn = first_turn(program("while :; do :; done"), std::chrono::hours(1));
  EXPECT_EQ(turn.end, MachineTurn::End::died);
  EXPECT_EQ(turn.death, "was stopped while it computed");
}

TEST_F(NativeMachineTest, ARealCameraBootsInItsFirstTurn) {
  NativeMachineFactory factory(TLSCAM_BINARY_DIR "/bin/tlscam-camera");
  MachineBoot boot;
  boot.model = "a model";
  boot.hostname = "openmv";
  boot.heap_blocks = {128 * 1024};
  auto machine = factory.start(boot, *drive_, *rom_);
  ASSERT_TRUE(machine) << machine.error().text;
  const MachineTurn turn = (*machine)->run(Duration(0), 1s);
  EXPECT_EQ(turn.end, MachineTurn::End::waits);
  EXPECT_EQ(turn.at, Duration(0));
  std::string written;
  for (const MachineAction& action : turn.actions) {
    if (const auto* uart = std::get_if<SentUart>(&action)) written += as_text(uart->bytes);
  }
  EXPECT_THAT(written, HasSubstr("MicroPython"));
}

}  // namespace
}  // namespace tlscam
