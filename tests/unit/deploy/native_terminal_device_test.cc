// A camera that is reached through a terminal device of this computer: the peer of the other tests, a real
// simulated camera, and the genuine mpremote.
#include "sim/deploy/native_terminal_device.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <stdlib.h>

#include "sim/deploy/native_pty_port.h"
#include "sim/deploy/raw_repl.h"
#include "tests/unit/deploy/repl_peer.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A peer behind a terminal device, and the computer's end of that. The peer's time is the test's.
class TerminalDeviceTest : public testing::Test {
 protected:
  void SetUp() override {
    auto port = PtyPort::open(line_);
    ASSERT_TRUE(port) << port.error().text;
    port_ = std::move(*port);
    auto device = TerminalDevice::open(port_->path(), now_);
    ASSERT_TRUE(device) << device.error().text;
    device_ = std::move(*device);
  }

  /// Lets bytes travel both ways while the device's time goes on.
  template <class Done>
  bool run_until(Done done) {
    for (int i = 0; i < 20'000 && !done(); ++i) {
      events_.run_until(events_.now() + 1ms);
      if (port_) port_->poll();
      now_ += 1ms;
      device_->poll(now_);
    }
    return done();
  }

  EventQueue events_{Instant{}};
  Instant now_ = *parse_instant("2030-01-02 03:04:05");
  ReplPeer peer_{events_};
  SerialSession line_{peer_.line};
  std::unique_ptr<PtyPort> port_;
  std::unique_ptr<TerminalDevice> device_;
};

TEST_F(TerminalDeviceTest, carries_the_raw_repl) {
  peer_.run = [](std::string code) {
    const ByteView echoed = as_bytes(code);
    return ExecResult{Bytes(echoed.begin(), echoed.end()), {}};
  };
  std::string output;
  const auto converse = [&]() -> Task<void> {
    RawRepl repl(*device_);
    const auto entered = co_await repl.enter(true);
    if (!entered) co_return void(output = entered.error().text);
    // More than the terminal holds at once.
    const auto result = co_await repl.exec(std::string(20'000, 'x'), {});
    output = result ? std::string(as_text(result->output)) : result.error().text;
    repl.leave();
  };
  Task<void> task = converse();
  task.start();
  ASSERT_TRUE(run_until([&] { return task.done(); }));
  EXPECT_EQ(output, std::string(20'000, 'x'));
  EXPECT_EQ(peer_.soft_resets, 1);
}

TEST_F(TerminalDeviceTest, every_byte_passes_unchanged) {
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  peer_.line.receive(all);
  Bytes received;
  device_->set_receiver([&](ByteView bytes) { received.insert(received.end(), bytes.begin(), bytes.end()); });
  ASSERT_TRUE(run_until([&] { return received.size() >= all.size(); }));
  EXPECT_EQ(received, all);
}

TEST_F(TerminalDeviceTest, a_wait_ends_in_its_own_time) {
  const auto read = [this]() -> Task<bool> {
    const Bytes bytes = co_await device_->read(10s);
    co_return bytes.empty();
  };
  Task<bool> task = read();
  task.start();
  device_->poll(now_ + 9s);
  EXPECT_FALSE(task.done());
  device_->poll(now_ + 10s);
  ASSERT_TRUE(task.done());
  EXPECT_TRUE(task.take());
}

TEST_F(TerminalDeviceTest, says_that_it_was_disconnected) {
  const std::string path = port_->path();
  port_.reset();
  device_->poll(now_);
  EXPECT_TRUE(device_->closed());
  EXPECT_EQ(device_->reason(), path + ": it was disconnected");
  EXPECT_EQ(device_->descriptor(), -1);
  device_->write(as_bytes("x"));
  device_->poll(now_);
}

TEST_F(TerminalDeviceTest, the_line_is_held_while_it_is_offered) {
  EXPECT_TRUE(line_.in_use());
  EXPECT_FALSE(PtyPort::open(line_));
  port_.reset();
  EXPECT_FALSE(line_.in_use());
}

TEST(TerminalDevice, what_is_no_terminal_is_refused) {
  const auto missing = TerminalDevice::open("/dev/there-is-none", Instant{});
  ASSERT_FALSE(missing);
  EXPECT_THAT(missing.error().text, HasSubstr("/dev/there-is-none is not there"));
  const auto file = TerminalDevice::open("/dev/null", Instant{});
  ASSERT_FALSE(file);
  EXPECT_THAT(file.error().text, HasSubstr("/dev/null is not a serial port"));
}

}  // namespace
}  // namespace tlscam
