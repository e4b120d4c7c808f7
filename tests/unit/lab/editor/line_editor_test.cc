#include "sim/lab/editor/line_editor.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/random.h"
#include "sim/lab/editor/printed_end.h"
#include "sim/lab/editor/text_cluster.h"
#include "tests/support/terminal_screen.h"

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

constexpr const char* kUp = "\x1b[A";
constexpr const char* kDown = "\x1b[B";
constexpr const char* kLeft = "\x1b[D";

// An editor on two screens, which draw emoji of several code points in different ways.
class LineEditorTest : public testing::Test {
 protected:
  void start(std::size_t columns = 80) {
    screen_ = TerminalScreen(columns, true);
    older_screen_ = TerminalScreen(columns, false);
    LineEditor::Options options;
    options.columns = columns;
    editor_.emplace(
        options,
        LineEditor::Host{
            .draw =
                [this](std::string_view drawn) {
                  drawn_ += drawn;
                  screen_.write(drawn);
                  older_screen_.write(drawn);
                },
            .accept =
                [this](const std::string& command) {
                  accepted_.push_back(command);
                  if (ends_at_once_) editor_->begin();
                },
            .complete = [this](std::string_view line, std::size_t cursor) { return complete(line, cursor); },
            .is_unfinished =
                [](std::string_view command) { return std::ranges::count(command, '\'') % 2 == 1; },
            .interrupt = [this] { ++interrupts_; },
            .end_of_input = [this] { ++ends_; },
            .suspend = [this] { ++suspends_; },
        });
    editor_->begin();
  }

  Candidates complete(std::string_view line, std::size_t cursor) const {
    Candidates candidates;
    candidates.start = line.substr(0, cursor).find_last_of(' ') + 1;
    const std::string_view word = line.substr(candidates.start, cursor - candidates.start);
    for (const std::string& file : files_) {
      if (file.starts_with(word)) candidates.words.push_back(file);
    }
    return candidates;
  }

  void type(std::string_view keys) { editor_->type(as_bytes(keys)); }
  const std::string& line() const { return editor_->line(); }

  TerminalScreen screen_{80, true}, older_screen_{80, false};
  std::optional<LineEditor> editor_;
  std::string drawn_;
  std::vector<std::string> files_, accepted_;
  bool ends_at_once_ = true;
  int interrupts_ = 0, ends_ = 0, suspends_ = 0;
};

TEST_F(LineEditorTest, puts_characters_where_the_cursor_is) {
  start();
  type(std::string("ls -") + kLeft + kLeft + kLeft + "x\r");
  EXPECT_THAT(accepted_, ElementsAre("lxs -"));
  EXPECT_EQ(screen_.text(), "$ lxs -\n$");
}

TEST_F(LineEditorTest, goes_back_in_history_and_keeps_what_was_begun) {
  start();
  type("first\rsecond\rthi");
  type(std::string(kUp) + kUp);
  EXPECT_EQ(line(), "first");
  type(std::string(kDown) + kDown);
  EXPECT_EQ(line(), "thi");
  type(std::string(kUp) + "\r");
  EXPECT_THAT(accepted_, ElementsAre("first", "second", "second"));
  EXPECT_THAT(editor_->history().lines(), ElementsAre("first", "second"));
}

TEST_F(LineEditorTest, begins_with_the_history_of_earlier_days) {
  start();
  editor_->history().set({"ls", "openssl version"});
  type(std::string(kUp) + kUp + kUp);
  EXPECT_EQ(line(), "ls");
}

TEST_F(LineEditorTest, keeps_so_many_lines_of_history) {
  start();
  for (std::size_t i = 0; i < LineHistory::kMost + 2; ++i) type(std::to_string(i) + "\r");
  EXPECT_EQ(editor_->history().lines().size(), LineHistory::kMost);
  EXPECT_EQ(editor_->history().lines().front(), "2");
}

