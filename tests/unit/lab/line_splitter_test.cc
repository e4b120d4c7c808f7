#include "sim/lab/watch/line_splitter.h"

#include <gtest/gtest.h>

#include <vector>

namespace tlscam {
namespace {

TEST(LineSplitter, CutsAtLineEndsHoweverTheTextComes) {
  std::vector<std::string> lines;
  const auto keep = [&](std::string_view line) { lines.emplace_back(line); };
  LineSplitter splitter;
  splitter.feed("one\r\ntw", keep);
  splitter.feed("o\r", keep);
  splitter.feed("\n\r\nthree", keep);
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two", ""}));
  splitter.flush(keep);
  splitter.flush(keep);
  EXPECT_EQ(lines, (std::vector<std::string>{"one", "two", "", "three"}));
}

TEST(LineSplitter, GivesALineWithoutAnEndInParts) {
  std::vector<std::size_t> sizes;
  const auto keep = [&](std::string_view line) { sizes.push_back(line.size()); };
  LineSplitter splitter;
  for (int i = 0; i < 1000; ++i) splitter.feed(std::string(1000, 'x'), keep);
  splitter.feed("\n", keep);
  EXPECT_EQ(sizes.size(), 1'000'000 / LineSplitter::kLongest + 1);
  EXPECT_EQ(sizes.front(), LineSplitter::kLongest);
}

}  // namespace
}  // namespace tlscam
