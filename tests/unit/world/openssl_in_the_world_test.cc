// The genuine openssl of this machine, as a program of the workstation in the world's network.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/socket.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "sim/machine/native_machine.h"
#include "sim/workstation/native_process.h"
#include "sim/workstation/native_runner.h"
#include "sim/workstation/openssl.h"
#include "sim/workstation/shell.h"
#include "sim/world/workstation_sockets.h"
#include "sim/world/world.h"
#include "tests/support/camera_scripts.h"
#include "tests/unit/workstation/run_task.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kDatagramServer = R"(
import tls
def read(name):
    with open(name, "rb") as file:
        return file.read()
context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
context.load_cert_chain(read("server.der"), read("server-key.der"))
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 8443))
print("listening")
_, peer = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(peer)
for _ in range(2):
    try:
        dtls = context.wrap_socket(sock, server_side=True, client_id=repr(peer).encode())
        break
    except OSError as error:
        print("failed:", repr(error))
print("connected", *dtls.cipher())
print("received", dtls.recv(100))
dtls.close()
)";

constexpr const char* kClient = R"(
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket()
sock.connect(("192.168.1.2", 4433))
tls = context.wrap_socket(sock, server_hostname="openmv")
print("connected", *tls.cipher())
tls.write(b"ping\n")
print("received", tls.readline())
tls.close()
)";

/// One camera, and a shell whose programs are in its network. Virtual time stands still while they compute.
class OpenSslInTheWorld : public testing::Test {
 protected:
  void SetUp() override {
    make_world(1);
    ASSERT_EQ(
        run("openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout server-key.pem "
            "-out server.pem -subj /CN=openmv -addext subjectAltName=DNS:openmv"),
        0)
        << recorder_.error;
    ASSERT_EQ(run("openssl x509 -in server.pem -outform DER -out server.der"), 0);
    ASSERT_EQ(run("openssl pkey -in server-key.pem -outform DER -out server-key.der"), 0);
    copy_files();
  }
  ~OpenSslInTheWorld() override { end_world(); }

  void make_world(std::uint64_t seed) {
    Scene scene;
    scene.seed = seed;
    scene.cameras.emplace_back().name = "openmv";
    scene.link.delay = 5ms;  // in virtual time, so that s_time makes no more than some dozens of connections
    auto world = World::create(scene, machines_, [this](const Camera&, World::Source source, ByteView bytes) {
      if (source == World::Source::script) said_ += as_text(bytes);
    });
    ASSERT_TRUE(world) << world.error().text;
    world_ = std::move(*world);
    sockets_.emplace(*world_);
    NativeRunner::Options options;
    options.seed = seed;
    options.shim = TLSCAM_BINARY_DIR "/bin/libtlscam-world-shim.so";
    options.network = &*sockets_;
    runner_.emplace(world_->events(), options);
    shell_.emplace(folder_, world_->events());
    shell_->add("openssl", std::make_unique<OpenSsl>(*runner_, folder_, world_->events()));
  }

  void end_world() {
    task_.reset();
    shell_.reset();
    runner_.reset();
    sockets_.reset();
    world_.reset();
  }

  void copy_files() {
    Drive drive = camera().drive();
    for (const char* name : {"server.der", "server-key.der"})
      ASSERT_TRUE(drive.write(name, *folder_.read(name)));
  }

  Camera& camera() { return *world_->cameras().front(); }

  void start_script(const char* text) {
    world_->start_script(camera(), {"script.py", std::string(kOnline) + text}, {});
  }

  void start(const std::string& line, TerminalInput* terminal = nullptr) {
    recorder_ = {};
    output_ = recorder_.output(terminal != nullptr);
    output_.input = terminal;
    task_.emplace(shell_->run(line, output_));
    task_->start();
  }

