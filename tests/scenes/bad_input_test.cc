// These tests check bad usage, bad input and violence: one clear message, the right exit code, and nothing
// left running.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <memory>
#include <thread>

#include "sim/base/sanitized.h"
#include "tests/scenes/camera_scene.h"
#include "tests/support/port_holder.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

using Words = std::vector<std::string>;

// `BadInput` is a folder with a script, a file that fits on no camera, and a scene.
class BadInput : public testing::Test {
 protected:
  BadInput() {
    write("hello.py", "print(\"hello\")\n");
    write("large", std::string(2'000'000, 'x'));
  }

  void write(const std::string& name, const std::string& text) const {
    std::ofstream(path(name), std::ios::binary) << text;
  }
  std::string path(const std::string& name) const { return scene_.path(name); }
  std::string camera(const std::string& name) const { return name + "=" + path("hello.py"); }

  // `expect_refused` checks that nothing has run: exit code 2, nothing on standard output, and only this
  // line.
  static void expect_refused(const Words& words, const std::string& message) {
    const Outcome outcome = run_tlscam(words);
    EXPECT_EQ(outcome.exit_code, 2);
    EXPECT_EQ(outcome.out, "");
    EXPECT_EQ(outcome.error, message + "\n");
  }
  void expect_scene_refused(const std::string& text, const std::string& message) const {
    write("world.json", text);
    expect_refused({"run", path("world.json")}, "tlscam: " + path("world.json") + message);
  }

  CameraScene scene_;
};

TEST_F(BadInput, usage) {
  const std::string see = "\nRun with --help for more information.";
  expect_refused({},
                 "tlscam: say what to do: run, shell, lesson, dissect, cert, explain, devices, console, "
                 "deploy, romfs or firmware (see tlscam --help)");
  expect_refused({"fly"}, "The following argument was not expected: fly" + see);
  expect_refused({"run", "--nonsense"}, "The following argument was not expected: --nonsense" + see);
  expect_refused(
      {"run"},
      "tlscam: there is no camera: name a scene file, or add --camera NAME=SCRIPT.py (see tlscam run "
      "--help)");
  expect_refused(
      {"run", "--camera", camera("a"), "--for", "never"},
      "tlscam: --for never: \"never\" is not a length of time; write it as 250us, 1500ms, 2s, 10m, "
      "3h or 200d");
  expect_refused({"run", "--camera", camera("a"), "--loss", "200"},
                 "tlscam: --loss 200: a percentage from 0 to 100");
}

TEST_F(BadInput, numbers_and_clocks_out_of_range) {
  const std::string see = "\nRun with --help for more information.";
  for (const std::string seed : {"99999999999999999999", "18446744073709551616", "-1", "1.5", "x"})
    expect_refused({"run", "--camera", camera("a"), "--seed", seed},
                   "--seed: " + seed + " is not a number from 0 to 18446744073709551615" + see);
  for (const std::string clock : {"0001-01-01", "2012-12-31", "2038-01-20", "9999-12-31"})
    expect_refused(
        {"run", "--camera", camera("a"), "--clock", clock},
        "tlscam: clock: the world's clock goes from 2013-01-01 to 2038-01-19, where 32-bit clocks end");
  for (const std::string clock : {"1969-12-31", "2106-01-01"})
    expect_refused({"run", "--camera", camera("a"), "--camera-clock", "a=" + clock},
                   "tlscam: cameras[0].clock: a camera's clock goes from 1970 to 2105");
}

TEST_F(BadInput, missing_files) {
  const std::string none = path("none");
  expect_refused({"run", none}, "tlscam: there is no file " + none);
  expect_refused({"run", "--camera", "a=" + none},
                 "tlscam: --camera a=" + none + ": there is no file " + none);
  expect_refused({"run", "--camera", camera("a"), "--put", "a:x=" + none},
                 "tlscam: --put a:x=" + none + ": there is no file " + none);
  expect_scene_refused(R"({"cameras": [{"name": "a", "script": "none"}]})",
                       ": cameras[0].script: there is no file " + none);
}

