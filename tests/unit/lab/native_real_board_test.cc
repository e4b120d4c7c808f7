// A simulated camera with the real firmware behind a real terminal device, reached in real time as a board on
// a USB port is.
#include "sim/lab/board/native_real_board.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <future>

#include "sim/deploy/native_pty_port.h"
#include "sim/machine/camera.h"
#include "sim/machine/native_machine.h"
#include "tests/support/lone_camera.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

class RealBoardTest : public testing::Test {
 protected:
  void SetUp() override {
    auto camera = lone_camera(network_, factory_);
    ASSERT_TRUE(camera) << camera.error().text;
    camera_ = std::move(*camera);
    ASSERT_TRUE(camera_->power_on());
    auto port = PtyPort::open(camera_->serial());
    ASSERT_TRUE(port) << port.error().text;
    port_ = std::move(*port);
    path_ = port_->path();
  }

  /// Lets the camera live while another thread uses it, as the world outside does.
  template <class Act>
  auto meanwhile(Act act) {
    auto result = std::async(std::launch::async, act);
    while (result.wait_for(1ms) != std::future_status::ready) {
      events_.run_until(events_.now() + 2ms);
      if (pulled_) port_.reset();
      if (port_) port_->poll();
    }
    return result.get();
  }

  std::string on_drive(const std::string& name) {
    const auto content = camera_->drive().read(name);
    return content ? std::string(as_text(*content)) : "-";
  }

  static std::vector<DeployFile> one(const std::string& target, std::string_view content) {
    const ByteView bytes = as_bytes(content);
    return {{target, Bytes(bytes.begin(), bytes.end())}};
  }

  /// Opens the board and deploys one file.
  Result<void> deploy(const std::string& target, std::string_view content, bool reset = false) {
    return meanwhile([=, this]() -> Result<void> {
      const auto board = RealBoard::open(path_, stop_);
      if (!board) return tl::unexpected(board.error());
      const auto facts = (*board)->greet();
      if (!facts) return tl::unexpected(facts.error());
      auto plan = (*board)->plan(*facts, one(target, content));
      if (!plan) return tl::unexpected(plan.error());
      const auto done = (*board)->carry_out(std::move(*plan), {});
      if (!done || !reset) return done;
      return (*board)->reset();
    });
  }

  EventQueue events_{*parse_instant("2026-11-23 10:42:07")};
  Switch network_{events_, 1};
  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::unique_ptr<Camera> camera_;
  std::unique_ptr<PtyPort> port_;
  std::string path_;
  std::atomic<bool> stop_ = false;
  std::atomic<bool> pulled_ = false;  // by the other thread: the cable
};

TEST_F(RealBoardTest, gets_files_and_runs_them_after_a_reset) {
  const auto done = deploy("/flash/main.py", "with open('/flash/started','w') as f:f.write('yes')\n", true);
  ASSERT_TRUE(done) << done.error().text;
  for (int i = 0; i < 100 && on_drive("started") != "yes"; ++i) {
    events_.run_until(events_.now() + 50ms);
    port_->poll();
  }
  EXPECT_EQ(on_drive("started"), "yes");
}

TEST_F(RealBoardTest, hands_on_what_a_script_prints_and_how_it_ended) {
  std::string output;
  const auto ended = meanwhile([&]() -> Result<std::string> {
    const auto board = RealBoard::open(path_, stop_);
    if (!board) return tl::unexpected(board.error());
    const auto facts = (*board)->greet();
    if (!facts) return tl::unexpected(facts.error());
    return (*board)->run("print(6 * 7)\n1/0\n", [&output](ByteView bytes) { output += as_text(bytes); });
  });
  ASSERT_TRUE(ended) << ended.error().text;
  EXPECT_EQ(output, "42\r\n");
  EXPECT_THAT(*ended, HasSubstr("ZeroDivisionError"));
}

TEST_F(RealBoardTest, interrupts_a_script_when_it_is_told_to_stop) {
  const auto ended = meanwhile([&]() -> Result<std::string> {
    const auto board = RealBoard::open(path_, stop_);
    if (!board) return tl::unexpected(board.error());
    const auto facts = (*board)->greet();
    if (!facts) return tl::unexpected(facts.error());
    return (*board)->run("print('on')\nwhile True: pass\n", [this](ByteView) { stop_ = true; });
  });
  ASSERT_TRUE(ended) << ended.error().text;
  EXPECT_THAT(*ended, HasSubstr("KeyboardInterrupt"));
}

TEST_F(RealBoardTest, is_a_console_until_nothing_more_is_typed) {
  std::string output;
  bool asked = false;
  const auto talked = meanwhile([&]() -> Result<void> {
    const auto board = RealBoard::open(path_, stop_);
    if (!board) return tl::unexpected(board.error());
    return (*board)->talk([&output](ByteView bytes) { output += as_text(bytes); },
                          [&]() -> std::optional<Bytes> {
                            if (output.find("42") != output.npos) return std::nullopt;
                            if (std::exchange(asked, true)) return Bytes{};
                            const ByteView keys = as_bytes("\rprint(6*7)\r");
                            return Bytes(keys.begin(), keys.end());
                          });
  });
  ASSERT_TRUE(talked) << talked.error().text;
  EXPECT_THAT(output, AllOf(HasSubstr(">>> print(6*7)"), HasSubstr("\r\n42")));
}

TEST_F(RealBoardTest, that_is_pulled_out_is_named_and_has_whole_files) {
  ASSERT_TRUE(camera_->drive().write("main.py", as_bytes("old")));
  const auto done = meanwhile([&]() -> Result<void> {
    const auto board = RealBoard::open(path_, stop_);
    if (!board) return tl::unexpected(board.error());
    const auto facts = (*board)->greet();
    if (!facts) return tl::unexpected(facts.error());
    auto plan = (*board)->plan(*facts, one("/flash/main.py", std::string(4000, 'x')));
    if (!plan) return tl::unexpected(plan.error());
    return (*board)->carry_out(std::move(*plan),
                               [this](const DeployProgress& at) { pulled_ = at.done > 1000; });
  });
  ASSERT_FALSE(done);
  EXPECT_THAT(done.error().text,
              AllOf(HasSubstr("/flash/main.py was not written"), HasSubstr("it was disconnected"),
                    HasSubstr("No file on the board was changed")));
  EXPECT_EQ(on_drive("main.py"), "old");
}

}  // namespace
}  // namespace tlscam
