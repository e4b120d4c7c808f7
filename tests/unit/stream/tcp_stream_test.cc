#include "sim/stream/tcp_stream.h"

#include <gtest/gtest.h>

#include <string>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr std::uint32_t kFirst = 0xffff'fff0;  // sequence numbers wrap after 16 bytes

std::string taken(TcpStream& stream) {
  const Bytes bytes = stream.take();
  return {bytes.begin(), bytes.end()};
}

TEST(TcpOrder, locates_segments_across_the_wrap_of_sequence_numbers) {
  TcpOrder order(kFirst);
  EXPECT_EQ(order.locate(kFirst, 20)->end, 20u);
  order.advance(20);
  EXPECT_EQ(order.ahead(4), 0);
  EXPECT_EQ(order.ahead(kFirst), -20);
  EXPECT_EQ(order.locate(10, 5)->begin, 26u);
  EXPECT_FALSE(order.locate(kFirst - 10, 5));          // before the first byte
  EXPECT_EQ(order.locate(kFirst - 10, 15)->end, 5u);   // the part before it is cut off
  EXPECT_FALSE(order.locate(kFirst + (1u << 25), 5));  // beyond every window
}

TEST(TcpStream, puts_segments_in_order) {
  TcpStream stream(kFirst, 100);
  stream.sent(kFirst + 10, as_bytes("klmnopqrst"), Instant{2s});
  EXPECT_EQ(taken(stream), "");
  stream.sent(kFirst, as_bytes("abcdefghij"), Instant{3s});
  EXPECT_EQ(taken(stream), "abcdefghijklmnopqrst");
  EXPECT_EQ(stream.size(), 20u);
  const StreamRange repeated = stream.sent(kFirst + 15, as_bytes("pqrstuv"), Instant{4s});
  EXPECT_EQ(repeated.begin, 15u);
  EXPECT_EQ(repeated.end, 20u);
  EXPECT_EQ(taken(stream), "uv");
  EXPECT_EQ(stream.sent_at(0), Instant{3s});
  EXPECT_EQ(stream.sent_at(12), Instant{2s});
  EXPECT_EQ(stream.sent_at(21), Instant{4s});
}

TEST(TcpStream, keeps_no_more_than_its_limit_after_a_gap) {
  TcpStream stream(0, 10);
  stream.sent(5, as_bytes("0123456789"), Instant{});
  stream.sent(15, as_bytes("x"), Instant{});  // there is no room
  stream.sent(0, as_bytes("abcde"), Instant{});
  EXPECT_EQ(taken(stream), "abcde0123456789");
}

TEST(TcpStream, gives_up_what_is_missing) {
  TcpStream stream(0, 100);
  stream.sent(5, as_bytes("fgh"), Instant{});
  EXPECT_FALSE(stream.skip_gap(5));
  EXPECT_TRUE(stream.skip_gap(8));
  EXPECT_EQ(taken(stream), "fgh");
  EXPECT_EQ(stream.size(), 8u);
}

TEST(TcpStream, reports_arrivals_without_a_gap) {
  TcpStream stream(0, 100);
  stream.arrived({5, 8}, Instant{1s});
  EXPECT_FALSE(stream.next_arrival());
  stream.arrived({0, 5}, Instant{2s});
  auto arrival = stream.next_arrival();
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->end, 5u);
  arrival = stream.next_arrival();
  ASSERT_TRUE(arrival);
  EXPECT_EQ(arrival->end, 8u);
  EXPECT_EQ(arrival->at, Instant{2s});
}

}  // namespace
}  // namespace tlscam
