#include "tests/unit/lab/session_fixture.h"

#include <algorithm>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/lab/session/dispatch.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

TEST_F(SessionTest, ALessonBeginsAndTicks) {
  open("meet-the-camera");
  EXPECT_EQ(camera().state, CameraState::off);
  ASSERT_TRUE(update_.snapshot.lesson);
  EXPECT_EQ(update_.snapshot.lesson->steps.at(0).state, "current");
  done(PowerCommand{"openmv", true});
  EXPECT_TRUE(until([&] { return update_.snapshot.lesson->steps.at(0).state == "done"; }));
  EXPECT_TRUE(printed("openmv", "MicroPython v1.26"));
  done(TypeCommand{"openmv", bytes("print(6 * 7)\r")});
  EXPECT_TRUE(until([&] { return printed("openmv", "\r\n42\r\n"); }));
  EXPECT_GT(camera().heap_total, 100'000u);
  EXPECT_LT(camera().heap_used, camera().heap_total);
}

TEST_F(SessionTest, TheTerminalRunsCommandsBesideTheWorld) {
  open("");
  done(ShellCommand{"openssl ecparam -name prime256v1 -genkey -noout -out server.key"});
  EXPECT_TRUE(until([&] { return !update_.snapshot.terminal.running; }));
  EXPECT_EQ(update_.snapshot.terminal.exit_code, 0);
  const auto files = done(ListFilesCommand{"", ""});
  ASSERT_EQ(files.size(), 1u);
  EXPECT_EQ(files[0].name, "server.key");
  EXPECT_EQ(files[0].loads, "not_pem");
  EXPECT_FALSE(files[0].good);

  done(ShellCommand{"mpremote connect openmv sleep 3600"});
  EXPECT_NE(refused(ShellCommand{"ls"}).find("still running"), std::string::npos);
  done(TerminalKeysCommand{{0x03}});
  look();
  EXPECT_EQ(update_.snapshot.terminal.exit_code, 130);
  EXPECT_TRUE(printed("", "^C"));
  done(ShellCommand{"ls"});
  EXPECT_TRUE(until([&] { return printed("", "server.key"); }));
}

TEST_F(SessionTest, shows_escapes_of_a_file_in_place_of_obeying_them) {
  open("");
  done(WriteFileCommand{"", "title", bytes("\x1b]0;pwned\a\x1b[5nplain\n")});
  done(ShellCommand{"cat title"});
  EXPECT_TRUE(until([&] { return printed("", "\\x1b]0;pwned\a\\x1b[5nplain"); })) << printed_[""];
}

TEST_F(SessionTest, ALoopThatNeverEndsIsStopped) {
  open("");
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  done(RunScriptCommand{"openmv", "loop.py", "while True:\n    pass\n"});
  session_.advance(2s, {});
  look();
  EXPECT_EQ(camera().script, ScriptShown::running);
  EXPECT_EQ(camera().serial, SerialUse::program);
  EXPECT_NE(refused(RunScriptCommand{"openmv", "two.py", "print(2)"}).find("stop it first"),
            std::string::npos);
  done(StopScriptCommand{"openmv"});
  EXPECT_TRUE(until([&] { return camera().script == ScriptShown::raised; }));
  EXPECT_NE(camera().script_error.find("KeyboardInterrupt"), std::string::npos);
}

TEST_F(SessionTest, ARefusedConnectionIsTold) {
  open("");
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> ") && printed("cam2", ">>> "); }));
  const std::string joined =
      "import network, socket, time\nlan = network.LAN()\nlan.active(True)\n"
      "while not lan.isconnected():\n    time.sleep_ms(10)\n";
  done(RunScriptCommand{"openmv", "join.py", joined});
  ASSERT_TRUE(until([&] { return camera(0).script == ScriptShown::finished; }));
  EXPECT_EQ(camera(0).address, "192.168.1.50");
  done(RunScriptCommand{"cam2", "knock.py",
                        joined + "s = socket.socket()\ns.connect(('192.168.1.50', 8443))\n"});
  ASSERT_TRUE(until([&] { return camera(1).script == ScriptShown::raised; }));
  ASSERT_EQ(update_.snapshot.conversations.size(), 1u);
  const ConversationSnapshot& conversation = update_.snapshot.conversations[0];
  EXPECT_EQ(conversation.state, ConversationState::refused);
  EXPECT_EQ(conversation.client.node, "cam2");
  EXPECT_EQ(conversation.server.node, "openmv");
  EXPECT_NE(conversation.client_says.find("104"), std::string::npos);
  EXPECT_EQ(conversation.diagnosis, "openmv's script had already ended when cam2 came.");
}

constexpr const char* kJoin =
    "import network, ntptime, socket, ssl, time\nlan = network.LAN()\nlan.active(True)\n"
    "while not lan.isconnected():\n    time.sleep_ms(10)\n";

// Two cameras; openmv serves TLS to two clients in turn, and cam2 has its certificate.
class TlsSessionTest : public SessionTest {
 protected:
  void SetUp() override {
    open("");
    ASSERT_TRUE(until([&] { return printed("openmv", ">>> ") && printed("cam2", ">>> "); }));
    for (const char* line :
         {"openssl ecparam -name prime256v1 -genkey -noout -out key.pem",
          "openssl req -x509 -new -key key.pem -days 365 -subj /CN=openmv -addext subjectAltName=DNS:openmv "
          "-out server.pem",
          "openssl ec -in key.pem -outform DER -out key.der",
          "openssl x509 -in server.pem -outform DER -out server.der",
          "mpremote connect openmv cp server.der key.der :", "mpremote connect cam2 cp server.der :"}) {
      done(ShellCommand{line});
      ASSERT_TRUE(until([&] { return !update_.snapshot.terminal.running; })) << line;
      ASSERT_EQ(update_.snapshot.terminal.exit_code, 0) << line;
    }
    done(RunScriptCommand{
        "openmv", "server.py",
        std::string(kJoin) +
            "context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
            "context.load_cert_chain('server.der', 'key.der')\n"
            "listener = socket.socket()\nlistener.bind(('0.0.0.0', 8443))\nlistener.listen(1)\n"
            "for i in range(2):\n"
            "    tls = context.wrap_socket(listener.accept()[0], server_side=True)\n"
            "    print(tls.read(5))\n"});
  }

  // Runs a client on cam2 to its end, and says how it ended.
  ScriptShown connect(const std::string& before, const std::string& trust) {
    done(RunScriptCommand{
        "cam2", "client.py",
        kJoin + before + "context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)\n" + trust +
            "s = socket.socket()\ns.connect(('192.168.1.50', 8443))\n"
            "tls = context.wrap_socket(s, server_hostname='openmv')\ntls.write(b'hello')\n"});
    EXPECT_TRUE(until([&] { return camera(1).script != ScriptShown::running; }));
    return camera(1).script;
  }

  const std::string verify_ =
      "context.verify_mode = ssl.CERT_REQUIRED\ncontext.load_verify_locations(cafile='server.der')\n";
};

// A wire shows that a conversation is encrypted; whether the server was proved only the client knows.
TEST_F(TlsSessionTest, ACameraTellsWhetherItProvedItsPeer) {
  ASSERT_EQ(connect("ntptime.settime()\n", ""), ScriptShown::finished) << camera(1).script_error;
  ASSERT_EQ(connect("ntptime.settime()\n", verify_), ScriptShown::finished) << camera(1).script_error;
  const auto& conversations = update_.snapshot.conversations;
  ASSERT_EQ(conversations.size(), 2u);
  EXPECT_FALSE(conversations[0]->server_proved);
  EXPECT_TRUE(conversations[1]->server_proved);
  EXPECT_FALSE(conversations[1]->client_proved);
  EXPECT_TRUE(conversations[0]->verified.empty());
  ASSERT_EQ(conversations[1]->verified.size(), 1u);
  EXPECT_TRUE(conversations[1]->verified[0].by_client);
  EXPECT_EQ(conversations[1]->verified[0].subject, "CN=openmv");
  EXPECT_TRUE(conversations[1]->verified[0].problems.empty());
}

// A view that keeps what it was shown is told of the rest only that it is as before.
TEST_F(TlsSessionTest, AnUpdateOfChangesLeavesOutTheConversationsThatAreAsBefore) {
  connect("ntptime.settime()\n", "");
  const auto ids = [](const Update& update) {
    std::vector<std::uint32_t> found;
    for (const auto& conversation : update.snapshot.conversations) found.push_back(conversation->id);
    return found;
  };
  Session::Subscriber other;
  const Update first = session_.take_update(other, UpdateScope::changes);
  ASSERT_EQ(ids(first).size(), 1u);
  EXPECT_TRUE(first.unchanged.empty());
  const Update second = session_.take_update(other, UpdateScope::changes);
  EXPECT_TRUE(ids(second).empty());
  EXPECT_EQ(second.unchanged, ids(first));

  connect("", "");
  const Update third = session_.take_update(other, UpdateScope::changes);
  EXPECT_EQ(third.unchanged.size() + ids(third).size(), 2u);
  EXPECT_EQ(ids(third).back(), ids(first)[0] + 1);
  EXPECT_EQ(ids(session_.take_update(other)).size(), 2u);
}

TEST_F(TlsSessionTest, ADiagnosisTellsOfTheMomentOfTheFailure) {
  ASSERT_EQ(connect("", verify_), ScriptShown::raised);
  ASSERT_EQ(update_.snapshot.conversations.size(), 1u);
  const std::string diagnosis = update_.snapshot.conversations[0]->diagnosis;
  EXPECT_NE(diagnosis.find("cam2's clock says 2013-10-14"), std::string::npos) << diagnosis;
  done(RunScriptCommand{"cam2", "clock.py", std::string(kJoin) + "ntptime.settime()\n"});
  ASSERT_TRUE(until([&] { return camera(1).script == ScriptShown::finished; }));
  EXPECT_EQ(update_.snapshot.conversations[0]->diagnosis, diagnosis);
}

TEST_F(TlsSessionTest, AdviceIsNoDiagnosisOfAConnectionThatSucceeded) {
  const std::string catches = "try:\n    ntptime.settime()\nexcept OSError:\n    pass\n";
  ASSERT_EQ(connect(catches, verify_), ScriptShown::finished) << camera(1).script_error;
  ASSERT_EQ(update_.snapshot.conversations.size(), 1u);
  const ConversationSnapshot& conversation = *update_.snapshot.conversations[0];
  EXPECT_TRUE(conversation.server_proved);
  EXPECT_EQ(conversation.diagnosis, "");
  EXPECT_TRUE(conversation.why.empty());
  const auto about_oserror = [](const NextStep& step) {
    return step.text.find("OSError") != std::string::npos;
  };
  EXPECT_TRUE(std::ranges::any_of(conversation.next_steps, about_oserror));
}

TEST_F(SessionTest, WhatWasSavedIsThereAgain) {
  open("meet-the-camera");
  done(PowerCommand{"openmv", true});
  ASSERT_TRUE(until([&] { return update_.snapshot.lesson->steps.at(0).state == "done"; }));
  done(WriteFileCommand{"", "notes.txt", bytes("mine")});
  done(WriteFileCommand{"openmv", "data/log.txt", bytes("kept")});
  done(SetLinkCommand{"openmv", {true, 5ms, 0.25, 0, 0}});
  done(SetServiceFaultsCommand{"ntp", {{"unreachable", "*", "", 0s}}});
  done(SetServiceFaultsCommand{"dns", {{"no_answer", "cam2", "", 0s}, {"servfail", "*", "", 0s}}});
  done(SetClockCommand{*parse_instant("2030-01-01")});
  const SavedWorld saved = done(SaveCommand{});

  open("meet-the-camera", saved);
  EXPECT_EQ(to_text(update_.snapshot.true_time).substr(0, 10), "2030-01-01");
  EXPECT_EQ(update_.snapshot.lesson->steps.at(0).state, "done");
  EXPECT_EQ(done(ReadFileCommand{"", "notes.txt"}), bytes("mine"));
  EXPECT_EQ(done(ReadFileCommand{"openmv", "data/log.txt"}), bytes("kept"));
  EXPECT_EQ(faults_of("ntp"), (std::vector<std::string>{"does not answer"}));
  EXPECT_EQ(faults_of("dns"), (std::vector<std::string>{"cam2: no answer", "any name: server failure"}));
  EXPECT_EQ(camera().state, CameraState::running);
  bool link_kept = false;
  for (const NodeSnapshot& node : update_.snapshot.nodes)
    link_kept |= node.link == "openmv" && node.conditions.loss == 0.25 && node.conditions.delay == 5ms;
  EXPECT_TRUE(link_kept);
}

TEST_F(SessionTest, FaultsOfAScenesServicesAreShownKeptAndRemoved) {
  const std::string text = R"({"cameras": [{"name": "openmv"}], "services": {
    "dns": {"names": {"shop.example": "192.168.1.9"},
            "faults": [{"name": "shop.example", "kind": "wrong_address", "address": "192.168.1.99"}]},
    "ntp": {"faults": [{"kind": "unreachable"}]}}})";
  OpenCommand open{"", 1, {{"world.json", bytes(text)}}, {}};
  done(open);
  look();
  const std::vector<std::string> wrong{"shop.example: wrong address 192.168.1.99"};
  EXPECT_EQ(faults_of("dns"), wrong);
  EXPECT_EQ(faults_of("ntp"), (std::vector<std::string>{"does not answer"}));

  done(SetServiceFaultsCommand{"ntp", {{"wrong_time", "*", "", 24h}}});
  open.saved = done(SaveCommand{});
  done(open);
  look();
  EXPECT_EQ(faults_of("dns"), wrong);
  EXPECT_EQ(faults_of("ntp"), (std::vector<std::string>{"tells a time a day ahead"}));

  const std::string ask = R"(import network, socket
