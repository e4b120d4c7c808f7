#include "sim/desktop/model/text_file.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

// The content of the file after its text was read and written again.
std::string again(std::string_view bytes) {
  const auto file = read_text_file(as_bytes(bytes));
  if (!file) return "(not text)";
  const Bytes written = write_text_file(file->text, file->crlf);
  return std::string(as_text(written));
}

TEST(TextFile, keeps_the_ends_of_lines) {
  for (const char* bytes : {"", "a", "a\nb\n", "a\r\nb\r\n", "a\r\nb\nc\r", "\r", "\r\n"})
    EXPECT_EQ(again(bytes), bytes);
}

TEST(TextFile, is_edited_with_line_feeds_when_all_lines_end_with_both) {
  EXPECT_EQ(read_text_file(as_bytes("a\r\nb\r\n"))->text, "a\nb\n");
  EXPECT_EQ(read_text_file(as_bytes("a\r\nb\n"))->text, "a\r\nb\n");
}

TEST(TextFile, what_is_not_utf8_is_not_text) {
  EXPECT_FALSE(read_text_file(as_bytes("\x30\x82\x01")));
  EXPECT_FALSE(read_text_file(as_bytes(std::string_view("a\0b", 3))));
  EXPECT_TRUE(read_text_file(as_bytes("gr\xc3\xbc\xc3\x9f")));
}

}  // namespace
}  // namespace tlscam
