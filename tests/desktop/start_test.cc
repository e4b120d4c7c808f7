// How the window starts, and what it says when it cannot.
#include <gtest/gtest.h>

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include "sim/base/file.h"
#include "sim/base/native_child_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

struct Ended {
  int code = -1;
  std::string said;
};

/// Starts the window's program with this environment alone, and waits for its end.
Ended start(const std::vector<std::string>& arguments, std::vector<std::string> environment) {
  TestFolder folder;
  const std::string log = (folder.path() / "said").string();
  const int output = open(log.c_str(), O_CREAT | O_WRONLY | O_CLOEXEC, 0600);
  ChildOptions options;
  options.program = TLSCAM_DESKTOP_PROGRAM;
  options.words = {"tlscam-desktop"};
  options.words.insert(options.words.end(), arguments.begin(), arguments.end());
  environment.push_back("PATH=/usr/bin:/bin");
  environment.push_back("XDG_CONFIG_HOME=" + folder.path().string());
  options.environment = std::move(environment);
  options.descriptors = {{output, STDOUT_FILENO}, {output, STDERR_FILENO}};
  options.limit = 60;
  auto process = ChildProcess::start(options);
  close(output);
  if (!process) return {-1, process.error().text};
  process->wait();
  const int status = process->status();
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, std::string(as_text(read_file(log).value()))};
}

TEST(DesktopStart, says_that_there_is_no_display) {
  const Ended ended = start({}, {});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.said.find("There is no display to open a window on"), std::string::npos) << ended.said;
}

TEST(DesktopStart, offers_software_where_there_is_no_opengl) {
  const Ended ended = start({}, {"SDL_VIDEODRIVER=dummy"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.said.find("--software"), std::string::npos) << ended.said;
}

TEST(DesktopStart, names_the_lessons_when_there_is_no_such) {
  const Ended ended = start({"99"}, {"SDL_VIDEODRIVER=offscreen", "LIBGL_ALWAYS_SOFTWARE=1"});
  EXPECT_EQ(ended.code, 1);
  EXPECT_NE(ended.said.find("there is no lesson 99; there are: meet-the-camera"), std::string::npos)
      << ended.said;
}

TEST(DesktopStart, says_what_is_wrong_with_a_link_or_scene) {
  TestFolder folder;
  const std::string scene = (folder.path() / "world.json").string();
  ASSERT_FALSE(write_file(scene, as_bytes(R"({"cameras": [{"name": "openmv"}],
                                              "workstation": {"commands": ["ls"]}})")));
  const std::vector<std::string> offscreen = {"SDL_VIDEODRIVER=offscreen", "LIBGL_ALWAYS_SOFTWARE=1"};
  for (const auto& [arguments, said] : std::vector<std::pair<std::vector<std::string>, std::string>>{
           {{"#share=2.9.abc"}, "This link is incomplete"},
           {{"https://a/?lesson=nothing"}, "There is no lesson \"nothing\""},
           {{"/nowhere/a.tlscam"}, "/nowhere/a.tlscam: No such file"},
           {{"--scene", "/nowhere/world.json"}, "/nowhere/world.json: No such file"},
           {{"--scene", scene}, "run a command on the workstation"},
           {{"--scene", scene, "--folder", folder.path().string()}, "comes without a folder"}}) {
    const Ended ended = start(arguments, offscreen);
    EXPECT_EQ(ended.code, 1) << arguments[0];
    EXPECT_NE(ended.said.find(said), std::string::npos) << ended.said;
  }
}

TEST(DesktopStart, refuses_options_that_make_no_sense) {
  for (const std::vector<std::string>& arguments :
       {std::vector<std::string>{"--scale", "9"}, {"--theme", "pink"}, {"--nonsense"}}) {
    const Ended ended = start(arguments, {});
    EXPECT_EQ(ended.code, 2) << arguments[0];
    EXPECT_NE(ended.said.find("--help"), std::string::npos) << ended.said;
  }
}

}  // namespace
}  // namespace tlscam
