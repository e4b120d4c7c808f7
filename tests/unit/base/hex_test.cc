#include "sim/base/hex.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Hex, has_two_lower_case_digits_a_byte) {
  EXPECT_EQ(to_hex(Bytes{0x00, 0x0a, 0xff}), "000aff");
  EXPECT_EQ(to_hex({}), "");
}

TEST(Hexdump, looks_like_that_of_the_usual_tool) {
  Bytes bytes;
  for (int i = 0; i < 18; ++i) bytes.push_back(static_cast<std::uint8_t>(0x59 + i * 3));
  EXPECT_EQ(hexdump(bytes),
            "00000000  59 5c 5f 62 65 68 6b 6e  71 74 77 7a 7d 80 83 86  |Y\\_behknqtwz}...|\n"
            "00000010  89 8c                                             |..|\n");
  EXPECT_EQ(hexdump({}), "");
}

}  // namespace
}  // namespace tlscam
