// A stranger's scene or lesson says what it wants of the computer before it is played.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pty.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

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

// As on a kernel before Linux 5.13: a filter of system calls answers in its place.
TEST_F(Trust, IsNotAskedForWhereCommandsCannotBeConfined) {
  const std::string out = scene_.path("out");
  const auto run_without_landlock = [&](const std::vector<const char*>& words) {
    const pid_t process = ::fork();
    if (process == 0) {
      ::close(STDOUT_FILENO);
      ::open(out.c_str(), O_CREAT | O_TRUNC | O_WRONLY, 0600);
      ::dup2(STDOUT_FILENO, STDERR_FILENO);
      sock_filter filter[] = {BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
                              BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_landlock_create_ruleset, 0, 1),
                              BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | ENOSYS),
                              BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)};
      const sock_fprog program = {std::size(filter), filter};
      ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
      ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program);
      ::execv(TLSCAM_PROGRAM, const_cast<char* const*>(words.data()));
      ::_exit(126);
    }
    int status = 0;
    ::waitpid(process, &status, 0);
    std::ostringstream printed;
    printed << std::ifstream(out).rdbuf();
    return std::pair(WEXITSTATUS(status), printed.str());
  };
  const auto [refused, why] = run_without_landlock({"tlscam", "run", file_.c_str(), nullptr});
  EXPECT_EQ(refused, 2);
  EXPECT_THAT(why,
              HasSubstr("warning: programs are not confined, because this kernel does not offer Landlock"));
  EXPECT_THAT(why, HasSubstr("cannot keep its commands inside of the workstation's folder"));
  const auto [trusted, said] = run_without_landlock({"tlscam", "run", "--trust", file_.c_str(), nullptr});
  EXPECT_EQ(trusted, 0);
  EXPECT_THAT(said, HasSubstr("openmv| played"));
  const auto [confined, because] =
      run_without_landlock({"tlscam", "run", "--trust", "--confined", file_.c_str(), nullptr});
  EXPECT_EQ(confined, 2);
  EXPECT_THAT(because, HasSubstr("refused: programs are not confined"));
}

TEST_F(Trust, IsNotNeededByASceneThatWantsNothing) {
  scene_.json().erase("workstation");
  EXPECT_EQ(run_tlscam({"run", scene_.write()}).exit_code, 0);
}

TEST_F(Trust, IsNeededByLessonsFromElsewhere) {
  const std::string lessons = scene_.path("lessons");
  std::filesystem::copy(TLSCAM_SOURCE_DIR "/lessons", lessons, std::filesystem::copy_options::recursive);
  const Outcome outcome = run_tlscam({"lesson", "--lessons", lessons, "play", "1"});
  EXPECT_EQ(outcome.exit_code, 2);
  EXPECT_THAT(outcome.error, HasSubstr("meet-the-camera does not come with tlscam. It wants to"));
  EXPECT_EQ(run_tlscam({"lesson", "--lessons", lessons, "--trust", "play", "1"}).exit_code, 0);
}

}  // namespace
}  // namespace tlscam
