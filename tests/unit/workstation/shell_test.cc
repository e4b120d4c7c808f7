#include "sim/workstation/shell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/time/sleep.h"
#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

class ShellTest : public testing::Test {
 protected:
  int run(std::string line, std::string_view input = "") {
    recorder_ = {};
    const Output output = recorder_.output();
    const ByteView bytes = as_bytes(input);
    return finish(events_, shell_.run(std::move(line), output, Bytes(bytes.begin(), bytes.end())));
  }
  std::string out(std::string line) {
    EXPECT_EQ(run(line), 0) << line << ": " << recorder_.error;
    return recorder_.out;
  }
  /// The message of a line that must fail with the code.
  std::string error(std::string line, int code = 1) {
    EXPECT_EQ(run(line), code) << line;
    return recorder_.error;
  }

  TestFolder home_;
  Folder folder_ = *Folder::open(home_.path());
  EventQueue events_{*parse_instant("2026-11-03 10:42:07")};
  Shell shell_{folder_, events_};
  Recorder recorder_;
};

TEST_F(ShellTest, FilesAreMadeShownCopiedMovedAndRemoved) {
  out("echo one > a");
  out("echo two >> a");
  EXPECT_EQ(out("cat a"), "one\ntwo\n");
  EXPECT_EQ(out("cat < a"), "one\ntwo\n");
  out("mkdir -p d/e");
  out("cp a d");
  out("cp -r d f");
  out("mv a d/e/b");
  EXPECT_EQ(out("ls"), "d\nf\n");
  EXPECT_EQ(out("ls d/e d"), "d/e:\nb\nd:\na\ne\n");
  EXPECT_EQ(out("ls -l d"), "-rw-r--r--         8 a\ndrwxr-xr-x         0 e\n");
  out("rm -r d f");
  EXPECT_EQ(out("ls"), "");
  EXPECT_EQ(out("echo gone > /dev/null"), "");
}

TEST_F(ShellTest, HiddenFilesAreShownWhenAskedFor) {
  out("echo x > .rnd");
  EXPECT_EQ(out("ls"), "");
  EXPECT_EQ(out("ls -a"), ".rnd\n");
}

TEST_F(ShellTest, HexdumpAndDate) {
  out("echo -n 0123456789abcdefg > a");
  EXPECT_EQ(out("hexdump -C a"),
            "00000000  30 31 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |0123456789abcdef|\n"
            "00000010  67                                                |g|\n"
            "00000011\n");
  EXPECT_EQ(out("date"), "Tue Nov  3 10:42:07 UTC 2026\n");
  EXPECT_EQ(out("date -u '+%Y-%m-%d'"), "2026-11-03\n");
  EXPECT_EQ(out("pwd"), "~\n");
}

TEST_F(ShellTest, MessagesAreThoseOfTheRealTools) {
  out("mkdir d");
  out("echo x > a");
  EXPECT_EQ(error("cat nofile"), "cat: nofile: No such file or directory\n");
  EXPECT_EQ(error("cat d"), "cat: d: Is a directory\n");
  EXPECT_EQ(error("ls nofile", 2), "ls: cannot access 'nofile': No such file or directory\n");
  EXPECT_EQ(error("cp a"), "cp: missing destination file operand after 'a'\n");
  EXPECT_EQ(error("cp nofile b"), "cp: cannot stat 'nofile': No such file or directory\n");
  EXPECT_EQ(error("cp d b"), "cp: -r not specified; omitting directory 'd'\n");
  EXPECT_EQ(error("cp -r d d/e"), "cp: cannot put the directory 'd' into itself, 'd/e'\n");
  EXPECT_EQ(error("mv a a"), "mv: 'a' and 'a' are the same file\n");
  EXPECT_EQ(error("rm d"), "rm: cannot remove 'd': Is a directory\n");
  EXPECT_EQ(error("rm -rf ."), "rm: cannot remove '.': refusing to remove your whole folder\n");
  EXPECT_EQ(error("mkdir d"), "mkdir: cannot create directory 'd': File exists\n");
  EXPECT_EQ(error("cat ../x"), "cat: ../x: is outside of your folder; use a path inside it\n");
  EXPECT_EQ(error("echo x > no/x"), "shell: no/x: No such file or directory\n");
  EXPECT_EQ(error("cat < no"), "shell: no: No such file or directory\n");
  EXPECT_EQ(error("frob", 127), "frob: command not found; 'help' lists the commands\n");
  EXPECT_TRUE(error("cd certs", 1).starts_with("cd: you are always in your folder"));
  EXPECT_EQ(error("ls | cat", 2).substr(0, 30), "shell: there are no pipes here");
}

/// Repeats its input after a while.
class Slow : public Program {
 public:
  explicit Slow(EventQueue& events) : events_(events) {}
  Task<int> run(Invocation invocation) override {
    co_await Sleep(events_, std::chrono::seconds(5));
    invocation.output.out(invocation.input);
    co_return 7;
  }
  std::string summary() const override { return "takes its time"; }

 private:
  EventQueue& events_;
};

TEST_F(ShellTest, ProgramsRunInVirtualTimeAndKeepTheirExitCode) {
  shell_.add("slow", std::make_unique<Slow>(events_));
  EXPECT_EQ(run("slow > a", "text"), 7);
  EXPECT_EQ(events_.now(), *parse_instant("2026-11-03 10:42:12"));
  EXPECT_EQ(out("cat a"), "text");
  EXPECT_THAT(out("help"), HasSubstr("slow ...                    takes its time"));
}

}  // namespace
}  // namespace tlscam