TEST_F(BadInput, scenes) {
  expect_scene_refused(R"({"cameras": [{"name": "a", "scirpt": "hello.py"}]})",
                       ": cameras[0].scirpt: no such key; did you mean \"script\"?");
  expect_scene_refused(R"({"cameras": [{"name": "a"}, {"name": "A"}]})",
                       ": cameras[1].name: two cameras are named \"A\"; give each its own name");
  expect_scene_refused(R"({"cameras": [{"name": "a", "script": "../hello.py"}]})",
                       ": cameras[0].script: \"../hello.py\": the path leaves its folder (\"..\")");
}

TEST_F(BadInput, same_name_twice) {
  expect_refused(
      {"run", "--camera", camera("a"), "--camera", camera("a")},
      "tlscam: --camera " + camera("a") + ": the name a is there twice; give each camera a name of its own");
}

TEST_F(BadInput, what_does_not_fit) {
  expect_refused({"run", "--camera", camera("a"), "--put", "a:large=" + path("large")},
                 "tlscam: the drive of a is full: large needs 2000000 bytes, 1028096 are free");
  expect_refused({"run", "--camera", camera("a"), "--rom", "a:large=" + path("large")},
                 "tlscam: the ROMFS image for a has 2000020 bytes, and its partition holds 262144");
  expect_refused({"run", "--camera", camera("a"), "--heap", "a=1000"},
                 "tlscam: cameras[0].heap: 1000 bytes; a camera's heap is 16384 to 268435456 bytes");
}

TEST_F(BadInput, bridges) {
  const PortHolder holder;
  const std::string taken = "127.0.0.1:" + std::to_string(holder.port());
  expect_refused({"run", "--camera", camera("a"), "--bridge", taken + "=a:8443"},
                 "tlscam: port " + taken + " is in use by another program; choose another or end that one");
  expect_refused({"run", "--camera", camera("a"), "--bridge", "0.0.0.0:1443=a:8443"},
                 "tlscam: --bridge 0.0.0.0:1443=a:8443: \"0.0.0.0\" is not this computer's loopback; the "
                 "simulation only talks to 127.0.0.1 (write 127.0.0.1:1443)");
}

TEST_F(BadInput, a_drive_that_is_kept_outside_of_the_scenes_folder) {
  const TestFolder outside;
  std::filesystem::create_directory_symlink(outside.path(), path("out"));
  write("world.json", R"({"cameras": [{"name": "a", "flash_file": "out/a.flash"}]})");
  expect_refused({"run", "--trust", path("world.json")},
                 "tlscam: " + path("world.json") + ": camera a: flash_file: " + path("out/a.flash") +
                     " leads out of the scene's folder");
  EXPECT_TRUE(std::filesystem::is_empty(outside.path()));
}

TEST_F(BadInput, a_failing_command_of_the_workstation) {
  write("world.json",
        R"({"workstation": {"commands": ["openssl x509 -in none.pem"]}, "cameras": [{"name": "a"}]})");
  const Outcome outcome = run_tlscam({"run", "--trust", path("world.json")});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_TRUE(outcome.error.starts_with(
      "tlscam: the workstation's command \"openssl x509 -in none.pem\" failed with exit code 1:"))
      << outcome.error;
}

// --- while it runs

class Violence : public BadInput {
 protected:
  // `start_running` starts two cameras that do nothing for a while, in real time; they are running when this
  // returns.
  std::unique_ptr<TlscamProcess> start_running() const {
    write("wait.py", "import time\nprint(\"up\")\ntime.sleep(4)\n");
    auto process = std::make_unique<TlscamProcess>(
        Words{"run", "--real-time", "--camera", "a=" + path("wait.py"), "--camera", "b=" + path("wait.py")});
    EXPECT_TRUE(process->wait_for("a| up\n") && process->wait_for("b| up\n"));
    return process;
  }
};

TEST_F(Violence, a_killed_camera_is_reported) {
  const auto process = start_running();
  const auto cameras = process->cameras();
  ASSERT_EQ(cameras.size(), 2u);
  ASSERT_GT(cameras[0], 0);
  ::kill(cameras[0], SIGKILL);
  const Outcome outcome = process->wait();
  EXPECT_EQ(outcome.exit_code, 1);
  // The test cannot know which of the two it was.
  EXPECT_EQ(outcome.error.substr(0, 8) + outcome.error.substr(9), "tlscam:  crashed: signal 9 (Killed)\n");
  EXPECT_TRUE(nothing_left_running());
}

