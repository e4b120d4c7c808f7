// Boards that misbehave, in virtual time. A well-behaved one is the real firmware:
// tests/unit/world/deployment_on_camera_test.cc.
#include "sim/deploy/board_connection.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/deploy/ask_board.h"
#include "tests/unit/deploy/repl_peer.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;

/// A line between the computer and a peer that the test can disturb in both directions.
class DisturbedLine {
 public:
  explicit DisturbedLine(EventQueue& events)
      : peer(events), events_(events), line(events, [this](ByteView bytes) { to_board(bytes); }) {
    peer.line.set_receiver([this](ByteView bytes) { from_board(bytes); });
  }

  ReplPeer peer;

 private:
  void to_board(ByteView bytes) {
    sent += as_text(bytes);
    for (const std::uint8_t byte : bytes) {
      if (byte == 3 && deaf_interrupts > 0) {
        --deaf_interrupts;
        continue;
      }
      if (deaf_interrupts > 0 || deaf) continue;
      peer.line.write(ByteView(&byte, 1));
    }
  }
  void from_board(ByteView bytes) {
    Bytes said(bytes.begin(), bytes.end());
    events_.after(delay, [this, said] {
      line.receive(as_bytes(noise));
      line.receive(said);
    });
  }

  EventQueue& events_;

 public:
  SimulatedUart line;
  std::string sent;
  int deaf_interrupts = 0;  ///< a program is busy until it got so many
  bool deaf = false;        ///< it takes nothing
  Duration delay{0};
  std::string noise;  ///< before everything that the board says
};

class BoardConnectionTest : public testing::Test {
 protected:
  Result<void> reach(bool soft_reset = true) {
    ReachOptions options;
    options.soft_reset = soft_reset;
    connection_.emplace(line_.line);
    Task<Result<void>> task = connection_->reach(options);
    task.start();
    while (!task.done() && events_.step(events_.now() + 1000s)) {
    }
    EXPECT_TRUE(task.done()) << "the conversation hangs";
    return task.take();
  }
  void settle() { events_.run_until(events_.now() + 1s); }

  EventQueue events_{Instant{}};
  DisturbedLine line_{events_};
  std::optional<BoardConnection> connection_;
};

TEST_F(BoardConnectionTest, reaches_a_board_at_its_prompt_and_leaves_it_there) {
  ASSERT_TRUE(reach());
  EXPECT_TRUE(line_.peer.raw);
  EXPECT_EQ(line_.peer.soft_resets, 1);
  connection_.reset();
  settle();
  EXPECT_FALSE(line_.peer.raw);
}

TEST_F(BoardConnectionTest, never_runs_a_line_that_somebody_has_half_typed) {
  ASSERT_TRUE(reach());
  EXPECT_EQ(line_.sent[0], '\x03') << "an interrupt clears the line; a carriage return would run it";
}

TEST_F(BoardConnectionTest, goes_on_interrupting_a_program_that_catches_it) {
  line_.deaf_interrupts = 7;
  const auto reached = reach();
  ASSERT_TRUE(reached) << reached.error().text;
  EXPECT_GT(events_.now(), Instant{} + 2s);
}

TEST_F(BoardConnectionTest, takes_late_answers_for_what_they_are) {
  // Each attempt has given up before the board answers the one before.
  line_.delay = 3s;
  const auto reached = reach(false);
  ASSERT_TRUE(reached) << reached.error().text;
  line_.delay = 0s;
  line_.peer.run = [](std::string) {
    const ByteView output = as_bytes("42");
    return ExecResult{{output.begin(), output.end()}, {}};
  };
  Task<Result<ExecResult>> task = connection_->repl().exec("print(42)", {});
  task.start();
  while (!task.done() && events_.step(events_.now() + 1000s)) {
  }
  const auto result = task.take();
  ASSERT_TRUE(result) << result.error().text;
  EXPECT_EQ(as_text(result->output), "42");
}

TEST_F(BoardConnectionTest, reaches_a_board_behind_garbage) {
  line_.noise = std::string("\xff\x00\x04>\x01raw REPL", 13);
  const auto reached = reach(false);
  EXPECT_TRUE(reached) << reached.error().text;
}

TEST_F(BoardConnectionTest, a_silent_board_may_have_the_ide) {
  line_.deaf = true;
  const auto reached = reach();
  ASSERT_FALSE(reached);
  EXPECT_THAT(reached.error().text,
              AllOf(HasSubstr("nothing came from the board in 15 seconds"), HasSubstr("OpenMV IDE"),
                    HasSubstr("reset button"), HasSubstr("tlscam devices")));
  EXPECT_LE(events_.now(), Instant{} + 20s);
}

TEST_F(BoardConnectionTest, a_board_that_goes_on_talking_cannot_be_interrupted) {
  line_.deaf = true;
  std::function<void()> talk = [&] {
    line_.line.receive(as_bytes("tick\r\n"));
    events_.after(500ms, talk);
  };
  talk();
  const auto reached = reach();
  ASSERT_FALSE(reached);
  EXPECT_THAT(reached.error().text, AllOf(HasSubstr("did not come to its prompt in 15 seconds"),
                                          HasSubstr("tick"), HasSubstr("Press the reset button")));
}

TEST_F(BoardConnectionTest, a_board_that_goes_away_ends_it_at_once) {
  line_.deaf = true;
  events_.after(1s, [&] { line_.line.close("/dev/ttyACM0: it was disconnected"); });
  const auto reached = reach();
  ASSERT_FALSE(reached);
  EXPECT_EQ(reached.error().text, "the connection was lost: /dev/ttyACM0: it was disconnected");
  EXPECT_EQ(events_.now(), Instant{} + 1s);
}

TEST_F(BoardConnectionTest, a_boot_script_without_an_end_is_no_hindrance) {
  // The board prints the banner of its reset never: boot.py runs. It is interrupted in place of that.
  line_.peer.endless_boot = true;
  const auto reached = reach();
  EXPECT_TRUE(reached) << reached.error().text;
}

TEST_F(BoardConnectionTest, a_reset_is_not_followed_by_an_interrupt) {
  ASSERT_TRUE(reach());
  Task<Result<void>> task = connection_->reset();
  task.start();
  while (!task.done() && events_.step(events_.now() + 1000s)) {
  }
  ASSERT_TRUE(task.done());
  EXPECT_TRUE(task.take());
  line_.sent.clear();
  connection_.reset();
  settle();
  EXPECT_EQ(line_.sent, "");
}

TEST_F(BoardConnectionTest, every_answer_about_itself_is_an_answer_or_an_error) {
  ASSERT_TRUE(reach());
  line_.peer.run = [](std::string) {
    const ByteView error = as_bytes("Traceback (most recent call last):\r\nMemoryError: \r\n");
    return ExecResult{{}, {error.begin(), error.end()}};
  };
  Task<Result<BoardFacts>> task = ask_board(connection_->repl());
  task.start();
  while (!task.done() && events_.step(events_.now() + 1000s)) {
  }
  const auto facts = task.take();
  ASSERT_FALSE(facts);
  EXPECT_THAT(facts.error().text, HasSubstr("MemoryError"));
}

}  // namespace
}  // namespace tlscam
