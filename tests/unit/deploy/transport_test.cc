#include "sim/deploy/transport.h"

#include <gtest/gtest.h>

#include <vector>

#include "sim/deploy/simulated_uart.h"
#include "sim/time/sleep.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class TransportTest : public testing::Test {
 protected:
  /// Reads until nothing comes, and keeps what came with the time of it.
  Task<void> read_all(Duration timeout) {
    for (;;) {
      const Bytes bytes = co_await line_.read(timeout);
      const auto milliseconds = (events_.now() - Instant{}) / 1ms;
      read_.push_back(std::to_string(milliseconds) + ":" + std::string(as_text(bytes)));
      if (bytes.empty()) co_return;
    }
  }

  EventQueue events_{Instant{}};
  std::string sent_;
  std::vector<std::string> read_;
  SimulatedUart line_{events_, [this](ByteView bytes) { sent_ += as_text(bytes); }};
};

TEST_F(TransportTest, ReadWaitsForBytesOrTheTimeout) {
  Task<void> task = read_all(100ms);
  task.start();
  events_.after(30ms, [this] {
    line_.receive(as_bytes("a"));
    EXPECT_TRUE(read_.empty()) << "the reader must not run inside receive()";
    line_.receive(as_bytes("b"));
  });
  events_.run_until(Instant{} + 1s);
  EXPECT_TRUE(task.done());
  EXPECT_EQ(read_, (std::vector<std::string>{"30:ab", "130:"}));
}

TEST_F(TransportTest, BytesAtTheInstantOfTheTimeoutAreNotLost) {
  events_.after(100ms, [this] { line_.receive(as_bytes("late")); });
  Task<void> task = read_all(100ms);
  task.start();
  events_.run_until(Instant{} + 1s);
  EXPECT_EQ(read_, (std::vector<std::string>{"100:late", "200:"}));
}

TEST_F(TransportTest, ClosingWakesTheReader) {
  Task<void> task = read_all(kForever);
  task.start();
  events_.after(5ms, [this] { line_.close("the camera is switched off"); });
  events_.run_until(Instant{} + 1s);
  EXPECT_TRUE(task.done());
  EXPECT_EQ(read_, (std::vector<std::string>{"5:"}));
  EXPECT_EQ(line_.reason(), "the camera is switched off");
}

TEST_F(TransportTest, AClosedOneTakesNothing) {
  line_.close("gone");
  line_.write(as_bytes("x"));
  line_.receive(as_bytes("y"));
  EXPECT_EQ(sent_, "");
  EXPECT_TRUE(line_.read_now().empty());
  line_.open();
  line_.write(as_bytes("x"));
  line_.receive(as_bytes("y"));
  EXPECT_EQ(sent_, "x");
  EXPECT_EQ(as_text(line_.read_now()), "y");
}

TEST_F(TransportTest, AReceiverTakesEverythingAtOnce) {
  std::string taken;
  line_.set_receiver([&](ByteView bytes) { taken += as_text(bytes); });
  line_.receive(as_bytes("a"));
  EXPECT_EQ(taken, "a");
  line_.set_receiver({});
  line_.receive(as_bytes("b"));
  EXPECT_EQ(taken, "a");
  EXPECT_EQ(as_text(line_.read_now()), "b");
}

TEST_F(TransportTest, AWatcherSeesItCloseAndOpen) {
  std::string seen;
  line_.set_watcher([&] { seen += line_.closed() ? line_.reason() : " open"; });
  line_.close("gone");
  line_.open();
  EXPECT_EQ(seen, "gone open");
}

TEST_F(TransportTest, ACancelledReadLeavesNoEventBehind) {
  {
    Task<void> task = read_all(100ms);
    task.start();
    line_.receive(as_bytes("a"));
    EXPECT_NE(events_.next(), kNever);
  }
  EXPECT_EQ(events_.next(), kNever);
  EXPECT_EQ(as_text(line_.read_now()), "a");
}

Task<void> sleep_twice(EventQueue& events) {
  co_await Sleep(events, 10ms);
  co_await Sleep(events, 15ms);
}

TEST_F(TransportTest, SleepLetsTimePassAndCanBeCancelled) {
  Task<void> task = sleep_twice(events_);
  task.start();
  events_.run_until(Instant{} + 24ms);
  EXPECT_FALSE(task.done());
  events_.run_until(Instant{} + 25ms);
  EXPECT_TRUE(task.done());
  task = sleep_twice(events_);
  task.start();
  task = sleep_twice(events_);
  EXPECT_EQ(events_.next(), kNever);
}

}  // namespace
}  // namespace tlscam
