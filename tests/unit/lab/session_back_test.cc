// Going back in time: the world is made again and does the same again.
#include <gmock/gmock.h>

#include <algorithm>

#include "tests/unit/lab/session_fixture.h"

namespace tlscam {
namespace {

using testing::HasSubstr;

constexpr const char* kJoin =
    "import network, socket, time\nlan = network.LAN()\nlan.active(True)\n"
    "while not lan.isconnected():\n    time.sleep_ms(10)\n";

class SessionBackTest : public SessionTest {
 protected:
  void run(const std::string& camera, const std::string& script) {
    done(RunScriptCommand{camera, "script.py", kJoin + script});
  }
  // Two cameras that have spoken over TCP.
  void talk() {
    open("");
    ASSERT_TRUE(until([&] { return printed("openmv", ">>> ") && printed("cam2", ">>> "); }));
    run("openmv",
        "s = socket.socket()\ns.bind(('0.0.0.0', 9000))\ns.listen(1)\nc, _ = s.accept()\n"
        "print('got', c.recv(10))\nc.send(b'pong')\n");
    ASSERT_TRUE(until([&] { return !camera(0).waits.empty(); }));
    run("cam2",
        "s = socket.socket()\ns.connect(('192.168.1.50', 9000))\ns.send(b'ping')\nprint(s.recv(10))\n");
    ASSERT_TRUE(until([&] { return camera(1).script == ScriptShown::finished; }));
  }
  std::vector<LadderEntrySnapshot> entries() const { return update_.snapshot.conversations.at(0)->entries; }
  // The heap's use is known when somebody has asked for it, which the past did at other moments.
  static std::vector<std::string> lines(const std::vector<LadderEntrySnapshot>& entries) {
    std::vector<std::string> lines;
    for (const LadderEntrySnapshot& entry : entries)
      lines.push_back(fmt::format("{} {} {} {}", to_text(entry.at, true), entry.from_client, entry.name,
                                  entry.client.does));
    return lines;
  }
};

TEST_F(SessionBackTest, stands_before_an_earlier_message_and_goes_on_in_the_same_way) {
  talk();
  const std::string hash = done(FrameHashCommand{});
  const Instant end = *session_.now();
  const auto before = entries();
  const auto data = std::ranges::find(before, LadderKind::application_data, &LadderEntrySnapshot::kind);
  ASSERT_NE(data, before.end());

  const WentBack back = done(GoBackCommand{*data->arrives});
  EXPECT_FALSE(back.before_program);
  look();
  EXPECT_TRUE(update_.snapshot.paused);
  EXPECT_EQ(update_.snapshot.step.at, data->arrives);
  EXPECT_LT(*session_.now(), *data->arrives);
  EXPECT_EQ(camera(1).script, ScriptShown::running);
  EXPECT_NE(done(FrameHashCommand{}), hash);

  done(RunToCommand{StepGoal::time, "", end});
  ASSERT_TRUE(until([&] { return *session_.now() >= end; }));
  EXPECT_EQ(done(FrameHashCommand{}), hash);
  EXPECT_EQ(lines(entries()), lines(before));
}

TEST_F(SessionBackTest, other_commands_after_it_make_another_history) {
  talk();
  const auto before = entries();
  const auto data = std::ranges::find(before, LadderKind::application_data, &LadderEntrySnapshot::kind);
  ASSERT_NE(data, before.end());
  done(GoBackCommand{*data->arrives});
  done(PowerCommand{"openmv", false});
  done(SetPaceCommand{false, 1});
  EXPECT_FALSE(until([&] { return camera(1).script == ScriptShown::finished; }));
}

TEST_F(SessionBackTest, programs_are_not_run_again_but_end_as_they_did) {
  open("");
  done(ShellCommand{"openssl ecparam -name prime256v1 -genkey -noout -out server.key"});
  ASSERT_TRUE(until([&] { return !update_.snapshot.terminal.running; }));
  const Bytes key = done(ReadFileCommand{"", "server.key"});
  const Instant made = *session_.now();
  session_.advance(std::chrono::seconds(2));
  done(WriteFileCommand{"", "server.key", bytes("spoiled")});
  session_.advance(std::chrono::seconds(2));
  done(GoBackCommand{made + std::chrono::seconds(1)});
  EXPECT_EQ(done(ReadFileCommand{"", "server.key"}), key);
}

TEST_F(SessionBackTest, a_world_that_was_restored_goes_back_to_what_was_restored) {
  open("");
  done(SetLinkCommand{"openmv", {.up = false}});
  const SavedWorld saved = done(SaveCommand{});
  open("", saved);
  const Instant opened = *session_.now();
  session_.advance(std::chrono::seconds(1));
  done(SetLinkCommand{"openmv", {.up = true}});
  session_.advance(std::chrono::seconds(1));
  done(GoBackCommand{opened + std::chrono::milliseconds(500)});
  look();
  const auto node = std::ranges::find(update_.snapshot.nodes, "openmv", &NodeSnapshot::name);
  ASSERT_NE(node, update_.snapshot.nodes.end());
  EXPECT_FALSE(node->conditions.up);
}

TEST_F(SessionBackTest, a_world_does_the_same_whatever_the_steps_in_which_its_time_passes) {
  std::vector<std::uint64_t> events;
  for (const Duration step :
       {std::chrono::milliseconds(1), std::chrono::milliseconds(8), std::chrono::milliseconds(1000)}) {
    open("");
    session_.advance(std::chrono::seconds(2));
    done(RunScriptCommand{"openmv", "script.py", "import time\nwhile True:\n    time.sleep_us(1300)\n"});
    for (Duration passed{0}; passed < std::chrono::seconds(2); passed += step) session_.advance(step);
    events.push_back(session_.copy_label().moment.events);
  }
  EXPECT_GT(events[0], 100u);
  EXPECT_EQ(events[0], events[1]);
  EXPECT_EQ(events[0], events[2]);
}

TEST_F(SessionBackTest, there_is_nothing_before_the_beginning) {
  open("");
  session_.advance(std::chrono::seconds(1));
  EXPECT_THAT(refused(GoBackCommand{Instant{}}), HasSubstr("the world begins at"));
  EXPECT_EQ(session_.opening(), Session::Opening::done);
}

}  // namespace
}  // namespace tlscam
