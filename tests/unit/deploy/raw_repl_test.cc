#include "sim/deploy/raw_repl.h"

#include <gtest/gtest.h>

#include "tests/unit/deploy/repl_peer.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

class RawReplTest : public testing::Test {
 protected:
  template <class T>
  T finish(Task<T> task, Duration limit = 1000s) {
    task.start();
    const Instant end = events_.now() + limit;
    while (!task.done() && events_.step(end)) {
    }
    EXPECT_TRUE(task.done()) << "the conversation hangs";
    return task.take();
  }

  ExecResult exec(std::string code) {
    Result<ExecResult> result = finish(repl_.exec(std::move(code), {}));
    EXPECT_TRUE(result) << result.error().text;
    return result ? *result : ExecResult{};
  }

  EventQueue events_{Instant{}};
  ReplPeer peer_{events_};
  RawRepl repl_{peer_.line};
};

TEST_F(RawReplTest, EntersAfterInterruptingAndResetting) {
  peer_.boot_output = "hello from boot.py\r\n";
  const Result<void> entered = finish(repl_.enter(true));
  ASSERT_TRUE(entered) << entered.error().text;
  EXPECT_TRUE(repl_.entered());
  EXPECT_EQ(peer_.interrupts, 2);
  EXPECT_EQ(peer_.soft_resets, 1);
  repl_.leave();
  EXPECT_FALSE(peer_.raw);
}

TEST_F(RawReplTest, EntersWithoutAReset) {
  ASSERT_TRUE(finish(repl_.enter(false)));
  EXPECT_EQ(peer_.soft_resets, 0);
}

class EachPasteMode : public RawReplTest, public testing::WithParamInterface<ReplPeer::Paste> {};

TEST_P(EachPasteMode, CodeOfManyWindowsArrivesWholeAndOutputIsSplitFromTheTraceback) {
  peer_.paste = GetParam();
  std::string code;
  for (int i = 0; i < 200; ++i) code += "print(" + std::to_string(i) + ")  # \xc3\xa9\n";
  std::vector<std::string> ran;
  peer_.run = [&](std::string text) {
    ran.push_back(text);
    const ByteView output = as_bytes("0\r\n1\r\n");
    const ByteView error = as_bytes("Traceback\r\n");
    return ExecResult{{output.begin(), output.end()}, {error.begin(), error.end()}};
  };
  ASSERT_TRUE(finish(repl_.enter(true)));
  for (int round = 0; round < 3; ++round) {
    const ExecResult result = exec(code);
    EXPECT_EQ(as_text(result.output), "0\r\n1\r\n");
    EXPECT_EQ(as_text(result.error), "Traceback\r\n");
  }
  EXPECT_EQ(ran, (std::vector<std::string>{code, code, code}));
}

INSTANTIATE_TEST_SUITE_P(Repl, EachPasteMode,
                         testing::Values(ReplPeer::Paste::kSupported, ReplPeer::Paste::kRefused,
                                         ReplPeer::Paste::kUnknown));

TEST_F(RawReplTest, OutputIsStreamed) {
  peer_.run = [](std::string) {
    const ByteView output = as_bytes("tick tock");
    return ExecResult{{output.begin(), output.end()}, {}};
  };
  ASSERT_TRUE(finish(repl_.enter(false)));
  std::string seen;
  FollowOptions options;
  options.on_output = [&](ByteView bytes) { seen += as_text(bytes); };
  const Result<ExecResult> result = finish(repl_.exec("pass", options));
  ASSERT_TRUE(result);
  EXPECT_EQ(seen, "tick tock");
  EXPECT_TRUE(result->output.empty());
}

TEST_F(RawReplTest, ACameraMayStopAPasteEarly) {
  peer_.stops_early = true;
  ASSERT_TRUE(finish(repl_.enter(false)));
  const ExecResult result = exec(std::string(500, '('));
  EXPECT_EQ(as_text(result.error), "SyntaxError\r\n");
}

TEST_F(RawReplTest, EmptyCodeIsNotASoftReset) {
  peer_.paste = ReplPeer::Paste::kRefused;
  ASSERT_TRUE(finish(repl_.enter(false)));
  exec("");
  EXPECT_EQ(peer_.soft_resets, 0);
}

