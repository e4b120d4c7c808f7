#include "sim/lab/acts/block_performer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;
using State = BlockPerformer::State;

LessonBlock block(LessonBlock::Kind kind, const std::string& camera, const std::string& file,
                  const std::string& text) {
  LessonBlock made;
  made.kind = kind;
  made.camera = camera;
  made.file = file;
  made.text = text;
  return made;
}
LessonBlock console(const std::string& text) {
  return block(LessonBlock::Kind::console, "openmv", "", text);
}
LessonBlock workstation(const std::string& text) {
  return block(LessonBlock::Kind::workstation, "", "", text);
}
LessonBlock press(const std::string& text) {
  return block(LessonBlock::Kind::press, "", "", text);
}

// Hands that write down what they do, on one camera that does what the test says.
class WrittenHands : public BlockHands {
 public:
  Instant now() const override { return now_; }
  bool is_running(const std::string&) const override { return running; }
  std::string_view said(const std::string&) const override { return console; }
  bool runs_script(const std::string&) const override { return script; }
  bool runs_command() const override { return command; }
  Result<void> power(const std::string& camera, bool on) override {
    running = on;
    return note((on ? "on " : "off ") + camera);
  }
  Result<void> reset(const std::string& camera) override { return note("reset " + camera); }
  Result<void> stop(const std::string& camera) override { return note("stop " + camera); }
  Result<void> type(const std::string&, std::string_view keys) override { return note(std::string(keys)); }
  Result<void> run_script(const std::string& camera, const std::string& file) override {
    script = true;
    return note("run " + file + " on " + camera);
  }
  void clear_line() override { done.push_back("clear"); }
  Result<void> type_command(std::string_view keys) override {
    command = command || keys.ends_with('\r');
    return note(std::string(keys));
  }
  Result<void> press(const LessonPress& press) override { return note(press.text); }
  Result<void> write_file(const std::string& file, const std::string& text) override {
    return note("write " + file + ": " + text);
  }

  void let_pass(Duration time) { now_ += time; }
  std::vector<std::string> taken() { return std::exchange(done, {}); }

  bool running = true;
  bool script = false;
  bool command = false;
  std::string console = ">>> ";
  std::string refusal;

 private:
  Result<void> note(const std::string& act) {
    if (!refusal.empty()) return fail("{}", refusal);
    done.push_back(act);
    return {};
  }

  Instant now_;
  std::vector<std::string> done;
};

class BlockPerformerTest : public testing::Test {
 protected:
  State go_on(BlockPerformer& performer) {
    while (performer.can_advance(hands)) performer.advance(hands);
    return performer.state();
  }
  WrittenHands hands;
};

TEST(BlockActs, need_nothing_for_text_and_quoted_output) {
  EXPECT_THAT(acts_of({block(LessonBlock::Kind::text, "", "", "Read this."),
                       block(LessonBlock::Kind::output, "", "", "hello")},
                      true),
              IsEmpty());
}

TEST(BlockActs, say_which_block_they_belong_to_and_what_they_do) {
  const auto acts =
      acts_of({workstation("openssl version\n\nls"), block(LessonBlock::Kind::text, "", "", "And:"),
               press("power off openmv\nwait 2s"), block(LessonBlock::Kind::script, "cam2", "client.py", "")},
              false);
  std::vector<std::string> texts;
  std::vector<std::size_t> blocks;
  for (const BlockAct& act : acts) {
    texts.push_back(act_text(act));
    blocks.push_back(act.block);
  }
  EXPECT_THAT(texts, ElementsAre("$ openssl version", "$ ls", "power off openmv", "wait 2s",
                                 "run client.py on cam2"));
  EXPECT_THAT(blocks, ElementsAre(0u, 0u, 2u, 2u, 3u));
}

TEST_F(BlockPerformerTest, waits_for_the_prompt_after_each_line) {
  BlockPerformer performer(acts_of({console("import time\ntime.time()")}, false), {});
  EXPECT_EQ(go_on(performer), State::waiting);
  EXPECT_THAT(hands.taken(), ElementsAre("import time\r"));
  // The echo of the line is not the prompt.
  hands.console += "import time\r\n";
  EXPECT_EQ(go_on(performer), State::waiting);
  EXPECT_THAT(hands.taken(), IsEmpty());
  hands.console += ">>> ";
  EXPECT_EQ(go_on(performer), State::waiting);
  EXPECT_THAT(hands.taken(), ElementsAre("time.time()\r"));
  hands.console += "time.time()\r\n0\r\n>>> ";
  EXPECT_EQ(go_on(performer), State::done);
  EXPECT_EQ(performer.act(), nullptr);
}