lan = network.LAN()
lan.active(True)
while not lan.isconnected(): pass
print('at', socket.getaddrinfo('shop.example', 443)[0][-1][0])
)";
  const auto asked = [&] {
    done(RunScriptCommand{"openmv", "ask.py", ask});
    return until([&] { return camera().script == ScriptShown::finished; });
  };
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  ASSERT_TRUE(asked());
  EXPECT_TRUE(printed("openmv", "at 192.168.1.99"));
  done(SetServiceFaultsCommand{"dns", {}});
  for (int i = 0; i < 60; ++i) session_.advance(100ms, {});  // the camera remembers the answer for 5 seconds
  ASSERT_TRUE(asked());
  EXPECT_TRUE(printed("openmv", "at 192.168.1.9\r"));
  EXPECT_TRUE(faults_of("dns").empty());
}

TEST_F(SessionTest, FaultsThatAServiceCannotHaveAreRefused) {
  open("");
  EXPECT_EQ(refused(SetServiceFaultsCommand{"dns", {{"wrong_address", "*", "nowhere", 0s}}}),
            "faults[0].address: \"nowhere\" is not an IPv4 address");
  EXPECT_EQ(refused(SetServiceFaultsCommand{"ntp", {{"silent", "*", "", 0s}}}),
            "faults[0].kind: \"silent\" is none of \"unreachable\", \"wrong_time\"");
  EXPECT_EQ(refused(SetServiceFaultsCommand{"smtp", {}}), "there is no service named smtp");
}

