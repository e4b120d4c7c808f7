#include "sim/world/native_bridge.h"

#include <gtest/gtest.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "sim/base/random.h"
#include "sim/world/native_bridge_asio.h"

// Real programs are threads with real sockets. The camera is an address of the stack itself: its packets
// cross the switch as any other node's. The clock of the world runs as fast as it can.

namespace tlscam {
namespace {

using asio::ip::tcp;
using asio::ip::udp;

constexpr Ipv4Address kOwn{{192, 168, 1, 2}};
constexpr Ipv4Address kCamera{{192, 168, 1, 50}};
constexpr Ipv4Address kReach{{192, 168, 1, 200}};
constexpr LoopbackEndpoint kAnyPort{{{127, 0, 0, 1}}, 0};

Bytes noise(std::size_t size) {
  Random random(size);
  Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
  return bytes;
}

tcp::endpoint tcp_at(std::uint16_t port) {
  return {asio::ip::address_v4::loopback(), port};
}
udp::endpoint udp_at(std::uint16_t port) {
  return {asio::ip::address_v4::loopback(), port};
}

class BridgeTest : public testing::Test {
 protected:
  void SetUp() override {
    stack_ = std::make_unique<HostStack>(network_);
    ASSERT_TRUE(stack_->add_address("bridge", kOwn));
    ASSERT_TRUE(stack_->add_address("openmv", kCamera));
    bridge_ = std::make_unique<Bridge>(io_, *stack_, kOwn,
                                       [this](const std::string& text) { problems_.push_back(text); });
  }

  // The world's main loop, with the clock as fast as it goes, until `done` says so.
  template <class Done>
  bool run_until(Done done) {
    const auto give_up = std::chrono::steady_clock::now() + std::chrono::seconds(60);
    while (!done()) {
      if (std::chrono::steady_clock::now() > give_up) return false;
      if (io_.stopped()) io_.restart();
      io_.poll();
      events_.run_until(events_.now() + std::chrono::milliseconds(1));
    }
    return true;
  }

  // Runs the world while a real program does its part in a thread.
  template <class Program>
  void run_with(Program program) {
    std::atomic<bool> ended = false;
    std::thread thread([&] {
      program();
      ended = true;
    });
    EXPECT_TRUE(run_until([&] { return ended.load(); }));
    thread.join();
  }

  std::uint16_t expose(std::uint16_t port, SceneProtocol protocol = SceneProtocol::tcp) {
    auto exposed = bridge_->expose(
        kAnyPort, [] { return kCamera; }, port, protocol);
    EXPECT_TRUE(exposed) << exposed.error().text;
    return exposed.value_or(0);
  }

  // A camera's server: keeps what it gets in camera_.
  void serve(std::uint16_t port, bool consume = true) {
    ASSERT_TRUE(stack_->listen_tcp(kCamera, port, [this, consume](auto connection) {
      camera_ = connection;
      connection->set_handlers(camera_handlers(consume));
    }));
  }

  TcpConnection::Handlers camera_handlers(bool consume = true) {
    return {.connected = [this] { send_from_camera(); },
            .data =
                [this, consume](ByteView data) {
                  received_.insert(received_.end(), data.begin(), data.end());
                  if (consume) camera_->consumed(data.size());
                },
            .ended = [this] { camera_ended_ = true; },
            .writable = [this] { send_from_camera(); },
            .closed = [this](TcpConnection::Ending ending) { camera_ending_ = ending; }};
  }

  void send_from_camera() {
    const auto sent = camera_->send(to_send_);
    to_send_.erase(to_send_.begin(), to_send_.begin() + static_cast<std::ptrdiff_t>(sent));
    if (to_send_.empty() && finish_when_sent_) camera_->finish();
  }

  EventQueue events_{Instant{}};
  Switch network_{events_, 1};
  asio::io_context io_;
  std::vector<std::string> problems_;
  std::unique_ptr<HostStack> stack_;
  std::unique_ptr<Bridge> bridge_;

