// A stranger's scene or lesson says what it wants of the computer before it is played.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

class Trust : public testing::Test {
 protected:
  Trust() {
    scene_.add_bare("openmv", "print('played')\n");
    scene_.json()["workstation"] = {{"commands", {"openssl version"}}};
    file_ = scene_.write();
  }

  // Plays the scene at a terminal where a person types.
  Outcome play_at_a_terminal(const std::string& typed) const {
    int terminal = -1;
    const pid_t process = ::forkpty(&terminal, nullptr, nullptr, nullptr);
    if (process == 0) {
      ::execl(TLSCAM_PROGRAM, "tlscam", "run", file_.c_str(), nullptr);
      ::_exit(126);
    }
    EXPECT_EQ(::write(terminal, typed.data(), typed.size()), static_cast<ssize_t>(typed.size()));
    Outcome outcome;
    char part[4096];
    for (ssize_t size = 0; (size = ::read(terminal, part, sizeof(part))) > 0;)
      outcome.out.append(part, static_cast<std::size_t>(size));
    int status = 0;
    ::waitpid(process, &status, 0);
    ::close(terminal);
    outcome.exit_code = WEXITSTATUS(status);
    return outcome;
  }

  CameraScene scene_;
  std::string file_;
};

TEST_F(Trust, IsNotTakenForGrantedWhereNobodyCanBeAsked) {
  const Outcome outcome = run_tlscam({"run", file_});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_EQ(outcome.out, "");
  EXPECT_EQ(outcome.error,
            "tlscam: " + file_ +
                " does not come with tlscam. It wants to\n"
                "  - run a command on the workstation:\n"
                "      openssl version\n"
                "tlscam: not played, because nobody can be asked here; see what it wants, and add "
                "--trust\n");
  EXPECT_EQ(run_tlscam({"shell", file_, "-c", "ls"}).error, outcome.error);
}

TEST_F(Trust, IsGivenByAnOption) {
  const Outcome outcome = run_tlscam({"run", "--trust", file_});
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.out, "openmv| played\n");
}

TEST_F(Trust, IsAskedForAtATerminal) {
  const Outcome yes = play_at_a_terminal("yes\n");
  EXPECT_EQ(yes.exit_code, 0);
  EXPECT_THAT(yes.out, HasSubstr("openssl version"));
  EXPECT_THAT(yes.out, HasSubstr("openmv| played"));
  const Outcome no = play_at_a_terminal("y\n");
  EXPECT_EQ(no.exit_code, 2);
  EXPECT_THAT(no.out, HasSubstr("tlscam: not played"));
  EXPECT_THAT(no.out, testing::Not(HasSubstr("openmv|")));
}

TEST_F(Trust, IsNotNeededByASceneThatWantsNothing) {
  scene_.json().erase("workstation");
  EXPECT_EQ(run_tlscam({"run", scene_.write()}).exit_code, 0);
}

TEST_F(Trust, IsNeededByLessonsFromElsewhere) {
  const std::string lessons = scene_.path("lessons");
  std::filesystem::copy(TLSCAM_SOURCE_DIR "/lessons", lessons, std::filesystem::copy_options::recursive);
  const Outcome outcome = run_tlscam({"lesson", "--lessons", lessons, "play", "10"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("meet-the-camera does not come with tlscam. It wants to"));
  EXPECT_EQ(run_tlscam({"lesson", "--lessons", lessons, "--trust", "play", "10"}).exit_code, 0);
}

}  // namespace
}  // namespace tlscam