TEST_F(SessionTest, TheLinkOfARadioIsOneLikeTheOthers) {
  open("");
  ASSERT_TRUE(node("openmv").radio);
  done(SetLinkCommand{"openmv.wlan", {true, 30s, 0.5, 0, 0}});
  FrameFault fault;
  fault.action = FaultAction::drop;
  done(PlaceFaultCommand{"openmv.wlan", fault});
  look();
  EXPECT_EQ(node("openmv").radio->conditions.loss, 0.5);
  EXPECT_EQ(node("openmv").radio->faults.size(), 1u);
  EXPECT_TRUE(node("openmv").faults.empty());

  SavedWorld saved = done(SaveCommand{});
  open("", saved);
  EXPECT_EQ(node("openmv").radio->conditions.delay, 30s);

  for (SavedLink& link : saved.links) link.delay = 2min;
  EXPECT_EQ(refused(OpenCommand{"", 1, {}, saved}),
            "what was saved of the link cam2: delay: a link's delay is 0 to 1 minute");
}

TEST_F(SessionTest, ACameraThatIsAddedIsOneLikeTheOthers) {
  open("");
  const auto models = done(CameraModelsCommand{});
  ASSERT_GE(models.size(), 2u);
  done(AddCameraCommand{"door", models.at(1).id, {}});
  look();
  ASSERT_EQ(update_.snapshot.cameras.size(), 3u);
  EXPECT_EQ(camera(2).model, models.at(1).name);
  EXPECT_EQ(camera(2).state, CameraState::off);
  done(PowerCommand{"door", true});
  ASSERT_TRUE(until([&] { return printed("door", ">>> "); }));
  done(RunScriptCommand{"door", "net.py",
                        "import network\nlan = network.LAN()\nlan.active(True)\n"
                        "while not lan.isconnected(): pass\nprint(lan.ifconfig()[0])\n"});
  ASSERT_TRUE(until([&] { return camera(2).script == ScriptShown::finished; }));
  EXPECT_TRUE(printed("door", "192.168.1.52"));
  EXPECT_EQ(camera(2).address, "192.168.1.52");
  EXPECT_EQ(update_.snapshot.nodes.back().name, "door");
}

