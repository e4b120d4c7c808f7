// `tlscam shell` as a person uses it: on a terminal, here a pseudo terminal whose screen is watched.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <pty.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>
#include <utmp.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>

#include "tests/scenes/tlscam_process.h"
#include "tests/support/terminal_screen.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::EndsWith;
using testing::HasSubstr;

constexpr unsigned short kColumns = 40;

class ShellTerminalTest : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = testing::TempDir() + "shell_terminal_" + std::to_string(getpid());
    std::filesystem::create_directories(folder_);
    std::ofstream(folder_ + "/server.key") << "no line end";
    std::ofstream(folder_ + "/server.crt") << "certificate\n";
    winsize size{24, kColumns, 0, 0};
    ASSERT_EQ(openpty(&terminal_, &line_, nullptr, nullptr, &size), 0);
    tcgetattr(line_, &before_);
    pid_ = fork();
    ASSERT_GE(pid_, 0);
    if (pid_ == 0) {
      login_tty(line_);
      setenv("TERM", "xterm-256color", 1);
      close(terminal_);
      execl(TLSCAM_PROGRAM, "tlscam", "shell", "--folder", folder_.c_str(), "--camera", "openmv", nullptr);
      _exit(126);
    }
    // The camera greets once, whenever it is ready.
    const auto greeted = [&] { return screen_.text().find("help()") != std::string::npos; };
    ASSERT_TRUE(until([&] { return greeted() && shows("~ $"); })) << screen_.text();
  }

  void TearDown() override {
    if (pid_ > 0) {
      kill(pid_, SIGKILL);
      waitpid(pid_, nullptr, 0);
    }
    close(terminal_);
    close(line_);
    std::filesystem::remove_all(folder_);
  }

  // Reads what the program writes until something holds, for at most a minute.
  bool until(const std::function<bool()>& holds) {
    const auto end = std::chrono::steady_clock::now() + TlscamProcess::kPatience;
    while (!holds()) {
      if (std::chrono::steady_clock::now() > end) return false;
      pollfd output = {terminal_, POLLIN, 0};
      if (poll(&output, 1, 50) <= 0) continue;
      char part[4096];
      const ssize_t count = read(terminal_, part, sizeof(part));
      if (count > 0) screen_.write({part, static_cast<std::size_t>(count)});
    }
    return true;
  }

  bool shows(const std::string& end) { return screen_.text().ends_with(end); }

  void type(std::string_view keys) {
    ASSERT_EQ(write(terminal_, keys.data(), keys.size()), static_cast<ssize_t>(keys.size()));
  }

  // Whether the terminal's own line editing and echo are as they were before the program.
  bool is_as_before() {
    termios now{};
    tcgetattr(line_, &now);
    return now.c_lflag == before_.c_lflag && now.c_iflag == before_.c_iflag && now.c_oflag == before_.c_oflag;
  }

  // Waits for the end, and gives the exit code, or 128 and the signal's number.
  int end() {
    int status = 0;
    bool ended = false;
    EXPECT_TRUE(until([&] { return ended = ended || waitpid(pid_, &status, WNOHANG) == pid_; }));
    pid_ = -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  }

  std::string folder_;
  int terminal_ = -1, line_ = -1;
  termios before_{};
  pid_t pid_ = -1;
  TerminalScreen screen_{kColumns, true};
};

TEST_F(ShellTerminalTest, has_history_and_completion) {
  type("echo one\r");
  ASSERT_TRUE(until([&] { return shows("\none\n~ $"); })) << screen_.text();
  type(
      "\x1b[A\x7f\x7f\x7f"
      "two\r");
  ASSERT_TRUE(until([&] { return shows("\ntwo\n~ $"); })) << screen_.text();
  type("cat s\t\t");
  EXPECT_TRUE(until([&] { return shows("\nserver.crt  server.key\n~ $ cat server."); })) << screen_.text();
  type("c\t\r");
  EXPECT_TRUE(until([&] { return shows("\ncertificate\n~ $"); })) << screen_.text();
}

