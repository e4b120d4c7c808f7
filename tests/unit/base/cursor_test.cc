#include "sim/base/cursor.h"

#include <gtest/gtest.h>

#include <limits>

namespace tlscam {
namespace {

const Bytes kBytes{0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x07, 0x08, 0x09};

TEST(Cursor, reads_numbers_in_both_orders) {
  Cursor in(kBytes);
  EXPECT_EQ(in.u8(), 0x01);
  EXPECT_EQ(in.u16be(), 0x0203);
  EXPECT_EQ(in.u16le(), 0x0504);
  EXPECT_EQ(in.u32be(), 0x06070809u);
  EXPECT_TRUE(in.at_end());
  EXPECT_EQ(Cursor(kBytes).u64be(), 0x0102030405060708u);
  EXPECT_EQ(Cursor(kBytes).u32le(), 0x04030201u);
}

TEST(Cursor, takes_views_into_the_bytes) {
  Cursor in(kBytes);
  in.skip(2);
  EXPECT_EQ(in.take(3).data(), kBytes.data() + 2);
  EXPECT_EQ(in.position(), 5u);
  EXPECT_EQ(in.rest().size(), 4u);
  EXPECT_TRUE(in.ok());
  EXPECT_EQ(in.rest().size(), 0u);
  EXPECT_TRUE(in.ok());
}

TEST(Cursor, stays_failed_after_a_read_past_the_end) {
  Cursor in(ByteView(kBytes).first(3));
  in.u16be();
  EXPECT_EQ(in.u16be(), 0);
  EXPECT_FALSE(in.ok());
  EXPECT_EQ(in.u8(), 0);  // though one byte was left
  EXPECT_EQ(in.remaining(), 0u);
  EXPECT_TRUE(in.rest().empty());
}

TEST(Cursor, refuses_a_count_that_would_wrap_around) {
  Cursor in(kBytes);
  in.skip(4);
  EXPECT_TRUE(in.take(std::numeric_limits<std::size_t>::max() - 2).empty());
  EXPECT_FALSE(in.ok());
}

TEST(Cursor, of_nothing_is_at_its_end_without_having_failed) {
  Cursor in({});
  EXPECT_TRUE(in.at_end());
  EXPECT_TRUE(in.ok());
  in.u8();
  EXPECT_FALSE(in.ok());
}

}  // namespace
}  // namespace tlscam