TEST_F(SessionTest, ACameraGoesWithAllThatIsOnIt) {
  open("");
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> ") && printed("cam2", ">>> "); }));
  done(RunScriptCommand{"openmv", "loop.py",
                        "import network\nlan = network.LAN()\nlan.active(True)\n"
                        "while not lan.isconnected(): pass\nprint('up')\nwhile True: pass\n"});
  ASSERT_TRUE(until([&] { return printed("openmv", "up"); }));
  done(WriteFileCommand{"openmv", "old.txt", bytes("x")});
  done(RemoveCameraCommand{"openmv"});
  ASSERT_FALSE(until([&] { return update_.snapshot.cameras.size() != 1; }));
  EXPECT_EQ(camera().name, "cam2");
  EXPECT_NE(refused(ListFilesCommand{"openmv", ""}), "");
  EXPECT_NE(refused(RemoveCameraCommand{"cam2"}).find("the last camera"), std::string::npos);

  // Another one may take its name and its place in the network.
  done(AddCameraCommand{"openmv", "openmv-rt1062", {}});
  for (const FileEntry& file : done(ListFilesCommand{"openmv", ""})) EXPECT_NE(file.name, "old.txt");
  const SavedWorld saved = done(SaveCommand{});
  EXPECT_EQ(saved.cameras.at(1).number, 0u);
}

