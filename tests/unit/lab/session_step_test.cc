#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"
#include "sim/lab/session/temporary_folder.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

// A scene of the project on the bench: two cameras that begin their handshake by themselves.
class SessionStepTest : public testing::Test {
 protected:
  SessionStepTest() : session_(options()) {}

  static Session::Options options() {
    Session::Options options;
    options.platform = [] { return native_platform(TLSCAM_BINARY_DIR "/bin/tlscam-camera"); };
    options.terminal = true;
    options.watch_ends = true;
    options.capture_bytes = 16u << 20;
    return options;
  }

  template <class Command>
  typename Command::Reply done(const Command& command) {
    auto reply = session_.perform(command);
    EXPECT_TRUE(reply) << (reply ? "" : reply.error().text);
    return reply ? *reply : typename Command::Reply{};
  }

  void open(const std::string& name) {
    const std::filesystem::path folder = std::string(TLSCAM_SOURCE_DIR "/assets/scenes/") + name;
    std::vector<SavedFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
      if (!entry.is_regular_file()) continue;
      files.push_back(
          {std::filesystem::relative(entry.path(), folder).string(), read_file(entry.path()).value()});
    }
    done(OpenCommand{"", 1, files, {}});
    session_.finish_opening();
    ASSERT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
    shown_ = session_.take_update(subscriber_).snapshot;
  }

  // The same scene with the certificate and key that the workstation has made: those are new every time.
  void open_again_with_the_same_keys() {
    nlohmann::json scene = nlohmann::json::parse(
        as_text(read_file(TLSCAM_SOURCE_DIR "/assets/scenes/first-handshake/world.json").value()));
    scene["workstation"] = {{"files", nlohmann::json::object()}};
    std::vector<SavedFile> files;
    for (const char* name : {"server.der", "server-key.der"}) {
      files.push_back({name, done(ReadFileCommand{"", name})});
      scene["workstation"]["files"][name] = name;
    }
    for (const char* name : {"client.py", "server.py"})
      files.push_back(
          {name, read_file(std::string(TLSCAM_SOURCE_DIR "/assets/scenes/first-handshake/") + name).value()});
    const std::string text = scene.dump();
    files.push_back({"world.json", Bytes(text.begin(), text.end())});
    done(OpenCommand{"", 1, files, {}});
    session_.finish_opening();
    ASSERT_EQ(session_.opening(), Session::Opening::done) << session_.failure();
    shown_ = session_.take_update(subscriber_).snapshot;
  }

  // Goes on until the world stands.
  const StepSnapshot& stands() {
    for (int i = 0; i < 10'000; ++i) {
      shown_ = session_.take_update(subscriber_).snapshot;
      if (shown_.paused) return shown_.step;
      session_.advance(10ms, {});
    }
    ADD_FAILURE() << "the world does not stop: " << shown_.step.running_to;
    return shown_.step;
  }
  const StepSnapshot& step(StepUnit unit) {
    done(StepCommand{unit});
    return stands();
  }
  const StepSnapshot& run_to(StepGoal goal, const std::string& name = "") {
    done(RunToCommand{goal, name, {}});
    return stands();
  }
  const ConversationSnapshot& handshake() const {
    for (const ConversationSnapshot& one : shown_.conversations) {
      if (one.protocol == ConversationProtocol::tls) return one;
    }
    ADD_FAILURE() << "there is no TLS yet";
    static const ConversationSnapshot kNone;
    return kNone;
  }
  void run_on(Duration time) {
    done(SetPaceCommand{false, 1});
    session_.advance(time, {});
    shown_ = session_.take_update(subscriber_).snapshot;
  }

  Session session_;
  Session::Subscriber subscriber_;
  Snapshot shown_;
};

TEST_F(SessionStepTest, StopsRightInFrontOfEachMessage) {
  open("first-handshake");
  std::vector<std::string> met;
  for (int i = 0; i < 40 && (met.empty() || met.back() != "Finished"); ++i) {
    const StepSnapshot stopped = step(StepUnit::message);
    ASSERT_TRUE(stopped.at) << stopped.stopped;
    EXPECT_EQ(shown_.now, *stopped.at - 1us) << "not right in front of it";
    if (!stopped.entry || handshake().id != stopped.conversation) continue;
    for (const LadderEntrySnapshot& entry : handshake().entries) {
      if (entry.arrives != stopped.at || entry.kind == LadderKind::tcp) continue;
      met.push_back(entry.name);
      EXPECT_NE(stopped.stopped.find(entry.name), std::string::npos) << stopped.stopped;
    }
  }
  // RFC 5246 section 7.3, up to the client's Finished.
  EXPECT_EQ(met, (std::vector<std::string>{"ClientHello", "ServerHello", "Certificate", "ServerKeyExchange",
                                           "ServerHelloDone", "ClientKeyExchange", "ChangeCipherSpec",
                                           "Finished"}));
}

