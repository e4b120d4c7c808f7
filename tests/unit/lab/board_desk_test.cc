// A window's dealings with a board, with the real firmware in its native build at the other end of the line.
#include "sim/lab/board/board_desk.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/base/file.h"
#include "sim/machine/camera.h"
#include "sim/machine/native_machine.h"
#include "tests/support/lone_camera.h"

namespace tlscam {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using namespace std::chrono_literals;

class BoardDeskOnCamera : public testing::Test {
 protected:
  void SetUp() override {
    auto camera = lone_camera(network_, factory_);
    ASSERT_TRUE(camera) << camera.error().text;
    camera_ = std::move(*camera);
    const Result<void> on = camera_->power_on();
    ASSERT_TRUE(on) << on.error().text;
    line_ = camera_->serial().use();
    desk_.emplace(*line_);
  }

  /// Carries a command out and waits for the end of what it begins, a minute at most.
  template <class Command>
  BoardSnapshot after(const Command& command) {
    const auto begun = desk_->perform(command);
    EXPECT_TRUE(begun) << begun.error().text;
    const Instant end = events_.now() + 60s;
    while (seen().task != BoardTask::none && events_.now() < end) pass(100ms);
    return snapshot_;
  }

  const BoardSnapshot& seen() {
    BoardUpdate update = desk_->take_update();
    snapshot_ = std::move(update.snapshot);
    printed_ += as_text(update.output);
    return snapshot_;
  }

  void pass(Duration time) { events_.run_until(events_.now() + time); }

  static BoardFile file(std::string name, std::string_view content) {
    const ByteView bytes = as_bytes(content);
    return {std::move(name), Bytes(bytes.begin(), bytes.end())};
  }

  std::string on_drive(const std::string& name) {
    const auto content = camera_->drive().read(name);
    return content ? std::string(as_text(*content)) : "-";
  }

  void type(std::string_view keys) {
    const ByteView bytes = as_bytes(keys);
    const auto typed = desk_->perform(TypeToBoardCommand{Bytes(bytes.begin(), bytes.end())});
    EXPECT_TRUE(typed);
  }

  EventQueue events_{*parse_instant("2026-11-23 10:42:07")};
  Switch network_{events_, 1};
  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::unique_ptr<Camera> camera_;
  std::unique_ptr<SerialSession::Use> line_;
  std::optional<BoardDesk> desk_;
  BoardSnapshot snapshot_;
  std::string printed_;
};

TEST_F(BoardDeskOnCamera, asks_the_board_and_leaves_its_console) {
  const BoardSnapshot met = after(GreetBoardCommand{});
  EXPECT_FALSE(met.failed) << met.problem;
  ASSERT_TRUE(met.board);
  EXPECT_THAT(met.board->title, HasSubstr("MicroPython 1."));
  EXPECT_EQ(met.board->folder, "/flash");
  EXPECT_THAT(met.board->places, Contains(Field(&BoardPlaceView::path, "/flash")));
  ASSERT_TRUE(met.board->clock);
  EXPECT_LT(*met.board->clock, *met.board->asked_at) << "the camera's clock begins in 2013";

  type("print(6 * 7)\r");
  pass(1s);
  seen();
  EXPECT_THAT(printed_, HasSubstr("42"));
}

TEST_F(BoardDeskOnCamera, examines_then_deploys_then_undoes) {
  ExamineFilesCommand command;
  command.files = {file("cert.der", "no certificate"), file("lib/tool.py", "x = 1\n")};
  const BoardSnapshot examined = after(command);
  ASSERT_TRUE(examined.examination) << examined.problem;
  EXPECT_THAT(examined.examination->changes,
              ElementsAre(Field(&BoardChangeView::target, "/flash/cert.der"),
                          Field(&BoardChangeView::target, "/flash/lib/tool.py")));
  EXPECT_THAT(examined.examination->findings, Contains(Field(&BoardFindingView::file, "/flash/cert.der")));
  EXPECT_EQ(on_drive("cert.der"), "-") << "nothing is written yet";

  const BoardSnapshot deployed = after(DeployFilesCommand{.anyway = true});
  EXPECT_FALSE(deployed.failed) << deployed.problem;
  EXPECT_THAT(deployed.done, ElementsAre("/flash/cert.der", "/flash/lib/tool.py"));
  EXPECT_EQ(on_drive("lib/tool.py"), "x = 1\n");

  const BoardSnapshot undone = after(UndoDeploymentCommand{});
  EXPECT_FALSE(undone.failed) << undone.problem;
  EXPECT_EQ(on_drive("lib/tool.py"), "-");
}

TEST_F(BoardDeskOnCamera, refuses_what_the_preflight_stops) {
  const auto pem = read_file(TLSCAM_SOURCE_DIR "/tests/golden/certificates/p256.pem");
  ASSERT_TRUE(pem);
  ExamineFilesCommand command;
  command.files = {{"cert.pem", *pem}};
  const BoardSnapshot examined = after(command);
  ASSERT_TRUE(examined.examination) << examined.problem;
  EXPECT_TRUE(examined.examination->stops) << "the firmware reads DER alone";
  EXPECT_THAT(examined.examination->findings,
              Contains(Field(&BoardFindingView::command, HasSubstr("openssl"))));
  const auto refused = desk_->perform(DeployFilesCommand{});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text, HasSubstr("pre-flight"));
  EXPECT_EQ(on_drive("cert.pem"), "-");
}