TEST_F(BlockPerformerTest, leaves_a_line_alone_that_does_not_come_back_to_the_prompt) {
  BlockPerformer performer(acts_of({console("input()")}, false), {});
  EXPECT_EQ(go_on(performer), State::waiting);
  hands.let_pass(performer.wakes_at() - hands.now());
  EXPECT_EQ(go_on(performer), State::done);
}

TEST_F(BlockPerformerTest, types_key_by_key_where_a_person_follows) {
  PerformOptions options;
  options.key_pause = 14ms;
  BlockPerformer performer(acts_of({console("\xc3\xa9=1")}, false), options);
  EXPECT_EQ(go_on(performer), State::typing);
  EXPECT_THAT(hands.taken(), ElementsAre("\xc3\xa9"));
  EXPECT_EQ(performer.wakes_at(), hands.now() + 14ms);
  hands.let_pass(13ms);
  EXPECT_FALSE(performer.can_advance(hands));
  for (int key = 0; key < 3; ++key) {
    hands.let_pass(14ms);
    go_on(performer);
  }
  EXPECT_THAT(hands.taken(), ElementsAre("=", "1", "\r"));
  EXPECT_EQ(performer.state(), State::waiting);
}

TEST_F(BlockPerformerTest, pastes_lines_that_belong_together) {
  BlockPerformer performer(acts_of({console("for i in range(2):\n    print(i)")}, false), {});
  EXPECT_EQ(go_on(performer), State::waiting);
  EXPECT_THAT(hands.taken(), ElementsAre("\x05"
                                         "for i in range(2):\r    print(i)\r\x04"));
}

TEST_F(BlockPerformerTest, switches_a_camera_on_before_it_types_when_it_helps) {
  hands.running = false;
  hands.console.clear();
  BlockPerformer helping(acts_of({console("1")}, true), {});
  EXPECT_EQ(go_on(helping), State::waiting);
  EXPECT_THAT(hands.taken(), ElementsAre("on openmv"));
  hands.console = "MicroPython\r\n>>> ";
  go_on(helping);
  EXPECT_THAT(hands.taken(), ElementsAre("1\r"));
  // It is on: there is nothing to switch.
  BlockPerformer again(acts_of({console("1")}, true), {});
  go_on(again);
  EXPECT_THAT(hands.taken(), ElementsAre("1\r"));
}

TEST_F(BlockPerformerTest, types_at_a_camera_that_is_off_when_it_does_not_help) {
  hands.running = false;
  BlockPerformer performer(acts_of({console("1")}, false), {});
  EXPECT_EQ(go_on(performer), State::done);
  EXPECT_THAT(hands.taken(), ElementsAre("1\r"));
}

TEST_F(BlockPerformerTest, goes_on_when_the_camera_crashes_under_a_line) {
  BlockPerformer performer(acts_of({console("crash()\n2")}, false), {});
  go_on(performer);
  hands.running = false;
  go_on(performer);
  EXPECT_THAT(hands.taken(), ElementsAre("crash()\r", "2\r"));
}

TEST_F(BlockPerformerTest, begins_a_command_when_the_one_before_has_ended) {
  BlockPerformer performer(acts_of({workstation("openssl version\nls")}, false), {});
  hands.command = true;  // the learner's own
  EXPECT_EQ(go_on(performer), State::ready);
  EXPECT_THAT(hands.taken(), IsEmpty());
  hands.command = false;
  EXPECT_EQ(go_on(performer), State::waiting);
  EXPECT_THAT(hands.taken(), ElementsAre("clear", "openssl version\r"));
  hands.let_pass(24h);
  EXPECT_EQ(go_on(performer), State::waiting);
  hands.command = false;
  go_on(performer);
  EXPECT_THAT(hands.taken(), ElementsAre("clear", "ls\r"));
}

TEST_F(BlockPerformerTest, tells_where_it_is_and_which_files_it_has_written) {
  BlockPerformer performer(acts_of({press("wait 1s\nreset openmv\nwait 1s"),
                                    block(LessonBlock::Kind::edit, "", "a.py", "1\n"), workstation("ls")},
                                   false),
                           {});
  EXPECT_EQ(performer.place(), std::nullopt);
  go_on(performer);
  hands.let_pass(1s);
  go_on(performer);
  hands.let_pass(10s);
  go_on(performer);
  EXPECT_EQ(performer.place(), "openmv") << "also while it waits";
  EXPECT_THAT(performer.written(), IsEmpty());
  hands.let_pass(1s);
  go_on(performer);
  EXPECT_EQ(performer.place(), "");
  EXPECT_THAT(performer.written(), ElementsAre("a.py"));
}

