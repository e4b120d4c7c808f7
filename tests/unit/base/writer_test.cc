#include "sim/base/writer.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Writer, writes_numbers_in_both_orders) {
  Writer out;
  out.u8(0x01).u16be(0x0203).u32be(0x04050607).u16le(0x0908).u32le(0x0d0c0b0a);
  EXPECT_EQ(out.take(), (Bytes{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}));
  out.u64be(0x0102030405060708);
  EXPECT_EQ(out.take(), (Bytes{1, 2, 3, 4, 5, 6, 7, 8}));
  EXPECT_EQ(out.size(), 0u);
}

TEST(Writer, patches_a_length_once_it_is_known) {
  Writer out;
  const auto at = out.u8(0xff).size();
  out.u16be(0).bytes(as_bytes("abc")).fill(2, 0x2e);
  out.patch_u16be(at, static_cast<std::uint16_t>(out.size() - at - 2));
  EXPECT_EQ(out.take(), (Bytes{0xff, 0, 5, 'a', 'b', 'c', '.', '.'}));
}

TEST(Writer, patches_only_what_was_written) {
  Writer out;
  out.patch_u16be(0, 0xffff);
  out.u8(1).patch_u16be(0, 0xffff);
  out.u8(2).patch_u16be(1, 0xffff);
  EXPECT_EQ(out.take(), (Bytes{1, 2}));
}

}  // namespace
}  // namespace tlscam