  std::shared_ptr<TcpConnection> camera_;
  Bytes received_;
  Bytes to_send_;
  bool finish_when_sent_ = false;
  bool camera_ended_ = false;
  std::optional<TcpConnection::Ending> camera_ending_;
};

TEST_F(BridgeTest, RealProgramReachesTheCamera) {
  serve(443);
  const std::uint16_t port = expose(443);
  const Bytes request = noise(500'000), answer = noise(400'000);
  Bytes got(answer.size());
  // The program says that it has sent all, and still gets the whole answer and then its end.
  std::size_t got_size = 0;
  std::error_code end;
  std::atomic<bool> asked = false, ended = false;
  std::thread program([&] {
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect(tcp_at(port));
    asio::write(socket, asio::buffer(request));
    socket.shutdown(tcp::socket::shutdown_send);
    asked = true;
    got_size = asio::read(socket, asio::buffer(got), end);
    std::uint8_t more = 0;
    asio::read(socket, asio::buffer(&more, 1), end);
    ended = true;
  });
  EXPECT_TRUE(run_until([&] { return camera_ended_; }));
  EXPECT_TRUE(received_ == request);
  to_send_ = answer;
  finish_when_sent_ = true;
  send_from_camera();
  EXPECT_TRUE(run_until([&] { return ended.load(); }));
  program.join();
  EXPECT_EQ(got_size, answer.size());
  EXPECT_TRUE(got == answer);
  EXPECT_EQ(end, asio::error::eof);
  EXPECT_EQ(camera_ending_, TcpConnection::Ending::finished);
  EXPECT_TRUE(problems_.empty());
}

TEST_F(BridgeTest, NobodyListensOnTheCamera) {
  const std::uint16_t port = expose(443);
  std::error_code end;
  run_with([&] {
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect(tcp_at(port));
    std::uint8_t byte = 0;
    asio::read(socket, asio::buffer(&byte, 1), end);
  });
  EXPECT_EQ(end, asio::error::connection_reset);
  EXPECT_EQ(problems_, std::vector<std::string>{"nothing listens on 192.168.1.50:443"});
}

TEST_F(BridgeTest, TheCameraHasNoAddressYet) {
  const std::uint16_t port = bridge_
                                 ->expose(
                                     kAnyPort, [] { return std::nullopt; }, 443, SceneProtocol::tcp)
                                 .value();
  std::error_code end;
  run_with([&] {
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect(tcp_at(port));
    std::uint8_t byte = 0;
    asio::read(socket, asio::buffer(&byte, 1), end);
  });
  EXPECT_EQ(end, asio::error::connection_reset);
}

TEST_F(BridgeTest, PortsInUseAndOtherAddressesAreRefused) {
  const std::uint16_t port = expose(443);
  const auto again = bridge_->expose(
      {{{127, 0, 0, 1}}, port}, [] { return kCamera; }, 443, SceneProtocol::tcp);
  ASSERT_FALSE(again);
  EXPECT_EQ(again.error().text,
            fmt::format("port 127.0.0.1:{} is in use by another program; choose another or end "
                        "that one",
                        port));
  for (const auto protocol : {SceneProtocol::tcp, SceneProtocol::udp})
    EXPECT_FALSE(bridge_->expose(
        {{{0, 0, 0, 0}}, 0}, [] { return kCamera; }, 443, protocol));
  EXPECT_FALSE(bridge_->reach("server", kReach, {{{192, 168, 0, 1}}, 80}));
}

TEST_F(BridgeTest, AResetOfTheCameraResetsTheProgram) {
  serve(443);
  const std::uint16_t port = expose(443);
  std::error_code end;
  std::atomic<bool> ended = false;
  std::thread program([&] {
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect(tcp_at(port));
    asio::write(socket, asio::buffer("hello", 5));
    std::uint8_t byte = 0;
    asio::read(socket, asio::buffer(&byte, 1), end);
    ended = true;
  });
  EXPECT_TRUE(run_until([&] { return !received_.empty(); }));
  camera_->reset();
  EXPECT_TRUE(run_until([&] { return ended.load(); }));
  program.join();
  EXPECT_EQ(end, asio::error::connection_reset);
}

TEST_F(BridgeTest, AResetOfTheProgramResetsTheCamera) {
  serve(443);
  const std::uint16_t port = expose(443);
  asio::io_context io;
  tcp::socket socket(io);
  socket.connect(tcp_at(port));
  asio::write(socket, asio::buffer("hello", 5));
  EXPECT_TRUE(run_until([&] { return !received_.empty(); }));
  socket.set_option(asio::socket_base::linger(true, 0));
  socket.close();
  EXPECT_TRUE(run_until([&] { return camera_ending_.has_value(); }));
  EXPECT_EQ(camera_ending_, TcpConnection::Ending::reset);
}

TEST_F(BridgeTest, ASlowCameraSlowsTheProgramDown) {
  serve(443, /*consume=*/false);
  const std::uint16_t port = expose(443);
  const Bytes content = noise(2'000'000);
  std::thread program([&] {
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect(tcp_at(port));
    asio::write(socket, asio::buffer(content));
  });
  EXPECT_TRUE(run_until([&] { return received_.size() > 20'000; }));
  const Instant later = events_.now() + std::chrono::seconds(5);
  EXPECT_TRUE(run_until([&] { return events_.now() > later; }));
  EXPECT_LT(received_.size(), 40'000u) << "more than the camera's window came";

  std::size_t consumed = 0;
  EXPECT_TRUE(run_until([&] {
    camera_->consumed(received_.size() - consumed);
    consumed = received_.size();
    return received_.size() >= content.size();
  }));
  program.join();
  EXPECT_TRUE(received_ == content);
}

TEST_F(BridgeTest, CameraReachesARealServer) {
  asio::io_context server_io;
  tcp::acceptor acceptor(server_io, tcp_at(0));
  const std::uint16_t port = acceptor.local_endpoint().port();
  ASSERT_TRUE(bridge_->reach("server", kReach, {{{127, 0, 0, 1}}, port}));

  to_send_ = noise(300'000);
  finish_when_sent_ = true;
  const Bytes sent = to_send_;
  camera_ = stack_->connect_tcp(kReach, port, camera_handlers(), kCamera).value();
  Bytes got;
  run_with([&] {
    tcp::socket socket = acceptor.accept();
    std::error_code end;
    asio::read(socket, asio::dynamic_buffer(got), end);
    asio::write(socket, asio::buffer("and back", 8));
  });
  EXPECT_TRUE(got == sent);
  EXPECT_TRUE(run_until([&] { return camera_ending_.has_value(); }));
  EXPECT_EQ(as_text(received_), "and back");
  EXPECT_EQ(camera_ending_, TcpConnection::Ending::finished);
}

TEST_F(BridgeTest, TheRealServerIsNotThere) {
  asio::io_context server_io;
  std::uint16_t port = 0;
  {
    tcp::acceptor gone(server_io, tcp_at(0));
    port = gone.local_endpoint().port();
  }
  ASSERT_TRUE(bridge_->reach("server", kReach, {{{127, 0, 0, 1}}, port}));
  camera_ = stack_->connect_tcp(kReach, port, camera_handlers(), kCamera).value();
  EXPECT_TRUE(run_until([&] { return camera_ending_.has_value(); }));
  EXPECT_EQ(camera_ending_, TcpConnection::Ending::reset);
  ASSERT_EQ(problems_.size(), 1u);
  EXPECT_EQ(problems_[0].find(fmt::format("127.0.0.1:{} cannot be reached: ", port)), 0u) << problems_[0];
}

TEST_F(BridgeTest, DatagramsReachTheCameraAndTheirSendersGetTheAnswers) {
  const std::uint16_t port = expose(5684, SceneProtocol::udp);
  std::shared_ptr<UdpSocket> server;
  server = stack_
               ->open_udp(kCamera, 5684,
                          [&](Ipv4Address from, std::uint16_t from_port, ByteView payload) {
                            ASSERT_TRUE(server->send(from, from_port,
                                                     as_bytes("to " + std::string(as_text(payload)))));
                          })
               .value();
  asio::io_context io;
  udp::socket first(io, udp_at(0)), second(io, udp_at(0));
  first.send_to(asio::buffer("first", 5), udp_at(port));
  second.send_to(asio::buffer("second", 6), udp_at(port));
  const Bytes large = noise(8000);
  EXPECT_TRUE(run_until([&] { return first.available() > 0 && second.available() > 0; }));
  char text[100];
  EXPECT_EQ(std::string(text, first.receive(asio::buffer(text))), "to first");
  EXPECT_EQ(std::string(text, second.receive(asio::buffer(text))), "to second");

  first.send_to(asio::buffer(large), udp_at(port));
  EXPECT_TRUE(run_until([&] { return first.available() > 0; }));
  EXPECT_EQ(first.available(), large.size() + 3);
}

TEST_F(BridgeTest, CameraReachesARealDatagramServer) {
  asio::io_context io;
  udp::socket server(io, udp_at(0));
  const std::uint16_t port = server.local_endpoint().port();
  ASSERT_TRUE(bridge_->reach("server", kReach, {{{127, 0, 0, 1}}, port}));
  std::string answer;
  auto camera = stack_
                    ->open_udp(kCamera, 0,
                               [&](Ipv4Address from, std::uint16_t from_port, ByteView payload) {
                                 EXPECT_EQ(from, kReach);
                                 EXPECT_EQ(from_port, port);
                                 answer = as_text(payload);
                               })
                    .value();
  ASSERT_TRUE(camera->send(kReach, port, as_bytes("ping")));
  EXPECT_TRUE(run_until([&] { return server.available() > 0; }));
  char text[100];
  udp::endpoint from;
  EXPECT_EQ(std::string(text, server.receive_from(asio::buffer(text), from)), "ping");
  server.send_to(asio::buffer("pong", 4), from);
  EXPECT_TRUE(run_until([&] { return !answer.empty(); }));
  EXPECT_EQ(answer, "pong");
}

// Ends the bridge, resets the camera or the program at every moment of a transfer.
TEST_F(BridgeTest, EndsAtAnyMoment) {
  serve(443);
  for (int moment = 0; moment < 60; ++moment) {
    const std::uint16_t port = expose(443);
    camera_.reset();
    asio::io_context io;
    tcp::socket socket(io);
    socket.connect(tcp_at(port));
    socket.non_blocking(true);
    const Bytes content = noise(100'000);
    std::error_code ignored;
    socket.send(asio::buffer(content), 0, ignored);
    int steps = 0;
    EXPECT_TRUE(run_until([&] { return ++steps > moment / 3; }));
    switch (moment % 3) {
      case 0:
        bridge_ = std::make_unique<Bridge>(io_, *stack_, kOwn);
        break;
      case 1:
        if (camera_) camera_->reset();
        break;
      case 2:
        socket.set_option(asio::socket_base::linger(true, 0));
        socket.close();
        break;
    }
    steps = 0;
    EXPECT_TRUE(run_until([&] { return ++steps > 20; }));
  }
}

}  // namespace
}  // namespace tlscam