TEST_F(Violence, ctrl_c_ends_all) {
  const auto process = start_running();
  process->signal(SIGINT);
  const Outcome outcome = process->wait();
  EXPECT_EQ(outcome.exit_code, 130);
  EXPECT_EQ(outcome.error, "");
  EXPECT_TRUE(nothing_left_running());
}

TEST_F(Violence, the_cameras_do_not_outlive_tlscam) {
  const auto process = start_running();
  process->signal(SIGKILL);
  EXPECT_EQ(process->wait().exit_code, 128 + SIGKILL);
  EXPECT_TRUE(nothing_left_running());
}

TEST_F(Violence, a_camera_that_computes_for_ever_does_not_outlive_tlscam) {
  write("forever.py", "print('up')\nlist(sorted(range(1000000000)))\n");
  TlscamProcess process({"run", "--camera", "a=" + path("forever.py"), "--heap", "a=200000000"});
  ASSERT_TRUE(process.wait_for("a| up\n"));
  process.signal(SIGKILL);
  EXPECT_EQ(process.wait().exit_code, 128 + SIGKILL);
  EXPECT_TRUE(nothing_left_running());
}

TEST_F(Violence, a_script_that_prints_without_end_costs_little_and_leaves_time_to_the_world) {
  for (const char* bomb : {"l = ('\\n',) * 1000\nm = (l,) * 1000\nprint((m,) * 1000)\n",
                           "import sys\nx = 'x' * 100000\nwhile True:\n    sys.stdout.write(x)\n",
                           "while True:\n    print()\n"}) {
    write("bomb.py", bomb);
    write("other.py", "import time\ntime.sleep(2)\nprint('goes on')\n");
    const Outcome outcome = run_tlscam(
        {"run", "--camera", "a=" + path("bomb.py"), "--camera", "b=" + path("other.py"), "--for", "5s"});
    EXPECT_EQ(outcome.exit_code, 3) << outcome.error;
    EXPECT_GT(outcome.out.size(), 1'000'000u);
    EXPECT_NE(outcome.out.find("b| goes on"), std::string::npos);
    if (!kSanitized) EXPECT_LT(outcome.memory, 50'000) << "kB";
  }
}

// A scene whose workstation computes for a minute before there is a world.
class Ends : public BadInput, public testing::WithParamInterface<int> {};

TEST_P(Ends, at_once_and_leaves_no_process_and_no_key_behind) {
  const TestFolder folder;
  setenv("TMPDIR", folder.path().c_str(), 1);
  write("world.json",
        R"({"workstation": {"files": {"a.key": {"text": "secret"}},
            "commands": ["openssl genrsa -out b.key 15000"]}, "cameras": [{"name": "a"}]})");
  TlscamProcess process({"run", "--trust", path("world.json")});
  unsetenv("TMPDIR");
  const auto end = std::chrono::steady_clock::now() + TlscamProcess::kPatience;
  while (process.children("openssl").empty() && std::chrono::steady_clock::now() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  process.signal(GetParam());
  EXPECT_EQ(process.wait().exit_code, 128 + GetParam());
  EXPECT_TRUE(nothing_left_running());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

INSTANTIATE_TEST_SUITE_P(Signals, Ends, testing::Values(SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGKILL),
                         [](const auto& signal) { return std::string(sigabbrev_np(signal.param)); });

TEST_F(Violence, nobody_reads_the_output_any_more) {
  const TestFolder folder;
  setenv("TMPDIR", folder.path().c_str(), 1);
  write("chatter.py", "for i in range(100000):\n    print(i)\n");
  TlscamProcess process({"run", "--camera", "a=" + path("chatter.py")});
  unsetenv("TMPDIR");
  ASSERT_TRUE(process.wait_for("a| 1\n"));
  process.close_output();
  EXPECT_EQ(process.wait().exit_code, 128 + SIGPIPE);
  EXPECT_TRUE(nothing_left_running());
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

}  // namespace
}  // namespace tlscam
