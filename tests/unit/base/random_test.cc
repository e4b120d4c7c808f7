#include "sim/base/random.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Random, gives_the_published_numbers_of_splitmix64) {
  Random random(1234567);
  EXPECT_EQ(random.next(), 6457827717110365317u);
  EXPECT_EQ(random.next(), 3203168211198807973u);
}

TEST(Random, chance_is_never_at_zero_and_always_at_one) {
  Random random(1);
  for (int i = 0; i < 1000; ++i) {
    EXPECT_FALSE(random.chance(0));
    EXPECT_TRUE(random.chance(1));
  }
}

TEST(Random, seeds_of_parts_differ_by_name_and_by_seed) {
  EXPECT_EQ(Random::derive(1, "openmv"), Random::derive(1, "openmv"));
  EXPECT_NE(Random::derive(1, "openmv"), Random::derive(1, "cam2"));
  EXPECT_NE(Random::derive(1, "openmv"), Random::derive(2, "openmv"));
}

}  // namespace
}  // namespace tlscam