TEST_F(BoardDeskOnCamera, runs_a_script_that_reads_keys_and_shows_its_error) {
  const auto begun =
      desk_->perform(RunOnBoardCommand{"name = input('who? ')\nprint('hello', name)\nopen('/nowhere')\n"});
  ASSERT_TRUE(begun);
  pass(5s);
  seen();
  ASSERT_EQ(snapshot_.task, BoardTask::running);
  EXPECT_THAT(printed_, HasSubstr("who? "));
  EXPECT_FALSE(desk_->perform(GreetBoardCommand{})) << "one thing at a time";
  type("Ada\r");
  pass(5s);
  seen();
  EXPECT_EQ(snapshot_.task, BoardTask::none);
  EXPECT_TRUE(snapshot_.failed);
  EXPECT_THAT(snapshot_.problem, HasSubstr("OSError"));
  EXPECT_THAT(printed_, AllOf(HasSubstr("hello Ada"), HasSubstr("Traceback")));
}

TEST_F(BoardDeskOnCamera, interrupts_a_script_that_does_not_end) {
  ASSERT_TRUE(desk_->perform(RunOnBoardCommand{"while True: pass\n"}));
  pass(5s);
  type("\x03");
  pass(5s);
  EXPECT_EQ(seen().task, BoardTask::none);
  EXPECT_THAT(snapshot_.problem, HasSubstr("KeyboardInterrupt"));
}

TEST_F(BoardDeskOnCamera, leaves_a_board_that_works_at_its_prompt) {
  ASSERT_TRUE(desk_->perform(RunOnBoardCommand{"while True: pass\n"}));
  pass(5s);
  ASSERT_TRUE(desk_->perform(LeaveBoardCommand{}));
  pass(5s);
  type("print(6 * 7)\r");
  pass(1s);
  EXPECT_EQ(seen().task, BoardTask::none);
  EXPECT_THAT(printed_, HasSubstr("42"));
}

TEST_F(BoardDeskOnCamera, says_that_the_board_is_lost) {
  ASSERT_TRUE(desk_->perform(GreetBoardCommand{}));
  camera_->power_off();
  pass(30s);
  seen();
  EXPECT_EQ(snapshot_.task, BoardTask::none);
  EXPECT_TRUE(snapshot_.failed);
  EXPECT_FALSE(snapshot_.lost.empty());
  const auto refused = desk_->perform(GreetBoardCommand{});
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error().text, HasSubstr("not connected"));
}

TEST_F(BoardDeskOnCamera, takes_commands_as_json) {
  EXPECT_THAT(dispatch(*desk_, R"({"command": "deploy", "args": {"anyway": false}})"),
              HasSubstr("not examined"));
  EXPECT_THAT(dispatch(*desk_, R"({"command": "greet", "args": {}})"), HasSubstr("\"greeting\""));
}

}  // namespace
}  // namespace tlscam
