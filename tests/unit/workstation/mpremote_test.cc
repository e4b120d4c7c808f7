#include "sim/workstation/mpremote.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/workstation/mpremote_arguments.h"
#include "sim/workstation/shell.h"
#include "tests/unit/deploy/repl_peer.h"
#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using namespace std::chrono_literals;
using mpremote::Words;

/// The command line against a peer that speaks the REPL's protocol. Files of a camera are tested with the
/// real firmware in tests/unit/world/mpremote_on_camera_test.cc.
class MpremoteTest : public testing::Test {
 protected:
  MpremoteTest() {
    peer_.run = [this](std::string code) {
      ran_.push_back(std::move(code));
      const ByteView output = as_bytes(output_);
      const ByteView error = as_bytes(error_);
      return ExecResult{{output.begin(), output.end()}, {error.begin(), error.end()}};
    };
    devices_ = {{"openmv", "one OpenMV Cam", &line_, true}, {"cam2", "two OpenMV Cam", &second_line_, false}};
    shell_.add("mpremote", std::make_unique<Mpremote>([this] { return devices_; }, folder_, events_));
  }

  int run(std::string line) {
    recorder_ = {};
    ran_.clear();
    const Output output = recorder_.output();
    return finish(events_, shell_.run(std::move(line), output));
  }
  std::string error(std::string line, int code = 1) {
    EXPECT_EQ(run(line), code) << line << recorder_.out;
    return recorder_.error;
  }

  TestFolder home_;
  Folder folder_ = *Folder::open(home_.path());
  EventQueue events_{*parse_instant("2026-11-23 10:42:07.250")};
  ReplPeer peer_{events_};
  ReplPeer second_{events_};
  SerialSession line_{peer_.line};
  SerialSession second_line_{second_.line};
  std::vector<Device> devices_;
  Shell shell_{folder_, events_};
  Recorder recorder_;
  std::string output_;
  std::string error_;
  std::vector<std::string> ran_;
};

TEST_F(MpremoteTest, RunsCodeAndShowsWhatItPrints) {
  output_ = "3\r\n";
  EXPECT_EQ(run("mpremote exec 'x = 1 + 2' eval x"), 0);
  EXPECT_EQ(ran_, (Words{"x = 1 + 2", "print(x)"}));
  EXPECT_EQ(recorder_.out, "3\r\n3\r\n");
  EXPECT_EQ(peer_.soft_resets, 1) << "only the first command gets a fresh interpreter";
  EXPECT_FALSE(peer_.raw) << "the camera is left in its friendly REPL";
}

TEST_F(MpremoteTest, ATracebackIsShownAndEndsTheChain) {
  output_ = "before\r\n";
  error_ = "Traceback (most recent call last):\r\nValueError: x\r\n";
  ASSERT_TRUE(folder_.write("s.py", as_bytes("fail()")));
  EXPECT_EQ(run("mpremote run s.py + exec 'print(2)'"), 1);
  EXPECT_EQ(ran_, Words{"fail()"});
  EXPECT_EQ(recorder_.out, output_ + error_);
  EXPECT_EQ(recorder_.error, "");
}

TEST_F(MpremoteTest, ResumeKeepsTheInterpreter) {
  EXPECT_EQ(run("mpremote resume exec pass"), 0);
  EXPECT_EQ(peer_.soft_resets, 0);
  EXPECT_EQ(run("mpremote soft-reset"), 0);
  EXPECT_EQ(peer_.soft_resets, 1);
}

TEST_F(MpremoteTest, TheClockIsSetToTrueTime) {
  EXPECT_EQ(run("mpremote rtc --set"), 0);
  EXPECT_EQ(ran_, Words{"import machine\nmachine.RTC().datetime((2026, 11, 23, 0, 10, 42, 7, 250000))"});
}

TEST_F(MpremoteTest, DevicesAreListedAndChosen) {
  EXPECT_EQ(run("mpremote connect list"), 0);
  EXPECT_EQ(recorder_.out, "openmv one OpenMV Cam\ncam2 two OpenMV Cam\n");
  devices_[1].ready = true;
  second_.run = [](std::string) { return ExecResult{{'2'}, {}}; };
  EXPECT_EQ(run("mpremote connect cam2 exec pass disconnect connect port:openmv exec pass"), 0);
  EXPECT_EQ(recorder_.out, "2");
  EXPECT_EQ(ran_, Words{"pass"});
}

TEST_F(MpremoteTest, ACameraThatCannotBeReachedIsSaidClearly) {
  EXPECT_EQ(
      error("mpremote connect cam9 ls"),
      "mpremote: failed to access cam9 (there is no such device; 'mpremote connect list' shows them)\n");
  EXPECT_EQ(
      error("mpremote connect cam2 ls"),
      "mpremote: failed to access cam2 (it is switched off or has crashed; switch it on and try again)\n");
  peer_.line.close("openmv crashed: signal 11");
  EXPECT_EQ(error("mpremote ls"), "mpremote: failed to access openmv (openmv crashed: signal 11)\n");
  peer_.line.open();
  const auto other = line_.use();
  EXPECT_EQ(error("mpremote ls"),
            "mpremote: failed to access openmv (it may be in use by another program)\n");
  devices_.clear();
  EXPECT_EQ(error("mpremote ls"), "mpremote: no device found\n");
}