TEST_F(BlockPerformerTest, only_waits_when_the_last_command_runs) {
  BlockPerformer performer(acts_of({workstation("ls\nopenssl s_server")}, false), {});
  go_on(performer);
  EXPECT_FALSE(performer.only_waits()) << "another command is to come";
  hands.command = false;
  go_on(performer);
  EXPECT_TRUE(performer.only_waits());
  hands.command = false;
  go_on(performer);
  EXPECT_FALSE(performer.only_waits()) << "it has ended";
}

TEST_F(BlockPerformerTest, fails_on_a_command_that_takes_too_long_where_nobody_can_end_it) {
  PerformOptions options;
  options.command_time = 2min;
  BlockPerformer performer(acts_of({workstation("cat")}, false), options);
  go_on(performer);
  hands.let_pass(2min);
  EXPECT_EQ(go_on(performer), State::failed);
  EXPECT_EQ(performer.problem(), "the command \"cat\" does not end");
  EXPECT_EQ(performer.act()->text, "cat");
}

TEST_F(BlockPerformerTest, fails_with_what_the_hands_refuse_and_does_nothing_more) {
  hands.refusal = "mpremote uses the serial port of openmv";
  BlockPerformer performer(acts_of({console("1"), press("reset openmv")}, false), {});
  EXPECT_EQ(go_on(performer), State::failed);
  EXPECT_EQ(performer.problem(), "mpremote uses the serial port of openmv");
  hands.refusal.clear();
  EXPECT_EQ(performer.advance(hands), State::failed);
  EXPECT_THAT(hands.taken(), IsEmpty());
}

TEST_F(BlockPerformerTest, lets_a_script_go_on_or_waits_for_it_as_it_is_told) {
  const auto acts = acts_of({block(LessonBlock::Kind::script, "openmv", "server.py", "")}, true);
  BlockPerformer beside(acts, {});
  EXPECT_EQ(go_on(beside), State::done);
  EXPECT_THAT(hands.taken(), ElementsAre("run server.py on openmv"));
  PerformOptions options;
  options.script_time = 10s;
  BlockPerformer waiting(acts, options);
  EXPECT_EQ(go_on(waiting), State::waiting);
  hands.script = false;
  EXPECT_EQ(go_on(waiting), State::done);
}

TEST_F(BlockPerformerTest, presses_that_are_not_about_a_camera_go_to_the_world) {
  BlockPerformer performer(
      acts_of({press("reset openmv\nlater 200d\ncable out openmv | Trip over it")}, true), {});
  hands.running = false;
  EXPECT_EQ(go_on(performer), State::done);
  EXPECT_THAT(hands.taken(), ElementsAre("reset openmv", "later 200d", "cable out openmv"));
  EXPECT_EQ(performer.place(), "openmv") << "where the last act was that has a place";
}

TEST_F(BlockPerformerTest, presses_one_button_after_the_other) {
  BlockPerformer performer(acts_of({press("power off openmv\nwait 2s\npower on openmv\nstop openmv")}, false),
                           {});
  performer.advance(hands);
  // One act at a time: the caller looks at the world in between.
  EXPECT_EQ(performer.state(), State::ready);
  EXPECT_THAT(hands.taken(), ElementsAre("off openmv"));
  EXPECT_EQ(go_on(performer), State::waiting);
  EXPECT_EQ(performer.wakes_at(), hands.now() + 2s);
  hands.let_pass(2s);
  go_on(performer);
  EXPECT_THAT(hands.taken(), ElementsAre("on openmv"));
  hands.console += "\r\n>>> ";
  go_on(performer);
  EXPECT_THAT(hands.taken(), ElementsAre("stop openmv"));
}

TEST_F(BlockPerformerTest, writes_files_and_is_done_when_there_is_nothing_to_do) {
  BlockPerformer performer(acts_of({block(LessonBlock::Kind::edit, "", "main.py", "print(1)\n")}, true), {});
  EXPECT_EQ(go_on(performer), State::done);
  EXPECT_THAT(hands.taken(), ElementsAre("write main.py: print(1)\n"));
  EXPECT_EQ(BlockPerformer({}, {}).state(), State::done);
}

}  // namespace
}  // namespace tlscam