TEST_F(LineEditorTest, completes_as_far_as_it_is_certain_and_then_lists) {
  start();
  files_ = {"server.crt", "server.key", "client.py"};
  type("cat c\t");
  EXPECT_EQ(line(), "cat client.py ");
  type("s\t");
  EXPECT_EQ(line(), "cat client.py server.");
  EXPECT_EQ(screen_.text(), "$ cat client.py server.");
  type("\t");
  EXPECT_EQ(screen_.text(), "$ cat client.py server.\nserver.crt  server.key\n$ cat client.py server.");
  type("k\t\r");
  EXPECT_THAT(accepted_, ElementsAre("cat client.py server.key "));
}

TEST_F(LineEditorTest, completes_a_folder_without_a_space_and_in_the_middle_of_a_line) {
  start();
  files_ = {"certificates/"};
  type("ls  -l");
  type(std::string(kLeft) + kLeft + kLeft + "c\t");
  EXPECT_EQ(line(), "ls certificates/ -l");
  EXPECT_EQ(editor_->cursor(), 16u);
}

TEST_F(LineEditorTest, lists_after_a_line_that_fills_its_row) {
  start(10);
  files_ = {"abcdefgh1", "abcdefgh2"};
  type("abcdefgh\t\t");
  EXPECT_EQ(screen_.text(), "$ abcdefgh\nabcdefgh1\nabcdefgh2\n$ abcdefgh");
}

TEST_F(LineEditorTest, asks_for_another_line_while_a_quote_is_open) {
  start();
  type("echo 'a\r");
  EXPECT_TRUE(accepted_.empty());
  EXPECT_EQ(screen_.text(), "$ echo 'a\n>");
  type("b'\r");
  EXPECT_THAT(accepted_, ElementsAre("echo 'a\nb'"));
}

TEST_F(LineEditorTest, takes_a_paste_of_several_lines_as_several_commands) {
  start();
  type("ls\r\npwd\r\n");
  type("\x1b[200~ls -l\ncat\ta\n\x1b[201~");
  EXPECT_THAT(accepted_, ElementsAre("ls", "pwd", "ls -l", "cat a"));
}

TEST_F(LineEditorTest, keeps_the_rest_of_a_paste_until_the_first_command_has_ended) {
  start();
  ends_at_once_ = false;
  type("sleep 1\rpwd\rl");
  EXPECT_THAT(accepted_, ElementsAre("sleep 1"));
  EXPECT_FALSE(editor_->active());
  editor_->begin();
  EXPECT_THAT(accepted_, ElementsAre("sleep 1", "pwd"));
  editor_->begin();
  EXPECT_EQ(line(), "l");
}

TEST_F(LineEditorTest, forgets_the_rest_of_a_paste_when_another_world_begins) {
  start();
  ends_at_once_ = false;
  type("sleep 1\rpwd\r");
  editor_->restart();
  EXPECT_EQ(line(), "");
  EXPECT_THAT(accepted_, ElementsAre("sleep 1"));
}

TEST_F(LineEditorTest, throws_a_line_away_with_ctrl_c_and_ends_input_with_ctrl_d_on_an_empty_one) {
  start();
  type("rm everything\x03");
  EXPECT_EQ(line(), "");
  EXPECT_EQ(interrupts_, 1);
  EXPECT_EQ(screen_.text(), "$ rm everything^C\n$");
  type("\x04");
  EXPECT_EQ(ends_, 1);
  type("ab\x01\x04");
  EXPECT_EQ(line(), "b");
  EXPECT_EQ(ends_, 1);
  EXPECT_TRUE(accepted_.empty());
}

TEST_F(LineEditorTest, leaves_an_open_quote_with_ctrl_c) {
  start();
  type("echo 'a\r\x03ls\r");
  EXPECT_THAT(accepted_, ElementsAre("ls"));
}

TEST_F(LineEditorTest, ignores_an_empty_line) {
  start();
  type("\r  \r");
  EXPECT_TRUE(accepted_.empty());
  EXPECT_EQ(screen_.text(), "$\n$\n$");
}