  /// Lets the program and the world go on, each in its turn, until it is so. False when nothing was left to
  /// happen, or too much.
  template <class Done>
  bool go_on_until(Done done) {
    const Instant end = world_->now() + 10min;
    const auto late = std::chrono::steady_clock::now() + 60s;
    const auto enough = [&] { return done() || runner_->holds_time(); };
    while (!done() && std::chrono::steady_clock::now() < late) {
      runner_->poll();
      if (done()) break;
      if (runner_->holds_time()) {
        runner_->wait(100ms);
        continue;
      }
      if (world_->now() >= end) return false;
      // Keys need real time to reach a program that waits at its terminal.
      const bool at_terminal = output_.input != nullptr;
      world_->run_until(world_->now() + (at_terminal ? 10ms : 1000ms), enough);
      if (at_terminal) runner_->wait(1ms);
    }
    return done();
  }

  int run(const std::string& line) {
    start(line);
    if (!go_on_until([&] { return task_->done(); })) return -1;
    return task_->take();
  }

  TestFolder home_;
  Folder folder_ = *Folder::open(home_.path());
  NativeMachineFactory machines_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::unique_ptr<World> world_;
  std::optional<WorkstationSockets> sockets_;
  std::optional<NativeRunner> runner_;
  std::optional<Shell> shell_;
  Recorder recorder_;
  Output output_;
  std::optional<Task<int>> task_;
  std::string said_;
};

TEST_F(OpenSslInTheWorld, s_client_verifies_a_camera) {
  start_script(kGreetingServer);
  ASSERT_TRUE(go_on_until([&] { return said_.find("listening") != std::string::npos; })) << said_;
  const std::string client = "openssl s_client -connect openmv:8443 -CAfile server.pem -verify_return_error";
  ASSERT_TRUE(folder_.write("line", as_bytes("ping\n")));
  // MicroPython ends a connection without close_notify, so its exit code says that the end came unexpectedly.
  run(client + " -ign_eof < line");
  EXPECT_THAT(recorder_.out, HasSubstr("Verify return code: 0 (ok)"));
  EXPECT_THAT(recorder_.out, HasSubstr("hello ping"));
  EXPECT_THAT(said_, HasSubstr("received b'ping\\n'"));
}

TEST_F(OpenSslInTheWorld, s_client_refuses_a_certificate_of_somebody_else) {
  start_script(kGreetingServer);
  ASSERT_TRUE(go_on_until([&] { return said_.find("listening") != std::string::npos; })) << said_;
  ASSERT_EQ(run("openssl req -x509 -nodes -newkey ec -pkeyopt ec_paramgen_curve:P-256 -keyout other-key.pem "
                "-out other.pem -subj /CN=other"),
            0);
  EXPECT_EQ(run("openssl s_client -connect openmv:8443 -CAfile other.pem -verify_return_error"), 1);
  EXPECT_THAT(recorder_.error, HasSubstr("certificate verify failed"));
}

TEST_F(OpenSslInTheWorld, where_nobody_listens_a_connection_is_refused) {
  start_script("print('online')\ntime.sleep(600)\n");
  ASSERT_TRUE(go_on_until([&] { return said_.find("online") != std::string::npos; })) << said_;
  EXPECT_EQ(run("openssl s_client -connect openmv:1"), 1);
  EXPECT_THAT(recorder_.error, HasSubstr("Connection refused"));
  EXPECT_EQ(run("openssl s_client -connect nobody:8443"), 1);
  EXPECT_THAT(recorder_.error, HasSubstr("Name or service not known"));
}

TEST_F(OpenSslInTheWorld, a_camera_connects_to_s_server) {
  start("openssl s_server -accept 4433 -cert server.pem -key server-key.pem -rev -naccept 1");
  ASSERT_TRUE(go_on_until([&] { return recorder_.out.find("ACCEPT") != std::string::npos; }));
  start_script(kClient);
  ASSERT_TRUE(go_on_until([&] { return task_->done(); })) << recorder_.out << recorder_.error << said_;
  EXPECT_EQ(task_->take(), 0) << recorder_.error;
  ASSERT_TRUE(go_on_until([&] { return world_->all_scripts_ended(); }));
  EXPECT_THAT(said_, HasSubstr("received b'gnip\\n'"));
}

