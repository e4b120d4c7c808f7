#include "sim/workstation/command_line.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

using Words = std::vector<std::string>;

Words words(std::string_view line) {
  const auto parsed = parse_command_line(line);
  EXPECT_TRUE(parsed) << line << ": " << parsed.error().text;
  return parsed ? parsed->words : Words{};
}

std::string error(std::string_view line) {
  const auto parsed = parse_command_line(line);
  return parsed ? "" : parsed.error().text;
}

TEST(CommandLine, words_and_quotes) {
  EXPECT_EQ(words("  ls  -l\tkeys "), (Words{"ls", "-l", "keys"}));
  EXPECT_EQ(words("echo 'a  b' \"c 'd'\" e\\ f \"\" g''h"),
            (Words{"echo", "a  b", "c 'd'", "e f", "", "gh"}));
  EXPECT_EQ(words("echo \"a\\\"b\\\\c\\d\" 'x\\'"), (Words{"echo", "a\"b\\c\\d", "x\\"}));
  EXPECT_EQ(words("echo '$HOME|*' \"*\" a=1 100$"), (Words{"echo", "$HOME|*", "*", "a=1", "100$"}));
  EXPECT_EQ(words("echo a \\\n  b\\\nc"), (Words{"echo", "a", "bc"}));
  EXPECT_EQ(words("ls # all | of && it"), (Words{"ls"}));
  EXPECT_EQ(words("echo a#b"), (Words{"echo", "a#b"}));
  EXPECT_EQ(words("ls ~ ~/keys a~ '~/x'"), (Words{"ls", ".", "keys", "a~", "~/x"}));
  EXPECT_EQ(words("ls\n"), (Words{"ls"}));
  EXPECT_TRUE(words(" \n").empty());
}

TEST(CommandLine, redirections) {
  const auto parsed = parse_command_line("openssl x509 <in.der >> 'o u t'");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->words, (Words{"openssl", "x509"}));
  EXPECT_EQ(parsed->input, "in.der");
  EXPECT_EQ(parsed->output, "o u t");
  EXPECT_TRUE(parsed->append);
  EXPECT_FALSE(parse_command_line("a>b")->append);
}

TEST(CommandLine, what_is_not_supported_is_said_clearly) {
  EXPECT_EQ(error("a | b"), "there are no pipes here: write to a file with > and go on from that file");
  EXPECT_EQ(error("a && b"), "one command at a time: && is not supported, enter the commands one by one");
  EXPECT_EQ(error("a\nb"), "one command at a time: end a line with \\ to continue it on the next");
  EXPECT_EQ(error("echo $(date)"),
            "command substitution ($(...)) is not supported: run the inner command first");
  EXPECT_EQ(error("echo \"`date`\""),
            "command substitution (`...`) is not supported: run the inner command first");
  EXPECT_EQ(error("echo $HOME"),
            "variables are not supported: write the value itself, or put '$' in single quotes");
  EXPECT_EQ(error("a 2> b"), "only < > and >> are supported: 2> is not");
  EXPECT_EQ(error("a >"), "a file name is missing after >");
  EXPECT_EQ(error("a > b > c"), "> is there twice");
  EXPECT_EQ(error("a << b"), "<< is not supported: put the text into a file and use <");
  EXPECT_EQ(error("echo 'a"), "a quote (') is not closed");
  EXPECT_EQ(error("rm *"), "wildcards (*) are not supported: write the file names, or quote it");
}

TEST(CommandLine, knows_when_a_line_goes_on) {
  EXPECT_TRUE(wants_another_line("echo a \\"));
  EXPECT_TRUE(wants_another_line("echo 'a"));
  EXPECT_TRUE(wants_another_line("echo \"a \\"));
  EXPECT_FALSE(wants_another_line("echo 'a\\'"));
  EXPECT_FALSE(wants_another_line("echo a \\\n b"));
  EXPECT_FALSE(wants_another_line("a | 'b"));
}

}  // namespace
}  // namespace tlscam