TEST_F(LineEditorTest, cuts_words_and_puts_them_back) {
  start();
  type("one two three\x17");
  EXPECT_EQ(line(), "one two ");
  type("\x01\x19");
  EXPECT_EQ(line(), "threeone two ");
  type("\x05\x15");
  EXPECT_EQ(line(), "");
  type(
      "one two\x01\x1b"
      "d");
  EXPECT_EQ(line(), " two");
  type("\x0b\x19\x19");
  EXPECT_EQ(line(), " two two");
}

TEST_F(LineEditorTest, moves_by_words) {
  start();
  type(
      "cat server.pem key\x1b"
      "b\x1b[1;5D<\x1b"
      "f>");
  EXPECT_EQ(line(), "cat <server.pem> key");
}

TEST_F(LineEditorTest, erases_what_a_person_sees_as_one_character) {
  start();
  type("a👩🏽‍💻é🇩🇪x");
  type(std::string(kLeft) + "\x7f");
  EXPECT_EQ(line(), "a👩🏽‍💻éx");
  type("\x7f\x7f");
  EXPECT_EQ(line(), "ax");
  type("e\xcc\x81\x7f");  // e with a combining acute
  EXPECT_EQ(line(), "ax");
  EXPECT_EQ(editor_->cursor(), 1u);
}

TEST_F(LineEditorTest, searches_the_history) {
  start();
  editor_->history().set({"openssl version", "ls", "openssl req -x509", "pwd"});
  type(
      "dra\x12"
      "open");
  EXPECT_EQ(line(), "openssl req -x509");
  EXPECT_EQ(screen_.text(), "search 'open': openssl req -x509");
  type("\x12");
  EXPECT_EQ(line(), "openssl version");
  type("\x12");
  EXPECT_EQ(screen_.text(), "nothing found for 'open': openssl version");
  type("\x07");
  EXPECT_EQ(line(), "dra");
  EXPECT_EQ(screen_.text(), "$ dra");
  type("\x12ls");
  EXPECT_EQ(line(), "ls");
  type("\x7f\x7f");
  type("pw\x1b[D-\r");
  EXPECT_THAT(accepted_, ElementsAre("-pwd"));
}

TEST_F(LineEditorTest, goes_on_in_history_from_what_a_search_has_found) {
  start();
  editor_->history().set({"one", "two", "three", "four"});
  type("\x12tw");
  type(kUp);
  EXPECT_EQ(line(), "one");
  type(std::string(kDown) + kDown + kDown + kDown);
  EXPECT_EQ(line(), "");
}

TEST_F(LineEditorTest, runs_what_a_search_has_found) {
  start();
  editor_->history().set({"openssl version", "ls"});
  type("\x12ver\r");
  EXPECT_THAT(accepted_, ElementsAre("openssl version"));
  EXPECT_EQ(screen_.text(), "$ openssl version\n$");
}

TEST_F(LineEditorTest, draws_only_what_has_changed) {
  start();
  type("openssl x509");
  drawn_.clear();
  type("y");
  EXPECT_EQ(drawn_, "y");
  drawn_.clear();
  type(kLeft);
  EXPECT_EQ(drawn_, "\x1b[1D");
  drawn_.clear();
  type("z");
  EXPECT_EQ(drawn_, "\x1b[Jzy\x1b[1D");
}

TEST_F(LineEditorTest, draws_a_line_over_several_rows) {
  start(10);
  type("abcdefghijklmnop");
  EXPECT_EQ(screen_.text(), "$ abcdefgh\nijklmnop");
  type("\x01X");
  EXPECT_EQ(screen_.text(), "$ Xabcdefg\nhijklmnop");
  EXPECT_EQ(screen_.row(), 0u);
  EXPECT_EQ(screen_.column(), 3u);
  type("\x05\r");
  EXPECT_EQ(screen_.text(), "$ Xabcdefg\nhijklmnop\n$");
}

