#include "sim/lab/view/word_search.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(WordSearch, every_word_has_to_stand_somewhere) {
  EXPECT_TRUE(has_all_words("Switch openmv on", "ON switch"));
  EXPECT_TRUE(has_all_words("Switch openmv on", "open"));
  EXPECT_FALSE(has_all_words("Switch openmv on", "switch cam2"));
  EXPECT_TRUE(has_all_words("Switch openmv on", "  "));
}

}  // namespace
}  // namespace tlscam
