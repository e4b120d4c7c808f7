#include "sim/desktop/look/markdown.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

using Kind = MarkdownBlock::Kind;

std::string text_of(const std::vector<MarkdownRun>& runs) {
  std::string text;
  for (const MarkdownRun& run : runs) text += run.text;
  return text;
}

TEST(MarkdownTest, tells_runs_apart) {
  const auto blocks =
      parse_markdown("Press **Run**, read *who* and `ssl`,\nthen [RFC 8446](https://example.org/x).");
  ASSERT_EQ(blocks.size(), 1u);
  EXPECT_EQ(text_of(blocks[0].runs), "Press Run, read who and ssl, then RFC 8446.");
  EXPECT_TRUE(blocks[0].runs[1].strong);
  EXPECT_TRUE(blocks[0].runs[3].italic);
  EXPECT_TRUE(blocks[0].runs[5].code);
  bool linked = false;
  for (const MarkdownRun& run : blocks[0].runs) linked = linked || run.link == "https://example.org/x";
  EXPECT_TRUE(linked);
}

TEST(MarkdownTest, numbers_items_and_keeps_their_paragraphs_together) {
  const auto blocks = parse_markdown("3. first\n4. second\n\n   goes on\n\n- loose\n\n> said");
  ASSERT_EQ(blocks.size(), 5u);
  EXPECT_EQ(blocks[0].marker, "3.");
  EXPECT_EQ(blocks[1].marker, "4.");
  EXPECT_EQ(blocks[2].marker, "");
  EXPECT_EQ(blocks[2].kind, Kind::item);
  EXPECT_EQ(blocks[3].marker, "•");
  EXPECT_EQ(blocks[4].kind, Kind::quote);
}

TEST(MarkdownTest, reads_tables_and_code) {
  const auto blocks = parse_markdown("| a | b |\n|---|---|\n| 1 | `2` |\n\n    x = 1\n\n## Title");
  ASSERT_EQ(blocks.size(), 4u);
  EXPECT_TRUE(blocks[0].header);
  ASSERT_EQ(blocks[1].cells.size(), 2u);
  EXPECT_TRUE(blocks[1].cells[1][0].code);
  EXPECT_EQ(blocks[2].kind, Kind::code);
  EXPECT_EQ(blocks[3].level, 2u);
}

TEST(MarkdownTest, takes_html_for_text) {
  EXPECT_EQ(text_of(parse_markdown("a <b>c</b> &lt;d&gt;")[0].runs), "a <b>c</b> <d>");
}

}  // namespace
}  // namespace tlscam
