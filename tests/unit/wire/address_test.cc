#include "sim/wire/address.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Address, is_written_as_usual) {
  EXPECT_EQ(to_text(MacAddress{{0x02, 0x00, 0xc0, 0xa8, 0x01, 0xff}}), "02:00:c0:a8:01:ff");
  EXPECT_EQ(to_text(Ipv4Address{{192, 168, 1, 50}}), "192.168.1.50");
}

TEST(Address, is_read_from_four_numbers_with_dots) {
  EXPECT_EQ(parse_ipv4("192.168.1.50"), (Ipv4Address{{192, 168, 1, 50}}));
  EXPECT_EQ(parse_ipv4("0.0.0.0"), Ipv4Address{});
  EXPECT_EQ(parse_ipv4("255.255.255.255"), (Ipv4Address{{255, 255, 255, 255}}));
}

TEST(Address, is_refused_in_any_other_form) {
  for (const char* text :
       {"", "1", "1.2.3", "1.2.3.", "1.2.3.4.", "1.2.3.4.5", "1.2.3.256", "1.2.3.-4", "1.2.3.+4", " 1.2.3.4",
        "1.2.3.4 ", "1.2.3.04", "1..3.4", "a.b.c.d", "1.2.3.0x4"}) {
    EXPECT_FALSE(parse_ipv4(text)) << text;
  }
}

TEST(Address, knows_groups) {
  EXPECT_TRUE(kBroadcastMac.is_group());
  EXPECT_TRUE((MacAddress{{0x01, 0, 0x5e, 0, 0, 1}}).is_group());
  EXPECT_FALSE((MacAddress{{0x02, 0, 0, 0, 0, 1}}).is_group());
}

}  // namespace
}  // namespace tlscam
