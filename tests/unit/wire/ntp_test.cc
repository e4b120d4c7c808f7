#include "sim/wire/ntp.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(Ntp, reads_the_request_that_ntptime_sends) {
  Bytes bytes(48);
  bytes[0] = 0x1b;
  const auto packet = parse_ntp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->leap, 0);
  EXPECT_EQ(packet->version, 3);
  EXPECT_EQ(packet->mode, static_cast<std::uint8_t>(NtpMode::client));
  EXPECT_EQ(emit_ntp(*packet), bytes);
}

TEST(Ntp, comes_back_as_it_was_sent) {
  Bytes bytes(48);
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<std::uint8_t>(0xe4 + i * 3);
  const auto packet = parse_ntp(bytes);
  ASSERT_TRUE(packet);
  EXPECT_EQ(emit_ntp(*packet), bytes);
}

TEST(Ntp, needs_the_whole_header_and_ignores_what_follows) {
  EXPECT_EQ(parse_ntp(Bytes(47)).error().text, "NTP: the packet has 47 bytes, its header alone has 48");
  EXPECT_FALSE(parse_ntp({}));
  EXPECT_TRUE(parse_ntp(Bytes(68)));
}

}  // namespace
}  // namespace tlscam