TEST_F(LineEditorTest, puts_the_cursor_into_the_next_row_when_a_line_fills_its_row) {
  start(10);
  type("abcdefgh");
  EXPECT_EQ(screen_.row(), 1u);
  EXPECT_EQ(screen_.column(), 0u);
  type("\x7f");
  EXPECT_EQ(screen_.row(), 0u);
  EXPECT_EQ(screen_.column(), 9u);
  type("h\r");
  EXPECT_EQ(screen_.text(), "$ abcdefgh\n$");
}

TEST_F(LineEditorTest, puts_the_cursor_after_emoji_and_wide_characters) {
  start();
  for (const auto& [typed, column] : std::vector<std::pair<std::string, std::size_t>>{{"a", 3},
                                                                                      {"é", 3},
                                                                                      {"e\xcc\x81", 3},
                                                                                      {"👍", 4},
                                                                                      {"漢字", 6},
                                                                                      {"👍🏽", 4},
                                                                                      {"👩‍💻", 4},
                                                                                      {"🇩🇪", 4},
                                                                                      {"❤️", 4}}) {
    type("\x05\x15");
    type(typed);
    EXPECT_EQ(screen_.column(), column) << typed;
    EXPECT_EQ(older_screen_.column(), column) << typed;
    EXPECT_EQ(screen_.text(), "$ " + typed);
    type(std::string(kLeft) + "x");
  }
}

TEST_F(LineEditorTest, does_not_break_a_wide_character_at_the_end_of_a_row) {
  start(9);
  type("漢字漢字漢");
  EXPECT_EQ(screen_.text(), "$ 漢字漢\n字漢");
  type(
      "\x01"
      "a");
  EXPECT_EQ(screen_.text(), "$ a漢字漢\n字漢");
}

TEST_F(LineEditorTest, draws_the_line_for_another_width) {
  for (const bool reflows : {false, true}) {
    start(20);
    type("abcdefghijklmnopqrstuvwxyz0123456789");
    for (const std::size_t columns : {10, 7, 40, 13, 38, 19}) {
      for (TerminalScreen* screen : {&screen_, &older_screen_}) {
        if (reflows) {
          screen->resize_reflowing(columns, 0);
        } else {
          screen->resize_cutting(columns);
        }
      }
      editor_->resize(columns, reflows);
      EXPECT_EQ(screen_.before_cursor(0), "$ abcdefghijklmnopqrstuvwxyz0123456789") << columns << reflows;
      EXPECT_EQ(screen_.after_cursor(), "") << columns << reflows;
    }
  }
}

TEST_F(LineEditorTest, makes_room_for_what_others_print) {
  start(10);
  type("abcdefghijk");
  editor_->hide();
  editor_->hide();
  screen_.write("openmv| hi\r\n");
  older_screen_.write("openmv| hi\r\n");
  editor_->show();
  EXPECT_EQ(screen_.text(), "openmv| hi\n$ abcdefgh\nijk");
}

TEST_F(LineEditorTest, leaves_the_terminal_at_the_beginning_of_a_row) {
  start();
  type("ab\x01");
  editor_->end();
  EXPECT_EQ(screen_.row(), 1u);
  EXPECT_EQ(screen_.column(), 0u);
  EXPECT_FALSE(editor_->active());
  EXPECT_TRUE(drawn_.ends_with("\x1b[?2004l"));
}

TEST_F(LineEditorTest, goes_out_of_the_way_while_it_is_suspended) {
  start();
  type("ab\x1a");
  EXPECT_EQ(suspends_, 1);
  EXPECT_EQ(line(), "ab");
  EXPECT_EQ(screen_.text(), "$ ab");
}

TEST_F(LineEditorTest, clears_the_screen) {
  start();
  type("ls\rab\x0c");
  EXPECT_EQ(screen_.text(), "$ ab");
}

TEST_F(LineEditorTest, shows_a_command_that_somebody_else_enters) {
  start();
  type("ab");
  editor_->enter("echo 'a\nb'");
  EXPECT_EQ(screen_.text(), "$ echo 'a\n> b'\n$");
  EXPECT_THAT(accepted_, ElementsAre("echo 'a\nb'"));
  EXPECT_EQ(line(), "");
}