TEST_F(OpenSslInTheWorld, s_time_counts_in_virtual_time) {
  start_script(kGreetingServer);
  ASSERT_TRUE(go_on_until([&] { return said_.find("listening") != std::string::npos; })) << said_;
  const Instant begin = world_->now();
  EXPECT_EQ(run("openssl s_time -connect openmv:8443 -CAfile server.pem -new -time 2"), 0) << recorder_.error;
  EXPECT_THAT(recorder_.out, HasSubstr("connections in"));
  EXPECT_GE(world_->now() - begin, 2s);
  EXPECT_LE(world_->now() - begin, 5s);
}

TEST_F(OpenSslInTheWorld, s_client_speaks_dtls) {
  start_script(kDatagramServer);
  ASSERT_TRUE(go_on_until([&] { return said_.find("listening") != std::string::npos; })) << said_;
  ASSERT_TRUE(folder_.write("line", as_bytes("ping\n")));
  start(
      "openssl s_client -dtls1_2 -connect openmv:8443 -CAfile server.pem -verify_return_error -ign_eof < "
      "line");
  ASSERT_TRUE(go_on_until([&] { return said_.find("received") != std::string::npos; }))
      << said_ << recorder_.out << recorder_.error;
  EXPECT_THAT(said_, HasSubstr("ECDHE-ECDSA"));
  EXPECT_THAT(said_, HasSubstr("received b'ping\\n'"));
}

TEST_F(OpenSslInTheWorld, two_programs_of_the_workstation_find_each_other) {
  start("openssl s_server -accept 4433 -cert server.pem -key server-key.pem -rev -naccept 1");
  ASSERT_TRUE(go_on_until([&] { return recorder_.out.find("ACCEPT") != std::string::npos; }));
  Recorder other;
  const Output output = other.output();
  Task<int> client = shell_->run("openssl s_client -connect localhost:4433 -CAfile server.pem", output);
  client.start();
  ASSERT_TRUE(go_on_until([&] { return client.done(); })) << other.out << other.error;
  EXPECT_THAT(other.out, HasSubstr("Verify return code: 0 (ok)"));
}

/// The stack of the workstation counts its packets and ports on from one world to the next, so that their
/// bytes differ within a process; when they are sent and how large they are does not.
TEST_F(OpenSslInTheWorld, the_same_seed_gives_the_same_traffic) {
  using Traffic = std::vector<std::pair<Instant, std::size_t>>;
  const auto traffic = [this] {
    end_world();
    make_world(7);
    copy_files();
    said_.clear();
    Traffic frames;
    world_->network().add_tap(
        [&](const TapEvent& event) { frames.emplace_back(event.sent_at, event.frame.size()); });
    start_script(kGreetingServer);
    EXPECT_TRUE(go_on_until([&] { return said_.find("listening") != std::string::npos; })) << said_;
    EXPECT_EQ(run("openssl s_client -connect openmv:8443 -CAfile server.pem"), 0);
    EXPECT_EQ(run("openssl s_time -connect openmv:8443 -new -time 1"), 0);
    end_world();
    return frames;
  };
  const Traffic first = traffic();
  EXPECT_GT(first.size(), 100u);
  EXPECT_EQ(traffic(), first);
}

// --- At a terminal ---

TEST_F(OpenSslInTheWorld, keys_reach_s_client_and_its_end_is_typed) {
  start_script(kGreetingServer);
  ASSERT_TRUE(go_on_until([&] { return said_.find("listening") != std::string::npos; })) << said_;
  TerminalInput terminal;
  start("openssl s_client -connect openmv:8443 -CAfile server.pem", &terminal);
  ASSERT_TRUE(go_on_until([&] { return recorder_.out.find("Verify return code") != std::string::npos; }))
      << recorder_.out;
  terminal.push(as_bytes("ping\r"));
  ASSERT_TRUE(go_on_until([&] { return recorder_.out.find("hello ping") != std::string::npos; }))
      << recorder_.out;
  ASSERT_TRUE(go_on_until([&] { return task_->done(); }));
}