TEST_F(SessionTest, AddedAndRemovedCamerasAreSaved) {
  open("");
  done(AddCameraCommand{"door", "portenta-h7", {}});
  done(WriteFileCommand{"door", "main.py", bytes("print(1)")});
  done(RemoveCameraCommand{"openmv"});
  const SavedWorld saved = done(SaveCommand{});

  open("", saved);
  ASSERT_EQ(update_.snapshot.cameras.size(), 2u);
  EXPECT_EQ(camera(0).name, "cam2");
  EXPECT_EQ(camera(1).name, "door");
  EXPECT_EQ(camera(1).model, "Arduino Portenta H7");
  EXPECT_EQ(done(ReadFileCommand{"door", "main.py"}), bytes("print(1)"));
  const SavedWorld again = done(SaveCommand{});
  EXPECT_EQ(again.cameras.at(0).number, saved.cameras.at(0).number);
  EXPECT_EQ(again.cameras.at(1).number, saved.cameras.at(1).number);
}

TEST_F(SessionTest, keeps_what_runs_the_firmware_of_an_added_camera) {
  open("");
  done(AddCameraCommand{"chip", "openmv-rt1062", {}, "mcu"});
  EXPECT_NE(refused(AddCameraCommand{"door", "openmv-rt1062", {}, "abacus"})
                .find("there are usual, mcu, mcu-an547"),
            std::string::npos);
  look();
  EXPECT_EQ(camera(0).machine, "usual");
  EXPECT_EQ(camera(2).machine, "mcu");
  const SavedWorld saved = done(SaveCommand{});
  EXPECT_FALSE(saved.cameras.at(0).machine);
  open("", saved);
  EXPECT_EQ(camera(2).machine, "mcu");
}

TEST_F(SessionTest, ALessonKeepsItsCameras) {
  open("meet-the-camera");
  EXPECT_NE(refused(RemoveCameraCommand{"openmv"}).find("the lesson needs openmv"), std::string::npos);
  done(AddCameraCommand{"door", "openmv-n6", {}});
  const SavedWorld saved = done(SaveCommand{});
  open("meet-the-camera", saved);
  EXPECT_EQ(update_.snapshot.cameras.back().name, "door");
  done(RemoveCameraCommand{"door"});
  look();
  EXPECT_EQ(update_.snapshot.cameras.back().name, "openmv");
}

