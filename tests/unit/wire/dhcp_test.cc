#include "sim/wire/dhcp.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::HasSubstr;

constexpr std::size_t kOptionsAt = 240;

DhcpMessage discover() {
  DhcpMessage message;
  message.transaction = 0x12345678;
  message.client_mac = {{2, 0, 0, 0, 0, 1}};
  return message;
}

/// A message with these options in place of its own.
Bytes with_options(std::initializer_list<std::uint8_t> options) {
  Bytes bytes = emit_dhcp(discover());
  bytes.resize(kOptionsAt);
  bytes.insert(bytes.end(), options);
  return bytes;
}

TEST(Dhcp, comes_back_as_it_was_sent) {
  DhcpMessage message = discover();
  message.is_reply = true;
  message.type = DhcpType::ack;
  message.broadcast = true;
  message.seconds = 3;
  message.client_address = {{192, 168, 1, 2}};
  message.your_address = {{192, 168, 1, 50}};
  message.server = message.router = message.dns_server = Ipv4Address{{192, 168, 1, 1}};
  message.netmask = Ipv4Address{{255, 255, 255, 0}};
  message.requested_address = Ipv4Address{{192, 168, 1, 51}};
  message.lease_seconds = 86400;
  message.renewal_seconds = 43200;
  message.rebinding_seconds = 75600;
  message.host_name = "openmv";
  message.domain = "lan";
  const Bytes bytes = emit_dhcp(message);
  const auto parsed = parse_dhcp(bytes);
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_TRUE(parsed->is_reply);
  EXPECT_TRUE(parsed->broadcast);
  EXPECT_EQ(parsed->type, DhcpType::ack);
  EXPECT_EQ(parsed->transaction, 0x12345678u);
  EXPECT_EQ(parsed->your_address, message.your_address);
  EXPECT_EQ(parsed->requested_address, message.requested_address);
  EXPECT_EQ(parsed->rebinding_seconds, 75600u);
  EXPECT_EQ(parsed->host_name, "openmv");
  EXPECT_EQ(emit_dhcp(*parsed), bytes);
}

TEST(Dhcp, is_at_least_as_long_as_bootp) {
  EXPECT_EQ(emit_dhcp(discover()).size(), 300u);
}

TEST(Dhcp, skips_padding_and_unknown_options_and_stops_at_the_end) {
  const auto parsed =
      parse_dhcp(with_options({0, 0, 93, 2, 1, 2, 53, 1, 1, 12, 3, 'c', 'a', 0, 255, 53, 200}));
  ASSERT_TRUE(parsed) << parsed.error().text;
  EXPECT_EQ(parsed->type, DhcpType::discover);
  EXPECT_EQ(parsed->host_name, "ca");  // without the zero at its end
}

TEST(Dhcp, takes_the_first_of_several_addresses) {
  const auto parsed = parse_dhcp(with_options({53, 1, 5, 6, 8, 1, 2, 3, 4, 5, 6, 7, 8, 255}));
  ASSERT_TRUE(parsed);
  EXPECT_EQ(parsed->dns_server, (Ipv4Address{{1, 2, 3, 4}}));
}

TEST(Dhcp, refuses_options_that_run_past_the_end) {
  EXPECT_EQ(parse_dhcp(with_options({53, 1, 1, 12, 200, 'x'})).error().text,
            "DHCP: option 12 runs past the end of the message");
  EXPECT_FALSE(parse_dhcp(with_options({53, 1, 1, 12})));
}

TEST(Dhcp, refuses_options_that_are_too_short) {
  EXPECT_EQ(parse_dhcp(with_options({53, 1, 1, 50, 3, 1, 2, 3, 255})).error().text,
            "DHCP: option 50 has only 3 bytes");
  EXPECT_FALSE(parse_dhcp(with_options({53, 0, 255})));
}

TEST(Dhcp, refuses_what_is_not_dhcp) {
  EXPECT_THAT(parse_dhcp(with_options({255})).error().text, HasSubstr("BOOTP"));
  EXPECT_FALSE(parse_dhcp(with_options({53, 1, 9, 255})));
  for (const std::size_t at : {0u, 1u, 2u, 236u}) {  // operation, hardware, its size, magic cookie
    Bytes bytes = emit_dhcp(discover());
    bytes[at] ^= 0x40;
    EXPECT_FALSE(parse_dhcp(bytes)) << at;
  }
  const Bytes good = emit_dhcp(discover());
  for (std::size_t size = 0; size <= kOptionsAt; ++size) {
    EXPECT_FALSE(parse_dhcp(Bytes(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size)))) << size;
  }
}

}  // namespace
}  // namespace tlscam