TEST_F(SessionStepTest, AFrameIsASmallerStep) {
  open("first-handshake");
  const auto first = step(StepUnit::frame);
  EXPECT_NE(first.stopped.find("before a frame to"), std::string::npos) << first.stopped;
  const auto second = step(StepUnit::frame);
  ASSERT_TRUE(first.at && second.at);
  EXPECT_LT(*first.at, *second.at);
}

TEST_F(SessionStepTest, SteppingChangesNothing) {
  open("first-handshake");
  open_again_with_the_same_keys();
  run_to(StepGoal::named_message, "Certificate");
  for (int i = 0; i < 5; ++i) step(StepUnit::frame);
  run_to(StepGoal::handshake_done);
  const Instant end = shown_.now + 20s;
  done(RunToCommand{StepGoal::time, "", end});
  stands();
  EXPECT_EQ(shown_.now, end);
  const std::string stepped = done(FrameHashCommand{});

  done(SetPaceCommand{false, 1});
  open_again_with_the_same_keys();
  done(RunToCommand{StepGoal::time, "", end});
  stands();
  EXPECT_EQ(done(FrameHashCommand{}), stepped);
}

TEST_F(SessionStepTest, RunsToTheEndOfTheHandshakeAndOfAScript) {
  open("first-handshake");
  EXPECT_NE(run_to(StepGoal::handshake_done).stopped.find("is done"), std::string::npos);
  EXPECT_EQ(handshake().state, ConversationState::established);
  EXPECT_EQ(shown_.cameras[0].script, ScriptShown::running);
  run_to(StepGoal::script_end, shown_.cameras[0].name);
  EXPECT_EQ(shown_.cameras[0].script, ScriptShown::finished);
  EXPECT_FALSE(session_.perform(RunToCommand{StepGoal::script_end, shown_.cameras[0].name, {}}));
}

// facts: a changed random is noticed by the signature of ServerKeyExchange, which covers both.
TEST_F(SessionStepTest, AFlippedBitIsNoticedByTheClient) {
  open("first-handshake");
  run_to(StepGoal::named_message, "ClientHello");
  const std::string server = handshake().server.node;
  done(PlaceFaultCommand{server,
                         {.action = FaultAction::flip, .target = FaultTarget::server_hello, .byte = 10}});
  EXPECT_NE(run_to(StepGoal::alert).stopped.find("Alert"), std::string::npos) << shown_.step.stopped;
  run_on(1s);
  EXPECT_EQ(handshake().state, ConversationState::failed);
  EXPECT_TRUE(handshake().failure_from_client);
  EXPECT_NE(handshake().client_says.find("-19968"), std::string::npos) << handshake().client_says;
  bool told = false;
  for (const NodeSnapshot& node : shown_.nodes) {
    if (node.link != server) continue;
    ASSERT_EQ(node.faults.size(), 1u);
    told = node.faults[0].state == PlacedFault::State::done;
  }
  EXPECT_TRUE(told);
}

// TCP's checksum finds noise, and the segment is sent again.
TEST_F(SessionStepTest, NoiseIsRepairedByTcp) {
  open("first-handshake");
  run_to(StepGoal::named_message, "ClientHello");
  done(PlaceFaultCommand{handshake().server.node,
                         {.action = FaultAction::flip,
                          .target = FaultTarget::server_hello,
                          .byte = 10,
                          .repair_checksums = false}});
  run_to(StepGoal::handshake_done);
  EXPECT_EQ(handshake().state, ConversationState::established);
}

TEST_F(SessionStepTest, WhatCannotBeDoneIsRefused) {
  open("first-handshake");
  EXPECT_FALSE(session_.perform(RunToCommand{StepGoal::named_message, "", {}}));
  EXPECT_FALSE(session_.perform(RunToCommand{StepGoal::time, "", shown_.now}));
  EXPECT_FALSE(session_.perform(PlaceFaultCommand{"cam9", {}}));
  EXPECT_FALSE(session_.perform(PlaceFaultCommand{"gateway", {.nth = 0}}));
  const auto id = done(PlaceFaultCommand{"gateway", {}});
  done(RemoveFaultCommand{"gateway", id});
  EXPECT_FALSE(session_.perform(RemoveFaultCommand{"gateway", id}));
}

}  // namespace
}  // namespace tlscam
