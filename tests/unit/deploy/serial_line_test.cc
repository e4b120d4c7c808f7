#include "sim/deploy/serial_line.h"

#include <gtest/gtest.h>

#include <vector>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class SerialLineTest : public testing::Test {
 protected:
  SerialLineTest() {
    line_.set_console([this](ByteView bytes) { console_ += as_text(bytes); });
  }

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
  std::string console_;
  std::vector<std::string> read_;
  SerialLine line_{events_, [this](ByteView bytes) { sent_ += as_text(bytes); }};
};

TEST_F(SerialLineTest, WhatNobodyReadsGoesToTheConsole) {
  line_.receive(as_bytes("boot"));
  {
    const auto use = line_.use();
    line_.receive(as_bytes("reply"));
    EXPECT_EQ(console_, "boot");
    EXPECT_EQ(as_text(line_.read_now()), "reply");
    line_.receive(as_bytes(">>> "));
  }
  EXPECT_EQ(console_, "boot>>> ");
}

TEST_F(SerialLineTest, OnlyOneConversationAtATime) {
  auto first = line_.use();
  ASSERT_TRUE(first);
  EXPECT_FALSE(line_.use());
  first.reset();
  EXPECT_TRUE(line_.use());
}

TEST_F(SerialLineTest, ReadWaitsForBytesOrTheTimeout) {
  const auto use = line_.use();
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

TEST_F(SerialLineTest, BytesAtTheInstantOfTheTimeoutAreNotLost) {
  const auto use = line_.use();
  events_.after(100ms, [this] { line_.receive(as_bytes("late")); });
  Task<void> task = read_all(100ms);
  task.start();
  events_.run_until(Instant{} + 1s);
  EXPECT_EQ(read_, (std::vector<std::string>{"100:late", "200:"}));
}

TEST_F(SerialLineTest, ClosingWakesTheReader) {
  const auto use = line_.use();
  Task<void> task = read_all(kForever);
  task.start();
  events_.after(5ms, [this] { line_.close("the camera is switched off"); });
  events_.run_until(Instant{} + 1s);
  EXPECT_TRUE(task.done());
  EXPECT_EQ(read_, (std::vector<std::string>{"5:"}));
  EXPECT_EQ(line_.reason(), "the camera is switched off");
}

TEST_F(SerialLineTest, AClosedLineTakesNothing) {
  line_.close("gone");
  line_.write(as_bytes("x"));
  line_.receive(as_bytes("y"));
  EXPECT_EQ(sent_ + console_, "");
  line_.open();
  line_.write(as_bytes("x"));
  line_.receive(as_bytes("y"));
  EXPECT_EQ(sent_ + console_, "xy");
}

TEST_F(SerialLineTest, ACancelledReadLeavesNoEventBehind) {
  const auto use = line_.use();
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

TEST_F(SerialLineTest, SleepLetsTimePassAndCanBeCancelled) {
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