TEST_F(ShellTerminalTest, begins_the_prompt_in_a_row_of_its_own) {
  type("cat server.key\r");
  EXPECT_TRUE(until([&] { return shows("\nno line end\n~ $"); })) << screen_.text();
}

TEST_F(ShellTerminalTest, shows_escapes_of_a_file_in_place_of_obeying_them) {
  std::ofstream(folder_ + "/title") << "\x1b]0;pwned\a\x1b[5n\x1b[31mred\x1b[0m\n";
  type("cat title\r");
  EXPECT_TRUE(until([&] { return shows("\n\\x1b]0;pwned\\x1b[5nred\n~ $"); })) << screen_.text();
}

TEST_F(ShellTerminalTest, edits_emoji_and_lines_that_wrap) {
  type("echo 👩‍💻👍 and so many words that they wrap");
  type(
      "\x01\x1b[1;5C\x1b[C\x1b[C\x7f"
      "漢\r");
  EXPECT_TRUE(until([&] { return shows("\n漢👍 and so many words that they wrap\n~ $"); })) << screen_.text();
}

TEST_F(ShellTerminalTest, draws_the_line_for_another_width) {
  type("echo 0123456789012345678901234567890123456789");
  ASSERT_TRUE(until([&] { return shows("56789"); })) << screen_.text();
  const std::size_t first = screen_.row() - 1;
  const winsize size{24, 20, 0, 0};
  ioctl(terminal_, TIOCSWINSZ, &size);
  screen_.resize_reflowing(20, first);
  type("x");
  EXPECT_TRUE(until([&] { return shows("~ $ echo 01234567890\n12345678901234567890\n123456789x"); }))
      << screen_.text();
}

TEST_F(ShellTerminalTest, throws_a_line_away_and_ends_a_command_with_ctrl_c) {
  type("nonsense\x03");
  ASSERT_TRUE(until([&] { return shows("~ $ nonsense^C\n~ $"); })) << screen_.text();
  type("mpremote connect openmv sleep 1000\r");
  ASSERT_TRUE(until([&] { return is_as_before(); }));
  type("\x03");
  EXPECT_TRUE(until([&] { return shows("^C\n~ $"); })) << screen_.text();
}

TEST_F(ShellTerminalTest, leaves_the_terminal_as_it_was) {
  EXPECT_FALSE(is_as_before());
  type("exit\r");
  EXPECT_EQ(end(), 0);
  EXPECT_TRUE(is_as_before());
}

TEST_F(ShellTerminalTest, leaves_the_terminal_as_it_was_after_ctrl_d) {
  type("\x04");
  EXPECT_EQ(end(), 0);
  EXPECT_TRUE(is_as_before());
}

class ShellSignalTest : public ShellTerminalTest, public testing::WithParamInterface<int> {};

TEST_P(ShellSignalTest, leaves_the_terminal_as_it_was) {
  EXPECT_FALSE(is_as_before());
  kill(pid_, GetParam());
  end();
  EXPECT_TRUE(is_as_before());
}

TEST_F(ShellTerminalTest, ends_with_sigterm) {
  kill(pid_, SIGTERM);
  EXPECT_EQ(end(), 128 + SIGTERM);
}

TEST_F(ShellTerminalTest, ends_with_sigterm_while_a_command_runs) {
  type("mpremote connect openmv sleep 1000\r");
  ASSERT_TRUE(until([&] { return is_as_before(); }));
  kill(pid_, SIGTERM);
  EXPECT_EQ(end(), 128 + SIGTERM);
}

INSTANTIATE_TEST_SUITE_P(Signals, ShellSignalTest, testing::Values(SIGTERM, SIGINT, SIGQUIT, SIGHUP, SIGABRT),
                         [](const auto& signal) { return std::string(sigabbrev_np(signal.param)); });

}  // namespace
}  // namespace tlscam
