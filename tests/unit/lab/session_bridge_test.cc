// Ports of this computer, opened into a world that runs in real time, and closed again.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <thread>

#include "tests/support/camera_scripts.h"
#include "tests/unit/lab/session_thread_fixture.h"

namespace tlscam {
namespace {

constexpr const char* kEcho = R"(
listener = socket.socket()
listener.bind(("0.0.0.0", 7))
listener.listen(2)
print("listening")
while True:
    sock, _ = listener.accept()
    sock.write(b"camera says " + sock.readline())
    sock.close()
)";

constexpr const char* kAsk = R"(
sock = socket.socket()
sock.connect(socket.getaddrinfo("printer.example", PORT)[0][-1])
sock.write(b"hello\n")
print("answered", sock.readline())
)";

sockaddr_in loopback_at(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// What a real program gets for a line; "" when nothing listens.
std::string ask(std::uint16_t port, const std::string& line) {
  const int socket = ::socket(AF_INET, SOCK_STREAM, 0);
  const sockaddr_in address = loopback_at(port);
  std::string said;
  if (connect(socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
      write(socket, line.data(), line.size()) == static_cast<ssize_t>(line.size())) {
    char buffer[256];
    for (ssize_t size = 0; (size = read(socket, buffer, sizeof buffer)) > 0;)
      said.append(buffer, static_cast<std::size_t>(size));
  }
  close(socket);
  return said;
}

std::uint16_t port_in(const std::string& real) {
  return static_cast<std::uint16_t>(std::stoi(real.substr(real.rfind(':') + 1)));
}

class SessionBridgeTest : public SessionThreadTest {
 protected:
  void run_script(const std::string& text) {
    ASSERT_TRUE(thread_.send(OpenCommand{"", 1, {}, {}}).get());
    ASSERT_TRUE(until([&] { return latest_->has_world && latest_->opening == Session::Opening::done; }));
    done(PowerCommand{"openmv", true});
    ASSERT_TRUE(until([&] { return printed_["openmv"].find(">>> ") != std::string::npos; }));
    done(RunScriptCommand{"openmv", "script.py", kOnline + text});
  }

  template <class Command>
  std::string refused(Command command) {
    const auto reply = thread_.send(std::move(command)).get();
    return reply ? "" : reply.error().text;
  }
};

TEST_F(SessionBridgeTest, real_program_reaches_a_camera_until_the_bridge_is_removed) {
  run_script(kEcho);
  ASSERT_TRUE(until([&] { return printed_["openmv"].find("listening\r\n") != std::string::npos; }));
  const std::string real = done(AddBridgeCommand{0, "openmv", 7, false});
  const std::uint16_t port = port_in(real);
  EXPECT_EQ(ask(port, "ping\n"), "camera says ping\n");

  const BridgesShown shown = done(BridgesCommand{});
  ASSERT_EQ(shown.bridges.size(), 1u);
  EXPECT_EQ(shown.bridges[0].real, real);
  EXPECT_EQ(shown.bridges[0].camera, "openmv");
  EXPECT_THAT(refused(AddBridgeCommand{port, "cam2", 7, false}), testing::HasSubstr("is bridged already"));
  EXPECT_THAT(refused(GoBackCommand{}), testing::HasSubstr("real programs were let into it"));

  done(RemoveBridgeCommand{real, false});
  EXPECT_EQ(ask(port, "ping\n"), "");
  EXPECT_TRUE(done(BridgesCommand{}).bridges.empty());
}

TEST_F(SessionBridgeTest, camera_reaches_a_real_server_by_name) {
  const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address = loopback_at(0);
  socklen_t size = sizeof address;
  ASSERT_EQ(bind(listener, reinterpret_cast<const sockaddr*>(&address), size), 0);
  ASSERT_EQ(listen(listener, 1), 0);
  ASSERT_EQ(getsockname(listener, reinterpret_cast<sockaddr*>(&address), &size), 0);
  const std::uint16_t port = ntohs(address.sin_port);
  std::thread server([&] {
    const int accepted = accept(listener, nullptr, nullptr);
    char byte = 0;
    while (read(accepted, &byte, 1) == 1 && byte != '\n') continue;
    const std::string answer = "real answer\n";
    EXPECT_EQ(write(accepted, answer.data(), answer.size()), static_cast<ssize_t>(answer.size()));
    close(accepted);
  });
  run_script("PORT = " + std::to_string(port) + "\ntime.sleep_ms(500)\n" + kAsk);
  done(AddReachCommand{"printer.example", port});
  EXPECT_TRUE(until([&] { return printed_["openmv"].find("b'real answer\\n'") != std::string::npos; }))
      << printed_["openmv"];
  shutdown(listener, SHUT_RDWR);  // ends the server if nobody came
  server.join();
  close(listener);

  ASSERT_EQ(done(BridgesCommand{}).reaches.size(), 1u);
  done(RemoveReachCommand{"printer.example"});
  EXPECT_TRUE(done(BridgesCommand{}).reaches.empty());
}

TEST_F(SessionBridgeTest, what_cannot_be_bridged_is_refused) {
  run_script("");
  EXPECT_THAT(refused(AddBridgeCommand{0, "nobody", 7, false}), testing::HasSubstr("nobody"));
  EXPECT_THAT(refused(AddBridgeCommand{0, "openmv", 70000, false}), testing::HasSubstr("1 to 65535"));
  EXPECT_THAT(refused(AddReachCommand{"not a name", 80}), testing::HasSubstr("is not a host name"));
  EXPECT_THAT(refused(AddReachCommand{"openmv", 80}), testing::HasSubstr("camera"));
  EXPECT_THAT(refused(RemoveBridgeCommand{"127.0.0.1:1", false}), testing::HasSubstr("is not bridged"));
  EXPECT_THAT(refused(RemoveBridgeCommand{"192.168.1.1:80", false}), testing::HasSubstr("loopback"));
}

}  // namespace
}  // namespace tlscam