TEST_F(SessionTest, ACameraNeedsANameOfItsOwnAndAModel) {
  open("");
  EXPECT_NE(refused(AddCameraCommand{"OpenMV", "openmv-rt1062", {}}).find("is there already"),
            std::string::npos);
  EXPECT_NE(refused(AddCameraCommand{"my cam", "openmv-rt1062", {}}).find("letters, digits and hyphens"),
            std::string::npos);
  EXPECT_NE(refused(AddCameraCommand{"gateway", "openmv-rt1062", {}}).find("another name"),
            std::string::npos);
  EXPECT_NE(refused(AddCameraCommand{"door", "h7", {}}).find("no camera model"), std::string::npos);
  EXPECT_EQ(update_.snapshot.cameras.size(), 2u);
}

TEST_F(SessionTest, AStepBeginsAgain) {
  open("meet-the-camera");
  done(PowerCommand{"openmv", true});
  ASSERT_TRUE(until([&] { return update_.snapshot.lesson->steps.at(0).state == "done"; }));
  done(WriteFileCommand{"", "later.txt", bytes("x")});
  EXPECT_NE(refused(ResetStepCommand{3}).find("not begun"), std::string::npos);
  done(ResetStepCommand{0});
  session_.finish_opening();
  ASSERT_EQ(session_.opening(), Session::Opening::done);
  look();
  EXPECT_EQ(update_.snapshot.lesson->steps.at(0).state, "current");
  EXPECT_EQ(camera().state, CameraState::off);
  for (const FileEntry& file : done(ListFilesCommand{"", ""})) EXPECT_NE(file.name, "later.txt");
}

TEST_F(SessionTest, TimeTravelMovesTheCamerasClocks) {
  open("");
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  const Duration behind = update_.snapshot.true_time - camera().clock;
  done(SetClockCommand{*parse_instant("2031-05-01")});
  look();
  EXPECT_EQ(update_.snapshot.true_time - camera().clock, behind);
  done(TypeCommand{"openmv", bytes("import time; print(time.localtime()[:2])\r")});
  // 13 years behind 2026-11-23, and still so much.
  EXPECT_TRUE(until([&] { return printed("openmv", "(2018, "); }));
  EXPECT_NE(refused(SetClockCommand{*parse_instant("2039-01-01")}).find("2038"), std::string::npos);
}

TEST_F(SessionTest, CompletesCommandsFilesAndCameras) {
  open("");
  done(WriteFileCommand{"", "server.py", bytes("pass")});
  done(WriteFileCommand{"openmv", "main.py", bytes("")});
  const auto complete = [&](const std::string& line) {
    return done(CompleteCommand{line, static_cast<std::uint32_t>(line.size())}).candidates;
  };
  EXPECT_EQ(complete("opens"), std::vector<std::string>{"openssl "});
  EXPECT_EQ(complete("cat ser"), std::vector<std::string>{"server.py "});
  EXPECT_EQ(complete("mpremote connect ca"), std::vector<std::string>{"cam2 "});
  EXPECT_EQ(complete("mpremote connect openmv cp :ma"), std::vector<std::string>{":main.py "});
}

TEST_F(SessionTest, completes_names_that_need_quotes) {
  open("");
  done(WriteFileCommand{"", "my key.pem", bytes("")});
  done(WriteFileCommand{"", "my note\x1b.txt", bytes("")});
  done(MakeFolderCommand{"", "a b"});
  const auto complete = [&](const std::string& line) {
    const Completion completion = done(CompleteCommand{line, static_cast<std::uint32_t>(line.size())});
    std::vector<std::string> lines;
    for (const std::string& word : completion.candidates)
      lines.push_back(line.substr(0, completion.start) + word);
    return lines;
  };
  using Lines = std::vector<std::string>;
  EXPECT_EQ(complete("cat my"), Lines{R"(cat my\ key.pem )"});
  EXPECT_EQ(complete(R"(cat my\ k)"), Lines{R"(cat my\ key.pem )"});
  EXPECT_EQ(complete("cat 'my k"), Lines{"cat 'my key.pem' "});
  EXPECT_EQ(complete("cat my\" k"), Lines{"cat my\" key.pem\" "});
  EXPECT_EQ(complete("ls 'a"), Lines{"ls 'a b/"});
  EXPECT_EQ(complete("ls ~/a"), Lines{R"(ls ~/a\ b/)"});
}

