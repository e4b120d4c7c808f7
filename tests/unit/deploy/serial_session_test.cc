#include "sim/deploy/serial_session.h"

#include <gtest/gtest.h>

#include "sim/deploy/simulated_uart.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class SerialSessionTest : public testing::Test {
 protected:
  SerialSessionTest() {
    session_.set_console([this](ByteView bytes) { console_ += as_text(bytes); });
    session_.set_tap([this](ByteView bytes) { tap_ += as_text(bytes); });
  }

  EventQueue events_{Instant{}};
  std::string sent_, console_, tap_;
  SimulatedUart uart_{events_, [this](ByteView bytes) { sent_ += as_text(bytes); }};
  SerialSession session_{uart_};
};

TEST_F(SerialSessionTest, what_nobody_reads_goes_to_the_console) {
  uart_.receive(as_bytes("boot"));
  {
    const auto use = session_.use();
    uart_.receive(as_bytes("reply"));
    EXPECT_EQ(console_, "boot");
    EXPECT_EQ(as_text(use->read_now()), "reply");
    uart_.receive(as_bytes(">>> "));
  }
  EXPECT_EQ(console_, "boot>>> ");
  EXPECT_EQ(tap_, "bootreply>>> ");
}

TEST_F(SerialSessionTest, has_one_conversation_at_a_time) {
  auto first = session_.use();
  ASSERT_TRUE(first);
  EXPECT_TRUE(session_.in_use());
  EXPECT_FALSE(session_.use());
  first.reset();
  EXPECT_FALSE(session_.in_use());
  EXPECT_TRUE(session_.use());
}

TEST_F(SerialSessionTest, a_conversation_speaks_over_the_wire_in_its_time) {
  const auto use = session_.use();
  use->write(as_bytes("print(1)"));
  EXPECT_EQ(sent_, "print(1)");
  EXPECT_EQ(&use->time(), &events_);
}

TEST_F(SerialSessionTest, closing_wakes_a_conversation_and_says_why) {
  uart_.close("openmv is switched off");
  EXPECT_TRUE(session_.use()->closed());
  uart_.open();
  const auto use = session_.use();
  EXPECT_FALSE(use->closed());
  const auto read = [&]() -> Task<std::size_t> {
    const Bytes bytes = co_await use->read(kForever);
    co_return bytes.size();
  };
  Task<std::size_t> task = read();
  task.start();
  events_.after(5ms, [this] { uart_.close("openmv crashed"); });
  events_.run_until(Instant{} + 1s);
  ASSERT_TRUE(task.done());
  EXPECT_EQ(task.take(), 0u);
  EXPECT_EQ(use->reason(), "openmv crashed");
  uart_.open();
  EXPECT_FALSE(use->closed());
}

}  // namespace
}  // namespace tlscam