TEST_F(RawReplTest, ControlCharactersOfTheReplAreRefusedInCode) {
  ASSERT_TRUE(finish(repl_.enter(false)));
  const auto result = finish(repl_.exec("x = 1\ny = '\x04'\n", {}));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().text,
            "the code has the control character 0x04 in line 2; write it as an escape (\\x04)");
}

/// A camera that answers as the test says.
class StrangePeerTest : public RawReplTest {
 protected:
  void answer(std::string_view text) { line_.receive(as_bytes(text)); }

  SimulatedUart line_{events_, [this](ByteView bytes) {
                        if (reply_) reply_(std::string(as_text(bytes)));
                      }};
  std::function<void(std::string)> reply_;
  RawRepl strange_{line_};
};

TEST_F(StrangePeerTest, ASilentCameraIsGivenUp) {
  const Result<void> entered = finish(strange_.enter(true));
  ASSERT_FALSE(entered);
  EXPECT_EQ(entered.error().text, "could not enter raw repl (the camera sent b'' at the end)");
  EXPECT_EQ(events_.now(), Instant{} + 10s);
}

TEST_F(StrangePeerTest, ACameraThatTalksForEverIsGivenUp) {
  std::function<void()> talk = [&] {
    answer("x");
    events_.after(1ms, talk);
  };
  talk();
  const Result<void> entered = finish(strange_.enter(true));
  ASSERT_FALSE(entered);
  EXPECT_EQ(events_.now(), Instant{} + 10s);
}

TEST_F(StrangePeerTest, AWrongAnswerToACommandIsQuoted) {
  reply_ = [&](const std::string& text) {
    if (text == "\r\x01") answer("raw REPL; CTRL-B to exit\r\n>");
    if (text.find('\x05') != std::string::npos) answer(std::string_view("R\0", 2));
    if (text == "\x04") answer("NO");
  };
  ASSERT_TRUE(finish(strange_.enter(false)));
  const auto result = finish(strange_.exec("pass", {}));
  ASSERT_FALSE(result);
  EXPECT_EQ(result.error().text, "could not exec command (response: b'NO')");
}

TEST_F(StrangePeerTest, AProgramMayBeSilentForLongWithoutATimeout) {
  reply_ = [&](const std::string& text) {
    if (text == "\r\x01") answer("raw REPL; CTRL-B to exit\r\n>");
    if (text.find('\x05') != std::string::npos) answer(std::string_view("R\0", 2));
    if (text == "\x04") {
      answer("OK");
      events_.after(3600s, [&] { answer("done\x04\x04>"); });
    }
  };
  ASSERT_TRUE(finish(strange_.enter(false)));
  const auto impatient = finish(strange_.exec("pass", {}));
  ASSERT_FALSE(impatient);
  EXPECT_EQ(impatient.error().text, "timeout waiting for first EOF reception");
  ASSERT_TRUE(finish(strange_.enter(false)));
  FollowOptions patient;
  patient.silence = kForever;
  const auto result = finish(strange_.exec("pass", patient), 7200s);
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(as_text(result->output), "done");
}

TEST_F(StrangePeerTest, ACameraThatGoesAwaySaysWhy) {
  events_.after(1s, [&] { line_.close("openmv was switched off"); });
  const Result<void> entered = finish(strange_.enter(true));
  ASSERT_FALSE(entered);
  EXPECT_EQ(entered.error().text, "the connection was lost: openmv was switched off");
}

TEST_F(RawReplTest, ItCanBeCancelledAtEveryStep) {
  for (int steps = 0; steps < 12; ++steps) {
    EventQueue events{Instant{}};
    ReplPeer peer{events};
    RawRepl repl{peer.line};
    {
      Task<Result<void>> task = repl.enter(true);
      task.start();
      for (int i = 0; i < steps; ++i) events.step(kNever - 1us);
    }
    EXPECT_EQ(events.next(), kNever);
  }
}

}  // namespace
}  // namespace tlscam
