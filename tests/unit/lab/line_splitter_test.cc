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

}  // namespace
}  // namespace tlscam
