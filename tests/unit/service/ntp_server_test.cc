#include "sim/service/ntp_server.h"

#include <gtest/gtest.h>

#include "sim/wire/ntp.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

const Instant kNow = parse_instant("2026-11-23 10:42:07.5").value();

Bytes request(std::uint8_t first_byte = 0x1b) {
  Bytes bytes(48);
  bytes[0] = first_byte;
  bytes[47] = 0x77;  // the end of the client's own timestamp
  return bytes;
}

TEST(NtpServer, tells_true_time) {
  const auto answer = NtpServer().answer(request(), kNow);
  ASSERT_TRUE(answer);
  const auto packet = parse_ntp(*answer);
  ASSERT_TRUE(packet);
  EXPECT_EQ(packet->mode, static_cast<std::uint8_t>(NtpMode::server));
  EXPECT_EQ(packet->version, 3);
  EXPECT_EQ(packet->leap, 0);
  EXPECT_EQ(packet->stratum, 1);
  EXPECT_EQ(packet->originate, 0x77u);
  EXPECT_EQ((packet->transmit >> 32) - kNtpToUnixSeconds, 1'795'430'527u);
  EXPECT_EQ(packet->transmit & 0xffffffff, 0x80000000u);
  EXPECT_EQ(packet->receive, packet->transmit);
  EXPECT_LT(packet->reference, packet->transmit);
}

TEST(NtpServer, has_faults) {
  NtpServer server;
  server.faults.wrong_time = -24h;
  EXPECT_EQ(parse_ntp(*server.answer(request(), kNow))->transmit, to_ntp_timestamp(kNow - 24h));
  server.faults.unreachable = true;
  EXPECT_FALSE(server.answer(request(), kNow));
}

TEST(NtpServer, answers_clients_only) {
  EXPECT_FALSE(NtpServer().answer(request(0x1c), kNow));  // a server
  EXPECT_FALSE(NtpServer().answer(request(0x03), kNow));  // version 0
  EXPECT_FALSE(NtpServer().answer(request(0x3b), kNow));  // version 7
  EXPECT_FALSE(NtpServer().answer(Bytes(47), kNow));
  EXPECT_TRUE(NtpServer().answer(request(0x23), kNow));  // version 4
}

TEST(NtpServer, goes_on_into_the_next_era) {
  // RFC 5905 figure 4: era 1 begins on 2036-02-07 at 06:28:16.
  EXPECT_EQ(to_ntp_timestamp(*parse_instant("2036-02-07 06:28:15")), 0xffffffff00000000u);
  EXPECT_EQ(to_ntp_timestamp(*parse_instant("2036-02-07 06:28:17")), 0x0000000100000000u);
  EXPECT_EQ(to_ntp_timestamp(*parse_instant("1970-01-01")) >> 32, 2'208'988'800u);
}

}  // namespace
}  // namespace tlscam
