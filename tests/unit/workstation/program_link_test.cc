#include "sim/workstation/program_link.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/workstation/world_shim/program_link.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::_;
using testing::NiceMock;
using testing::Return;

constexpr SocketAddress kCamera{{{192, 168, 1, 50}}, 8443};

class MockNetwork : public ProgramNetwork {
 public:
  MOCK_METHOD(unsigned, state, (int), (const, override));
  MOCK_METHOD(std::optional<Ipv4Address>, lookup, (std::string_view), (const, override));
  MOCK_METHOD(int, connect, (SocketAddress), (override));
  MOCK_METHOD(int, listen, (std::uint16_t), (override));
  MOCK_METHOD(int, accept, (int), (override));
  MOCK_METHOD(SocketFailure, failure, (int), (const, override));
  MOCK_METHOD(SocketAddress, peer, (int), (const, override));
  MOCK_METHOD(Bytes, receive, (int, std::size_t), (override));
  MOCK_METHOD(std::size_t, send, (int, ByteView), (override));
  MOCK_METHOD(void, finish, (int), (override));
  MOCK_METHOD(int, open_udp, (std::uint16_t), (override));
  MOCK_METHOD(std::uint16_t, udp_port, (int), (const, override));
  MOCK_METHOD(bool, send_to, (int, SocketAddress, ByteView), (override));
  MOCK_METHOD((std::optional<std::pair<SocketAddress, Bytes>>), receive_from, (int), (override));
  MOCK_METHOD(void, close, (int), (override));
  MOCK_METHOD(void, set_listener, (std::function<void()>), (override));
};

class ProgramLinkTest : public testing::Test {
 protected:
  struct Answer {
    std::int64_t date;
    std::int32_t result;
    Bytes content;
  };

  void ask(const Writer& question) { link_->receive(question.view()); }

  int connect() {
    EXPECT_CALL(network_, connect(_)).WillOnce(Return(5));
    Writer question;
    ask(question.u8(PROGRAM_CONNECT).bytes(kCamera.address.octets).u16be(kCamera.port));
    return answers_.back().result;
  }

  void wait(std::int64_t microseconds, int handle, std::uint8_t states) {
    Writer question;
    question.u8(PROGRAM_WAIT).u64be(static_cast<std::uint64_t>(microseconds));
    ask(question.u32be(static_cast<std::uint32_t>(handle)).u8(states));
  }

  EventQueue events_{Instant{} + 100s};
  NiceMock<MockNetwork> network_;
  std::vector<Answer> answers_;
  std::optional<ProgramLink> link_{std::in_place, &network_, events_, [this](ByteView packet) {
                                     Cursor in(packet);
                                     const auto date = static_cast<std::int64_t>(in.u64be());
                                     const auto result = static_cast<std::int32_t>(in.u32be());
                                     const ByteView rest = in.rest();
                                     answers_.push_back({date, result, {rest.begin(), rest.end()}});
                                   }};
};

TEST_F(ProgramLinkTest, answers_with_the_date_of_the_world) {
  EXPECT_CALL(network_, lookup("openmv")).WillOnce(Return(kCamera.address));
  Writer question;
  ask(question.u8(PROGRAM_LOOKUP).bytes(as_bytes("openmv")));
  ASSERT_EQ(answers_.size(), 1u);
  EXPECT_EQ(answers_[0].date, 100'000'000);
  EXPECT_EQ(answers_[0].result, 1);
  EXPECT_EQ(answers_[0].content, (Bytes{192, 168, 1, 50}));
}

TEST_F(ProgramLinkTest, a_wait_ends_when_the_network_has_changed) {
  ASSERT_EQ(connect(), 5);
  wait(-1, 5, PROGRAM_CONNECTED | PROGRAM_ENDED);
  EXPECT_TRUE(link_->waits());
  link_->look();
  EXPECT_TRUE(link_->waits());
  ON_CALL(network_, state(5)).WillByDefault(Return(ProgramNetwork::kConnected | ProgramNetwork::kWritable));
  link_->look();
  EXPECT_FALSE(link_->waits());
  EXPECT_EQ(answers_.back().result, 1);
  EXPECT_EQ(answers_.back().content, (Bytes{PROGRAM_CONNECTED}));
}

TEST_F(ProgramLinkTest, a_wait_ends_in_virtual_time) {
  ASSERT_EQ(connect(), 5);
  wait(2'000'000, 5, PROGRAM_READABLE);
  events_.run_until(Instant{} + 101s);
  EXPECT_TRUE(link_->waits());
  events_.run_until(Instant{} + 103s);
  EXPECT_FALSE(link_->waits());
  EXPECT_EQ(answers_.back().result, 0);
  EXPECT_EQ(answers_.back().date, 102'000'000);
}

TEST_F(ProgramLinkTest, a_wait_that_was_cancelled_is_answered_once) {
  ASSERT_EQ(connect(), 5);
  wait(-1, 5, PROGRAM_READABLE);
  const std::size_t before = answers_.size();
  Writer cancel, again;
  ask(cancel.u8(PROGRAM_CANCEL));
  ask(again.u8(PROGRAM_CANCEL));
  EXPECT_FALSE(link_->waits());
  EXPECT_EQ(answers_.size(), before + 1);
}

TEST_F(ProgramLinkTest, the_end_and_the_failure_of_a_stream_differ) {
  ASSERT_EQ(connect(), 5);
  const auto receive = [this] {
    Writer question;
    ask(question.u8(PROGRAM_RECEIVE).u32be(5).u32be(100));
    return answers_.back().result;
  };
  EXPECT_EQ(receive(), -1) << "nothing has come";
  ON_CALL(network_, state(5)).WillByDefault(Return(ProgramNetwork::kReadable));
  EXPECT_EQ(receive(), 0) << "the end";
  ON_CALL(network_, failure(5)).WillByDefault(Return(SocketFailure::reset));
  EXPECT_EQ(receive(), -1 - PROGRAM_RESET);
  ON_CALL(network_, receive(5, 100)).WillByDefault(Return(Bytes{'o', 'k'}));
  EXPECT_EQ(receive(), 2);
  EXPECT_EQ(answers_.back().content, (Bytes{'o', 'k'}));
}

TEST_F(ProgramLinkTest, a_socket_of_somebody_else_is_out_of_reach) {
  EXPECT_CALL(network_, send(_, _)).Times(0);
  EXPECT_CALL(network_, close(_)).Times(0);
  for (const std::uint8_t kind : {PROGRAM_SEND, PROGRAM_CLOSE, PROGRAM_RECEIVE}) {
    Writer question;
    ask(question.u8(kind).u32be(9).u32be(1));
    EXPECT_EQ(answers_.back().result, -1);
  }
  wait(-1, 9, PROGRAM_READABLE);
  EXPECT_FALSE(link_->waits()) << "it has ended";
}

TEST_F(ProgramLinkTest, its_end_closes_what_the_program_left_open) {
  ASSERT_EQ(connect(), 5);
  EXPECT_CALL(network_, close(5));
  link_.reset();
}

}  // namespace
}  // namespace tlscam
