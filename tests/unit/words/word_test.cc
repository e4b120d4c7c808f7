#include "sim/words/word.h"

#include <gtest/gtest.h>

#include "sim/words/check.h"

namespace tlscam {
namespace {

TEST(Words, puts_values_in_place_of_placeholders) {
  EXPECT_EQ(words<"check.raised_last">({.camera = "cam2", .type = "OSError", .text = "{camera}"}),
            "the last exception on cam2 was OSError: {camera}");
}

TEST(Words, writes_numbers) {
  EXPECT_EQ(words<"check.with_alert">({.check = "it failed", .alert = 42}), "it failed, with alert 42");
}

TEST(Words, chooses_the_form_of_a_plural_by_its_count) {
  const WordText bytes{0, "{count} bytes of {file}", "1 byte of {file}"};
  const auto said = [&](std::size_t count) {
    const std::string number = std::to_string(count);
    const WordArgument arguments[] = {{"count", number}, {"file", "a.py"}};
    return fill_word(bytes, arguments, count);
  };
  EXPECT_EQ(said(0), "0 bytes of a.py");
  EXPECT_EQ(said(1), "1 byte of a.py");
  EXPECT_EQ(said(2), "2 bytes of a.py");
}

}  // namespace
}  // namespace tlscam