TEST_F(OpenSslInTheWorld, control_c_ends_a_server) {
  TerminalInput terminal;
  start("openssl s_server -accept 4433 -cert server.pem -key server-key.pem", &terminal);
  ASSERT_TRUE(go_on_until([&] { return recorder_.out.find("ACCEPT") != std::string::npos; }))
      << recorder_.out;
  EXPECT_FALSE(task_->done());
  terminal.push(as_bytes("\x03"));
  ASSERT_TRUE(go_on_until([&] { return task_->done(); }));
  EXPECT_EQ(task_->take(), 128 + SIGINT);
}

TEST_F(OpenSslInTheWorld, a_pass_phrase_is_asked_for_while_time_goes_on) {
  TerminalInput terminal;
  start("openssl pkey -in server-key.pem -aes256 -out locked.pem", &terminal);
  // openssl prints first and then switches the echo off: keys that come in between are shown.
  const auto asks = [&](std::string_view text) {
    return recorder_.out.find(text) != std::string::npos && !runner_->holds_time();
  };
  ASSERT_TRUE(go_on_until([&] { return asks("Enter PEM pass phrase:"); }));
  const Instant asked = world_->now();
  ASSERT_TRUE(go_on_until([&] { return world_->now() > asked + 3s; })) << "the world stands still";
  terminal.push(as_bytes("secret\r"));
  ASSERT_TRUE(go_on_until([&] { return asks("Verifying"); }));
  terminal.push(as_bytes("secret\r"));
  ASSERT_TRUE(go_on_until([&] { return task_->done(); }));
  EXPECT_EQ(task_->take(), 0) << recorder_.out;
  EXPECT_THAT(recorder_.out, Not(HasSubstr("secret")));
  EXPECT_EQ(run("openssl pkey -in locked.pem -passin pass:secret -noout"), 0) << recorder_.error;
}

// --- Ends ---

/// The processes that hold a file of this folder as their working folder.
std::size_t processes_in(const std::filesystem::path& folder) {
  std::size_t count = 0;
  for (const auto& entry : std::filesystem::directory_iterator("/proc")) {
    std::error_code error;
    const auto where = std::filesystem::read_symlink(entry.path() / "cwd", error);
    if (!error && where == folder) ++count;
  }
  return count;
}

TEST_F(OpenSslInTheWorld, a_world_that_ends_leaves_no_program) {
  start("openssl s_server -accept 4433 -cert server.pem -key server-key.pem -rev");
  ASSERT_TRUE(go_on_until([&] { return recorder_.out.find("ACCEPT") != std::string::npos; }));
  const auto folder = std::filesystem::canonical(home_.path());
  EXPECT_EQ(processes_in(folder), 1u);
  end_world();
  EXPECT_EQ(processes_in(folder), 0u);
}

TEST_F(OpenSslInTheWorld, a_program_does_not_outlive_its_simulator) {
  int sockets[2];
  ASSERT_EQ(socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, sockets), 0);
  Descriptor here(sockets[0]);
  Process::Options options;
  options.program = "/usr/bin/openssl";
  options.words = {"openssl", "s_server", "-accept", "4433", "-nocert"};
  options.folder = home_.path();
  options.environment = {"LD_PRELOAD=" TLSCAM_BINARY_DIR "/bin/libtlscam-world-shim.so",
                         "TLSCAM_WORLD_LINK=3"};
  options.descriptors = {{sockets[1], 3}};
  auto process = Process::start(options);
  ::close(sockets[1]);
  ASSERT_TRUE(process);
  here.close();
  const Process::Sink ignore = [](ByteView) {};
  while (process->poll(ignore, ignore)) process->wait(100ms);
  EXPECT_EQ(process->exit_code(), 129);
}

}  // namespace
}  // namespace tlscam
