#include "sim/world/access_point.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

TEST(AccessPoint, lets_in_who_knows_the_key) {
  const AccessPoint ap;
  EXPECT_EQ(ap.join("tlscam", "learn-tls"), JoinResult::joined);
  EXPECT_EQ(ap.join("tlscam", "learn-TLS"), JoinResult::wrong_key);
  EXPECT_EQ(ap.join("tlscam", ""), JoinResult::wrong_key);
  EXPECT_EQ(ap.join("TLScam", "learn-tls"), JoinResult::no_such_network);
}

TEST(AccessPoint, may_be_open) {
  AccessPoint ap;
  ap.network.key.clear();
  EXPECT_EQ(ap.join("tlscam", ""), JoinResult::joined);
  EXPECT_EQ(ap.join("tlscam", "a key"), JoinResult::wrong_key);
  EXPECT_EQ(ap.scan()[0].security, WifiSecurity::open);
}

TEST(AccessPoint, is_not_there_when_it_is_down) {
  AccessPoint ap;
  ap.network.up = false;
  EXPECT_EQ(ap.join("tlscam", "learn-tls"), JoinResult::no_such_network);
  EXPECT_TRUE(ap.scan().empty());
}

TEST(AccessPoint, may_be_hidden_from_who_does_not_know_its_name) {
  AccessPoint ap;
  ap.network.hidden = true;
  ASSERT_EQ(ap.scan().size(), 1u);
  EXPECT_EQ(ap.scan()[0].ssid, "");
  EXPECT_TRUE(ap.scan()[0].hidden);
  EXPECT_EQ(ap.join("tlscam", "learn-tls"), JoinResult::joined);
}

TEST(AccessPoint, is_heard_among_its_neighbours_in_order_of_strength) {
  AccessPoint ap;
  ap.neighbours = {
      {.ssid = "weak", .rssi = -90}, {.ssid = "strong", .rssi = -30}, {.ssid = "off", .up = false}};
  const auto heard = ap.scan();
  ASSERT_EQ(heard.size(), 3u);
  EXPECT_EQ(heard[0].ssid, "strong");
  EXPECT_EQ(heard[1].ssid, "tlscam");
  EXPECT_EQ(heard[1].security, WifiSecurity::wpa2);
  EXPECT_EQ(heard[2].ssid, "weak");
  for (const WifiNetwork& network : heard) EXPECT_EQ(network.key, "");
  EXPECT_EQ(ap.join("weak", "learn-tls"), JoinResult::wrong_key);
  EXPECT_EQ(ap.join("off", ""), JoinResult::no_such_network);
}

}  // namespace
}  // namespace tlscam