TEST_F(LineEditorTest, tells_the_terminal_to_mark_pastes_while_it_edits) {
  start();
  EXPECT_THAT(drawn_, StartsWith("\x1b[?2004h"));
  ends_at_once_ = false;
  type("ls\r");
  EXPECT_TRUE(drawn_.ends_with("\x1b[?2004l"));
}

TEST_F(LineEditorTest, keeps_control_characters_off_the_screen) {
  start();
  editor_->history().set({"a\x1b[31mb"});
  type(kUp);
  EXPECT_EQ(line(), "a[31mb");
}

// Keys at random on a narrow terminal: the screen shows the line, and the cursor stands where it stands in
// the line.
TEST_F(LineEditorTest, always_shows_the_line_and_its_cursor) {
  const std::vector<std::string> keys = {
      "a",   "bc",     "漢",   "👍",    "👩‍💻", "🇩🇪",   "❤️",  "e\xcc\x81", "\x7f", kLeft,
      kLeft, "\x1b[C", "\x01", "\x05", "\x17",        "\x19", "\x1b[3~", kUp,         kDown,  "\r"};
  Random random(7);
  for (std::size_t columns = LinePainter::kFewestColumns; columns < 16; ++columns) {
    start(columns);
    for (int i = 0; i < 150; ++i) {
      type(keys[random.next() % keys.size()]);
      const std::string& shown = line();
      ASSERT_EQ(screen_.row(), older_screen_.row()) << shown;
      ASSERT_EQ(screen_.column(), older_screen_.column()) << shown;
      // From the last prompt on: the rows that the line takes end with the screen.
      ASSERT_THAT("\n" + screen_.text(), HasSubstr("\n$")) << shown;
      const std::string after = screen_.after_cursor();
      ASSERT_EQ(after, shown.substr(editor_->cursor())) << columns << " columns, step " << i;
      ASSERT_TRUE(screen_.before_cursor(0).ends_with(shown.substr(0, editor_->cursor()))) << shown;
    }
  }
}

TEST(CandidatesTest, have_a_common_beginning) {
  EXPECT_EQ(common_beginning({"server.crt", "server.key"}), "server.");
  EXPECT_EQ(common_beginning({"a", "b"}), "");
  EXPECT_EQ(common_beginning({}), "");
  EXPECT_EQ(common_beginning({"é1", "è1"}), "");
}

TEST(CandidatesTest, stand_in_columns) {
  EXPECT_THAT(in_columns({"a", "bb", "ccc"}, 10), ElementsAre("a    bb", "ccc"));
  EXPECT_THAT(in_columns({"漢字", "b ", "c"}, 12), ElementsAre("漢字  b", "c"));
}

TEST(PrintedEndTest, knows_where_a_prompt_can_begin) {
  const auto after = [](std::string_view printed) {
    PrintedEnd end;
    end.feed(as_bytes(printed));
    return end.at_line_begin();
  };
  EXPECT_TRUE(after(""));
  EXPECT_TRUE(after("a\n"));
  EXPECT_FALSE(after("a"));
  EXPECT_FALSE(after("a\n\x1b[31mb\x1b[0m"));
  EXPECT_TRUE(after("a\x1b[H\x1b[2J"));
  EXPECT_FALSE(after("\x1b[2Ja"));
  EXPECT_FALSE(after("\x1b["));
}

TEST(TextClusterTest, has_a_width) {
  EXPECT_EQ(text_width("abc"), 3u);
  EXPECT_EQ(text_width("é漢👍"), 5u);
  EXPECT_EQ(text_width("👩‍💻🇩🇪❤️"), 6u);
  EXPECT_EQ(text_width("\xff"), 1u);
  EXPECT_EQ(cluster_before("a👩‍💻", 1), 0u);
  EXPECT_EQ(cluster_before("a👩‍💻", std::string("a👩‍💻").size()), 1u);
  EXPECT_EQ(cluster_before("", 0), 0u);
}

}  // namespace
}  // namespace tlscam
