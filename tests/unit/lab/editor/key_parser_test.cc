#include "sim/lab/editor/key_parser.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

using Presses = std::vector<KeyPress>;

KeyPress text(std::string words) {
  return {Key::text, std::move(words)};
}

KeyPress key(Key key) {
  return {key, ""};
}

Presses keys_of(std::string_view bytes) {
  KeyParser parser;
  return parser.feed(as_bytes(bytes));
}

TEST(KeyParserTest, gathers_characters_and_separates_keys) {
  EXPECT_EQ(keys_of("ls\x01x\r"), (Presses{text("ls"), key(Key::line_begin), text("x"), key(Key::enter)}));
}

TEST(KeyParserTest, knows_the_sequences_of_several_terminals) {
  for (const std::string_view home : {"\x1b[H", "\x1bOH", "\x1b[1~", "\x1b[7~", "\x01"})
    EXPECT_EQ(keys_of(home), Presses{key(Key::line_begin)}) << home.substr(1);
  for (const std::string_view word : {"\x1b"
                                      "b",
                                      "\x1b[1;5D", "\x1b[1;3D", "\x1bO5D"})
    EXPECT_EQ(keys_of(word), Presses{key(Key::word_left)}) << word.substr(1);
  EXPECT_EQ(keys_of("\x1b[3~"), Presses{key(Key::erase_after)});
  EXPECT_EQ(keys_of("\x1b\x7f"), Presses{key(Key::kill_word_before)});
}

TEST(KeyParserTest, gives_the_same_keys_byte_by_byte) {
  const std::string bytes = "a\x1b[1;5Cé\x1b[A👍\x1bOF\r\n\x1b[200~x\ty\x1b[201~\t";
  KeyParser parser;
  std::string pieces;
  Presses others;
  for (const char byte : bytes) {
    for (KeyPress& press : parser.feed(as_bytes({&byte, 1}))) {
      if (press.key == Key::text) {
        pieces += press.text;
      } else {
        others.push_back(std::move(press));
      }
    }
  }
  EXPECT_EQ(pieces, "aé👍x y");
  EXPECT_EQ(others, (Presses{key(Key::word_right), key(Key::older), key(Key::line_end), key(Key::enter),
                             key(Key::complete)}));
}

TEST(KeyParserTest, takes_a_return_and_a_line_feed_as_one_enter) {
  EXPECT_EQ(keys_of("a\r\nb\n\n"),
            (Presses{text("a"), key(Key::enter), text("b"), key(Key::enter), key(Key::enter)}));
}

TEST(KeyParserTest, takes_a_paste_as_text_and_line_ends) {
  EXPECT_EQ(keys_of("\x1b[200~a\x03\tb\x1b[A\x1b"
                    "b\r\nc\x1b[201~\x03"),
            (Presses{text("a b"), key(Key::enter), text("c"), key(Key::interrupt)}));
}

TEST(KeyParserTest, gives_a_sequence_without_a_meaning_as_one_key) {
  EXPECT_EQ(keys_of("\x1b[15~x"), (Presses{key(Key::none), text("x")}));
  EXPECT_EQ(keys_of("\x1b[<0;12;5Mx"), (Presses{key(Key::none), text("x")}));
  EXPECT_EQ(keys_of("\x1b[[Ax"), Presses{text("x")});
  EXPECT_EQ(keys_of("\x1b[" + std::string(1000, '1') + "Ax"), (Presses{key(Key::none), text("x")}));
}

TEST(KeyParserTest, knows_the_key_escape_when_nothing_follows_or_another_escape) {
  KeyParser parser;
  EXPECT_EQ(parser.feed(as_bytes("\x1b")), Presses{});
  EXPECT_EQ(parser.settle(), Presses{key(Key::escape)});
  EXPECT_EQ(parser.feed(as_bytes("b")), Presses{text("b")});
  EXPECT_EQ(parser.settle(), Presses{});
  EXPECT_EQ(parser.feed(as_bytes("\x1b\x1b"
                                 "b")),
            (Presses{key(Key::escape), key(Key::word_left)}));
}

TEST(KeyParserTest, drops_what_is_no_character) {
  EXPECT_EQ(keys_of("a\x80\xc0\xff"
                    "b"),
            Presses{text("ab")});
  EXPECT_EQ(keys_of("a\xe2\x82"
                    "b"),
            Presses{text("ab")});  // cut short
  EXPECT_EQ(keys_of("a\xed\xa0\x80"
                    "b"),
            Presses{text("ab")});  // a surrogate
  EXPECT_EQ(keys_of("a\xe0\x80\xaf"
                    "b"),
            Presses{text("ab")});  // an overlong form
  EXPECT_EQ(keys_of("a\xc2\x9b"
                    "31mb"),
            Presses{text("a31mb")});  // C1: CSI
  EXPECT_EQ(keys_of("\xe2\x82\x03"), Presses{key(Key::interrupt)});
}

}  // namespace
}  // namespace tlscam
