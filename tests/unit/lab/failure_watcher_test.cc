#include "sim/lab/watch/failure_watcher.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/machine/native_machine.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

constexpr const char* kNetworkUp = R"(
import network, socket, time
network.LAN(0).active(True)
while network.LAN(0).status() != 3: time.sleep_ms(20)
)";

// The server accepts and then does what `kAnswer` says; the client begins a handshake with it.
constexpr const char* kListen = R"(
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
peer = listener.accept()[0]
)";
constexpr const char* kHangUp = "peer.recv(1)\npeer.close()\ntime.sleep(60)\n";
constexpr const char* kSayNothing = "time.sleep(60)\n";
constexpr const char* kConnect = R"(
import ssl
time.sleep(1)
sock = socket.socket()
sock.connect(("192.168.1.50", 8443))
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_NONE
context.wrap_socket(sock)
)";

/// Two real cameras, whose output goes to the watcher and whose frames go to its ladder.
class FailureWatcherTest : public testing::Test {
 protected:
  void open(const std::string& server, const std::string& client) {
    Scene scene;
    scene.cameras.emplace_back().name = "openmv";
    scene.cameras.emplace_back().name = "cam2";
    if (!server.empty()) scene.cameras[0].script = SceneScript{"server.py", kNetworkUp + server};
    if (!client.empty()) scene.cameras[1].script = SceneScript{"client.py", kNetworkUp + client};
    auto world = World::create(scene, factory_, [this](const Camera& camera, World::Source, ByteView bytes) {
      if (watcher_) watcher_->feed(camera, bytes);
    });
    ASSERT_TRUE(world) << world.error().text;
    world_ = std::move(*world);
    world_->network().add_tap(ladder_.tap());
    watcher_ = std::make_unique<FailureWatcher>(*world_, ladder_);
  }

  void pass(Duration time) { world_->run_until(world_->now() + time); }
  Camera& camera(const char* name) { return *world_->find_camera(name); }
  void print(const char* name, const std::string& text) { watcher_->feed(camera(name), as_bytes(text)); }
  void raise(const char* name, const std::string& exception) {
    print(name, "Traceback (most recent call last):\r\n  File \"<stdin>\", line 1, in <module>\r\n" +
                    exception + "\r\n");
  }
  const Conversation& conversation() { return ladder_.conversations().back(); }

  static std::string first(const std::vector<Cause>& causes) { return causes.empty() ? "" : causes[0].id; }

  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  Ladder ladder_;
  std::unique_ptr<World> world_;
  std::unique_ptr<FailureWatcher> watcher_;
};

TEST_F(FailureWatcherTest, finds_the_cause_of_an_exception_before_any_connection) {
  open("", "");
  EXPECT_THAT(watcher_->causes(camera("openmv")), IsEmpty());
  raise("openmv", "OSError: [Errno 2] ENOENT");
  EXPECT_EQ(first(watcher_->causes(camera("openmv"))), "file-missing");
  EXPECT_THAT(watcher_->causes(camera("cam2")), IsEmpty());
}

TEST_F(FailureWatcherTest, takes_the_evidence_at_the_moment_of_the_exception) {
  open("", "");
  pass(1s);
  raise("openmv", "ValueError: \r\nThe certificate validity starts in the future");
  camera("openmv").shift_clock(world_->now() - camera("openmv").clock());
  EXPECT_EQ(first(watcher_->causes(camera("openmv"))), "clock-behind");

  raise("openmv", "ValueError: \r\nThe certificate validity starts in the future");
  EXPECT_NE(first(watcher_->causes(camera("openmv"))), "clock-behind") << "the clock is right now";
}

TEST_F(FailureWatcherTest, forgets_at_a_soft_reset_and_when_a_camera_is_removed) {
  open("", "");
  raise("openmv", "OSError: [Errno 2] ENOENT");
  print("openmv", "MPY: soft reboot\r\n");
  EXPECT_THAT(watcher_->causes(camera("openmv")), IsEmpty());

  raise("openmv", "OSError: [Errno 2] ENOENT");
  ASSERT_THAT(watcher_->causes(camera("openmv")), Not(IsEmpty()));
  watcher_->forget("openmv");
  EXPECT_THAT(watcher_->causes(camera("openmv")), IsEmpty());
}

TEST_F(FailureWatcherTest, gives_an_exception_to_the_conversation_of_its_camera) {
  open(std::string(kListen) + kHangUp, kConnect);
  pass(15s);
  ASSERT_EQ(conversation().state, ConversationState::reset);
  EXPECT_THAT(watcher_->raised(conversation(), "cam2"), HasSubstr("OSError"));
  EXPECT_EQ(watcher_->raised(conversation(), "openmv"), "");
  EXPECT_THAT(watcher_->causes(conversation()), Not(IsEmpty()));
  EXPECT_THAT(watcher_->causes(camera("cam2")), IsEmpty());
}

TEST_F(FailureWatcherTest, keeps_only_the_first_exception_of_a_conversation) {
  open(std::string(kListen) + kHangUp, kConnect);
  pass(15s);
  const std::string first = watcher_->raised(conversation(), "cam2");
  raise("cam2", "ValueError: another one");
  EXPECT_EQ(watcher_->raised(conversation(), "cam2"), first);
}

TEST_F(FailureWatcherTest, gives_an_exception_of_a_file_to_the_camera_even_after_a_connection) {
  open(std::string(kListen) + kHangUp, kConnect);
  pass(15s);
  const std::string before = watcher_->raised(conversation(), "cam2");
  raise("cam2", "OSError: [Errno 2] ENOENT");
  EXPECT_EQ(watcher_->raised(conversation(), "cam2"), before);
  EXPECT_EQ(first(watcher_->causes(camera("cam2"))), "file-missing");
}

TEST_F(FailureWatcherTest, keeps_exceptions_after_a_soft_reset_out_of_earlier_conversations) {
  open(std::string(kListen) + kHangUp, kConnect);
  pass(15s);
  print("openmv", "MPY: soft reboot\r\n");
  raise("openmv", "OSError: [Errno 104] ECONNRESET");
  EXPECT_EQ(watcher_->raised(conversation(), "openmv"), "");
  EXPECT_THAT(watcher_->causes(camera("openmv")), Not(IsEmpty()));
}

TEST_F(FailureWatcherTest, finds_the_cause_of_a_hang_once_nothing_was_sent_for_a_while) {
  open(std::string(kListen) + kSayNothing, kConnect);
  world_->run_until(world_->now() + 30s, [&] {
    return !ladder_.conversations().empty() && conversation().state == ConversationState::handshaking;
  });
  ASSERT_EQ(conversation().state, ConversationState::handshaking);
  EXPECT_THAT(watcher_->causes(conversation()), IsEmpty());
  pass(15s);
  EXPECT_THAT(watcher_->causes(conversation()), Not(IsEmpty()));
  EXPECT_EQ(watcher_->raised(conversation(), "cam2"), "");
}

}  // namespace
}  // namespace tlscam