TEST_F(SessionTest, edits_a_line_and_runs_it_by_keys_alone) {
  open("");
  EXPECT_THAT(printed_[""], HasSubstr("$ "));
  done(SetTerminalHistoryCommand{{"help"}});
  done(TerminalKeysCommand{bytes("sl\x7f\x7fls 👍\x17\r")});
  look();
  EXPECT_EQ(update_.snapshot.terminal.command, "ls ");
  EXPECT_FALSE(update_.snapshot.terminal.running);
  EXPECT_EQ(update_.snapshot.terminal.commands_entered, 1u);
  EXPECT_EQ(done(TerminalHistoryCommand{}), (std::vector<std::string>{"help", "ls "}));
  printed_.clear();
  done(TerminalKeysCommand{bytes("\x1b[A\x1b[A\r")});
  EXPECT_TRUE(until([&] { return printed("", "mpremote"); }));
}

TEST_F(SessionTest, gives_keys_to_the_command_that_runs_and_the_rest_to_the_prompt) {
  open("");
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  done(TerminalKeysCommand{bytes("mpremote connect openmv repl\r")});
  ASSERT_TRUE(until([&] { return printed("", "Use Ctrl-]"); }));
  done(TerminalKeysCommand{bytes("print(6 * 7)\r")});
  EXPECT_TRUE(until([&] { return printed("", "\r\n42\r\n"); }));
  done(TerminalKeysCommand{{0x1d}});
  EXPECT_TRUE(until([&] { return !update_.snapshot.terminal.running; }));
  printed_.clear();
  // Two commands in one paste: the second waits. What is typed meanwhile and not read comes to the prompt.
  done(TerminalKeysCommand{bytes("mpremote connect openmv exec 'import time; time.sleep(1)'\recho one\r")});
  EXPECT_TRUE(until([&] { return update_.snapshot.terminal.running; }));
  done(TerminalKeysCommand{bytes("echo two\r")});
  EXPECT_TRUE(until([&] { return printed("", "ltwo\n"); }));
  EXPECT_THAT(printed_[""], HasSubstr("lone\n"));
}

TEST_F(SessionTest, begins_the_prompt_in_a_row_of_its_own) {
  open("");
  done(WriteFileCommand{"", "a", bytes("no line end")});
  printed_.clear();
  done(TerminalKeysCommand{bytes("cat a\r")});
  EXPECT_TRUE(until([&] { return printed("", "no line end\r\n\x1b[?2004h"); }));
}

TEST_F(SessionTest, BadCommandsAreRefusedWithAMessage) {
  EXPECT_NE(dispatch(session_, R"({"command": "power", "args": {"camera": "openmv", "on": true}})")
                .find("no world yet"),
            std::string::npos);
  open("");
  EXPECT_NE(dispatch(session_, "{").find("refused"), std::string::npos);
  EXPECT_NE(dispatch(session_, R"({"command": "fly", "args": {}})").find("no command named fly"),
            std::string::npos);
  EXPECT_NE(dispatch(session_, R"({"command": "power", "args": {"camera": "cam9", "on": true}})")
                .find("no camera named cam9"),
            std::string::npos);
  EXPECT_NE(refused(OpenCommand{"no-such-lesson", 1, {}, {}}).find("no lesson named"), std::string::npos);
}

TEST_F(SessionTest, EveryUpdateComesBackFromJson) {
  open("first-verified-connection");
  until([&] { return !camera(1).address.empty(); });
  const std::string text = to_text(session_.take_update(subscriber_));
  EXPECT_EQ(round_trip("Update", text), text);
}

// mpremote asks the camera for the file first, and the camera raises ENOENT: to the tool, not to a script.
TEST_F(SessionTest, copying_a_new_file_is_not_a_failure_of_a_script) {
  open("");
  done(PowerCommand{"openmv", true});
  ASSERT_TRUE(until([&] { return printed("openmv", ">>> "); }));
  for (const char* line : {"echo hello > new.txt", "mpremote connect openmv cp new.txt :"}) {
    done(ShellCommand{line});
    ASSERT_TRUE(until([&] { return !update_.snapshot.terminal.running; })) << line;
  }
  EXPECT_EQ(camera().diagnosis, "");
  done(RunScriptCommand{"openmv", "missing.py", "open('missing.txt')\n"});
  ASSERT_TRUE(until([&] { return camera().script == ScriptShown::raised; }));
  EXPECT_EQ(camera().diagnosis, "missing.txt is not on openmv's drive, or has another name there.");
}

}  // namespace
}  // namespace tlscam