/// A real camera's answers come in real time, and its clock is set to the real date.
TEST_F(MpremoteTest, ARealCameraIsNotWaitedForInTheTimeOfTheWorld) {
  EventQueue real{*parse_instant("2030-01-02 03:04:05.500")};
  ReplPeer camera{real};
  SerialSession port{camera.line};
  std::vector<std::string> ran;
  camera.run = [&](std::string code) {
    ran.push_back(std::move(code));
    return ExecResult{};
  };
  devices_ = {{"ttyACM0", "a real OpenMV Cam", &port, true}};
  const Instant world = events_.now();
  recorder_ = {};
  const Output output = recorder_.output();
  Task<int> task = shell_.run("mpremote exec pass sleep 3 rtc --set", output);
  task.start();
  while (!task.done() && real.step(kNever - Duration(1))) {
  }
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 0) << recorder_.error;
  EXPECT_EQ(events_.now(), world);
  EXPECT_EQ(real.now(), *parse_instant("2030-01-02 03:04:08.500"));
  EXPECT_EQ(ran, (Words{"pass", "import machine\nmachine.RTC().datetime((2030, 1, 2, 2, 3, 4, 8, 500000))"}));
}

TEST_F(MpremoteTest, ASilentCameraIsGivenUpInItsOwnTime) {
  EventQueue real{*parse_instant("2030-01-02 03:04:05")};
  SimulatedUart silent{real, [](ByteView) {}};
  SerialSession port{silent};
  devices_ = {{"ttyACM0", "a real OpenMV Cam", &port, true}};
  const Instant world = events_.now();
  recorder_ = {};
  const Output output = recorder_.output();
  Task<int> task = shell_.run("mpremote ls", output);
  task.start();
  real.run_until(real.now() + std::chrono::minutes(1));
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 1);
  EXPECT_NE(recorder_.error.find("could not enter raw repl"), std::string::npos) << recorder_.error;
  EXPECT_EQ(events_.now(), world);
}

TEST_F(MpremoteTest, WrongUsageIsSaidClearly) {
  EXPECT_EQ(error("mpremote frob"), "mpremote: 'frob' is not a command\n");
  EXPECT_EQ(error("mpremote mip install x"), "mpremote: 'mip' is not available on this workstation\n");
  EXPECT_EQ(error("mpremote cp a"), "mpremote: cp: missing destination path\n");
  EXPECT_EQ(error("mpremote rm", 2), "mpremote: rm: error: a path is missing\n");
  EXPECT_EQ(error("mpremote exec", 2),
            "mpremote: exec: error: an argument is missing (execute the string)\n");
  EXPECT_EQ(error("mpremote rtc --sat", 2),
            "mpremote: rtc: error: unrecognized arguments: --sat (get (default) or set the device RTC)\n");
  EXPECT_EQ(error("mpremote run no.py"),
            "mpremote: could not read file 'no.py': No such file or directory\n");
  EXPECT_EQ(error("mpremote repl"),
            "mpremote: repl needs an interactive terminal; use exec, eval or run here\n");
  EXPECT_EQ(error("mpremote"), "mpremote: repl needs an interactive terminal; use exec, eval or run here\n");
  EXPECT_TRUE(ran_.empty());
}

TEST_F(MpremoteTest, HelpVersionAndSleep) {
  EXPECT_EQ(run("mpremote --version"), 0);
  EXPECT_EQ(recorder_.out, "mpremote 1.26.1\n");
  EXPECT_EQ(run("mpremote help"), 0);
  EXPECT_THAT(recorder_.out, HasSubstr("sha256sum   fs sha256sum"));
  const Instant before = events_.now();
  EXPECT_EQ(run("mpremote sleep 2 exec pass"), 0);
  EXPECT_EQ(events_.now() - before, 2s);
}

TEST_F(MpremoteTest, RomfsImagesAreBuiltWithoutACamera) {
  devices_.clear();
  ASSERT_TRUE(folder_.make_folder("rom"));
  ASSERT_TRUE(folder_.write("rom/cert.der", as_bytes("hello")));
  EXPECT_EQ(run("mpremote romfs build rom/"), 0) << recorder_.error;
  EXPECT_EQ(recorder_.out,
            "Building romfs filesystem, source directory: rom/\n/\n\\-- cert.der\n"
            "Writing 22 bytes to output file rom.romfs\n");
  EXPECT_EQ(error("mpremote romfs build nowhere"), "mpremote: romfs: nowhere: No such file or directory.\n");
}

TEST(MpremoteArguments, TheNextCommandBeginsWhereOneIsFull) {
  Words words{"exec", "--no-follow", "a", "run", "b", "+", "cp", "-rf", "x", ":y", "+", "ls"};
  auto command = mpremote::take_command(words);
  ASSERT_TRUE(command);
  EXPECT_EQ(command->option("follow", "yes"), "no");
  command = mpremote::take_command(words);
  EXPECT_EQ(command->positionals, Words{"b"});
  words.erase(words.begin());
  command = mpremote::take_command(words);
  EXPECT_TRUE(command->has("recursive") && command->has("force"));
  EXPECT_EQ(command->positionals, (Words{"cp", "x", ":y"}));
  EXPECT_EQ(words, (Words{"+", "ls"}));
}

TEST(MpremoteArguments, OptionsHaveValues) {
  for (Words words : {Words{"romfs", "-p1", "build", "d", "-o", "f"},
                      Words{"romfs", "--partition=1", "--output", "f", "build", "d"}}) {
    const auto command = mpremote::take_command(words);
    ASSERT_TRUE(command);
    EXPECT_EQ(command->option("partition", "0"), "1");
    EXPECT_EQ(command->option("output", ""), "f");
    EXPECT_EQ(command->positionals, (Words{"build", "d"}));
  }
}

}  // namespace
}  // namespace tlscam
