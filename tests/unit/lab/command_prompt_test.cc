#include "sim/lab/session/command_prompt.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <unistd.h>

#include <filesystem>

#include "sim/time/sleep.h"
#include "sim/workstation/folder.h"
#include "tests/support/terminal_screen.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;

/// Waits for a second and reads nothing.
class Sleeper : public Program {
 public:
  explicit Sleeper(EventQueue& events) : events_(events) {}
  Task<int> run(Invocation) override {
    co_await Sleep(events_, 1s);
    co_return 0;
  }
  std::string summary() const override { return "sleeps"; }

 private:
  EventQueue& events_;
};

/// Prints what is typed until a "q".
class Reader : public Program {
 public:
  Task<int> run(Invocation invocation) override {
    for (;;) {
      const Bytes typed = co_await invocation.output.input->read();
      const std::string text(as_text(typed));
      invocation.output.print("<" + text + ">");
      if (text.find('q') != std::string::npos) co_return 3;
    }
  }
  std::string summary() const override { return "reads"; }
};

class CommandPromptTest : public testing::Test {
 protected:
  CommandPromptTest() {
    shell_.add("sleeper", std::make_unique<Sleeper>(events_));
    shell_.add("reader", std::make_unique<Reader>());
  }
  ~CommandPromptTest() override { std::filesystem::remove_all(folder_.root()); }

  void type(std::string_view keys) { prompt_.type(as_bytes(keys)); }
  void wait(Duration time) {
    events_.run_until(events_.now() + time);
    prompt_.look();
  }

  Folder folder_ = *Folder::open(testing::TempDir() + "command_prompt_" + std::to_string(getpid()));
  EventQueue events_{Instant{}};
  Shell shell_{folder_, events_};
  TerminalScreen screen_{60, true};
  CommandPrompt::Print print_ = [this](ByteView bytes) {
    std::string text(as_text(bytes));
    for (std::size_t at = 0; (at = text.find('\n', at)) != std::string::npos; at += 2)
      text.replace(at, 1, "\r\n");
    screen_.write(text);
  };
  Terminal terminal_{shell_, true, [this](ByteView bytes, bool) { print_(bytes); }};
  CommandPrompt prompt_{terminal_, [](std::string_view, std::size_t) { return Candidates{}; },
                        [this](ByteView bytes) { screen_.write(as_text(bytes)); }};
};

TEST_F(CommandPromptTest, runs_what_is_entered_and_comes_back) {
  EXPECT_EQ(screen_.text(), "$");
  type("echo one\recho -n two\recho three\r");
  EXPECT_EQ(screen_.text(), "$ echo one\none\n$ echo -n two\ntwo\n$ echo three\nthree\n$");
  EXPECT_EQ(prompt_.commands_entered(), 3u);
  EXPECT_THAT(prompt_.history().lines(), ElementsAre("echo one", "echo -n two", "echo three"));
}

TEST_F(CommandPromptTest, gives_keys_to_the_command_that_runs) {
  type("reader\r");
  EXPECT_TRUE(terminal_.running());
  type("a");
  type("q");
  EXPECT_FALSE(terminal_.running());
  EXPECT_EQ(terminal_.exit_code(), 3);
  type("pwd");
  EXPECT_EQ(screen_.text(), "$ reader\n<a><q>\n$ pwd");
}

TEST_F(CommandPromptTest, keeps_what_a_command_has_not_read_for_the_next_prompt) {
  type("sleeper\recho pasted\r");
  type("echo typed\r");
  EXPECT_EQ(screen_.text(), "$ sleeper");
  wait(2s);
  EXPECT_EQ(screen_.text(), "$ sleeper\n$ echo pasted\npasted\n$ echo typed\ntyped\n$");
}

TEST_F(CommandPromptTest, ends_a_command_with_ctrl_c) {
  type("sleeper\r");
  type("x\x03");
  EXPECT_EQ(screen_.text(), "$ sleeper\n^C\n$");
  EXPECT_EQ(terminal_.exit_code(), 130);
}

TEST_F(CommandPromptTest, shows_a_command_that_somebody_else_enters) {
  type("half");
  ASSERT_TRUE(prompt_.run("echo 'a\nb'"));
  EXPECT_EQ(screen_.text(), "$ echo 'a\n> b'\na\nb\n$");
  type("sleeper\r");
  const auto refused = prompt_.run("pwd");
  ASSERT_FALSE(refused);
  EXPECT_EQ(refused.error().text, "'sleeper' is still running; Ctrl-C ends it");
}

TEST_F(CommandPromptTest, asks_for_the_rest_of_a_quote) {
  type("echo 'a\rb'\r");
  EXPECT_EQ(screen_.text(), "$ echo 'a\n> b'\na\nb\n$");
}

TEST_F(CommandPromptTest, knows_the_key_escape_after_a_while) {
  type("ab\x12\x1b");
  prompt_.look();
  prompt_.look();
  type("bc");
  EXPECT_EQ(screen_.text(), "$ abbc");
}

}  // namespace
}  // namespace tlscam
