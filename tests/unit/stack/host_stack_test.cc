#include "sim/stack/host_stack.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <optional>

#include "sim/base/random.h"
#include "sim/net/frame_hash.h"

// Both ends are the same stack: two of its addresses, each with a link of its own, so that every packet
// really crosses the switch.

namespace tlscam {
namespace {

using Ending = TcpConnection::Ending;

constexpr Ipv4Address kFirst{{192, 168, 1, 2}};
constexpr Ipv4Address kSecond{{192, 168, 1, 200}};

Bytes noise(std::size_t size) {
  Random random(size);
  Bytes bytes(size);
  for (auto& byte : bytes) byte = static_cast<std::uint8_t>(random.next());
  return bytes;
}

class HostStackTest : public testing::Test {
 protected:
  void SetUp() override { start({}); }

  void start(LinkConditions link) {
    stack_.reset();
    HostStackConfig config;
    config.link = link;
    stack_ = std::make_unique<HostStack>(network_, config);
    ASSERT_TRUE(stack_->add_address("client", kFirst));
    ASSERT_TRUE(stack_->add_address("server", kSecond));
  }

  void run(Duration duration) { events_.run_until(events_.now() + duration); }

  EventQueue events_{Instant{} + std::chrono::hours(1)};
  Switch network_{events_, 1};
  std::size_t frames_ = 0;
  std::unique_ptr<HostStack> stack_;
};

// A server that keeps what it receives, and a client that keeps what it is told.
struct Side {
  std::shared_ptr<TcpConnection> connection;
  Bytes received;
  bool connected = false;
  bool ended = false;
  std::optional<Ending> ending;
  Bytes to_send;

  void push() {
    const std::size_t sent = connection->send(to_send);
    to_send.erase(to_send.begin(), to_send.begin() + static_cast<std::ptrdiff_t>(sent));
  }

  TcpConnection::Handlers handlers(bool consume = true) {
    return {.connected = [this] { connected = true; },
            .data =
                [this, consume](ByteView data) {
                  received.insert(received.end(), data.begin(), data.end());
                  if (consume) connection->consumed(data.size());
                },
            .ended = [this] { ended = true; },
            .writable = [this] { push(); },
            .closed = [this](Ending why) { ending = why; }};
  }
};

TEST_F(HostStackTest, CarriesBytesBothWaysAndCloses) {
  Side server, client;
  ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](auto connection) {
    server.connection = connection;
    connection->set_handlers(server.handlers());
  }));
  client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
  run(std::chrono::seconds(1));
  ASSERT_TRUE(client.connected);
  ASSERT_TRUE(server.connection);
  EXPECT_EQ(server.connection->remote_address(), kFirst);

  const Bytes there = noise(300'000), back = noise(200'000);
  client.to_send = there;
  client.push();
  server.to_send = back;
  server.push();
  run(std::chrono::seconds(10));
  EXPECT_TRUE(server.received == there);
  EXPECT_TRUE(client.received == back);

  client.connection->finish();
  run(std::chrono::seconds(1));
  EXPECT_TRUE(server.ended);
  EXPECT_FALSE(server.ending) << "the other half is still open";
  server.to_send = {1, 2, 3};
  server.push();
  server.connection->finish();
  run(std::chrono::seconds(1));
  EXPECT_EQ(client.received.size(), back.size() + 3);
  EXPECT_EQ(client.ending, Ending::finished);
  EXPECT_EQ(server.ending, Ending::finished);
}

TEST_F(HostStackTest, EveryPacketCrossesTheSwitch) {
  network_.add_tap([this](const TapEvent& event) { frames_ += event.direction == Direction::from_node; });
  Side server, client;
  ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](auto connection) {
    server.connection = connection;
    connection->set_handlers(server.handlers());
  }));
  client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
  run(std::chrono::seconds(1));
  EXPECT_GE(frames_, 5u) << "ARP question and answer, SYN, SYN-ACK, ACK";
}

TEST_F(HostStackTest, SurvivesLossAndReordering) {
  start({.loss = 0.1, .duplication = 0.05, .reordering = 0.1});
  Side server, client;
  ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](auto connection) {
    server.connection = connection;
    connection->set_handlers(server.handlers());
  }));
  const Bytes content = noise(100'000);
  client.to_send = content;
  client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
  client.push();  // before it is connected: nothing goes, then writable
  run(std::chrono::minutes(5));
  EXPECT_TRUE(server.received == content);
}

TEST_F(HostStackTest, ASlowReaderSlowsTheSenderDown) {
  Side server, client;
  ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](auto connection) {
    server.connection = connection;
    connection->set_handlers(server.handlers(/*consume=*/false));
  }));
  client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
  run(std::chrono::seconds(1));
  const Bytes content = noise(200'000);
  client.to_send = content;
  client.push();
  run(std::chrono::seconds(30));
  EXPECT_LT(server.received.size(), 40'000u) << "one window";
  EXPECT_GT(client.to_send.size(), 100'000u);

  std::size_t consumed = 0;
  while (consumed < server.received.size()) {
    server.connection->consumed(server.received.size() - consumed);
    consumed = server.received.size();
    run(std::chrono::seconds(2));
  }
  EXPECT_TRUE(server.received == content);
}

TEST_F(HostStackTest, SaysWhyAConnectionEnds) {
  Side nobody, absent, reset, server;
  nobody.connection = stack_->connect_tcp(kSecond, 81, nobody.handlers(), kFirst).value();
  absent.connection = stack_->connect_tcp({{192, 168, 1, 77}}, 80, absent.handlers(), kFirst).value();
  ASSERT_TRUE(stack_->listen_tcp(kSecond, 82, [&](auto connection) {
    server.connection = connection;
    connection->set_handlers(server.handlers());
  }));
  reset.connection = stack_->connect_tcp(kSecond, 82, reset.handlers(), kFirst).value();
  run(std::chrono::seconds(1));
  EXPECT_EQ(nobody.ending, Ending::refused);
  server.connection->reset();
  run(std::chrono::minutes(10));
  EXPECT_EQ(reset.ending, Ending::reset);
  EXPECT_FALSE(server.ending) << "who resets is not told of it";
  EXPECT_EQ(absent.ending, Ending::unreachable);
  EXPECT_FALSE(absent.connected);
}

TEST_F(HostStackTest, HandlersMayResetTheConnection) {
  std::shared_ptr<TcpConnection> accepted;
  ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](auto connection) {
    accepted = connection;
    connection->set_handlers({.data = [&](ByteView) { accepted->reset(); },
                              .closed = [](Ending) { ADD_FAILURE() << "told of its own reset"; }});
  }));
  Side client;
  client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
  run(std::chrono::seconds(1));
  client.connection->send(noise(5000));
  run(std::chrono::seconds(1));
  EXPECT_FALSE(accepted->is_open());
  EXPECT_EQ(client.ending, Ending::reset);
  EXPECT_EQ(client.connection->send(noise(10)), 0u);
}

TEST_F(HostStackTest, CarriesDatagramsAlsoLargeOnes) {
  Bytes received;
  std::shared_ptr<UdpSocket> server;
  server = stack_
               ->open_udp(kSecond, 5684,
                          [&](Ipv4Address from, std::uint16_t port, ByteView payload) {
                            received.assign(payload.begin(), payload.end());
                            ASSERT_TRUE(server->send(from, port, as_bytes("thanks")));
                          })
               .value();
  std::string answer;
  auto client = stack_
                    ->open_udp(kFirst, 0,
                               [&](Ipv4Address from, std::uint16_t port, ByteView payload) {
                                 EXPECT_EQ(from, kSecond);
                                 EXPECT_EQ(port, 5684);
                                 answer = as_text(payload);
                               })
                    .value();
  const Bytes question = noise(8000);
  ASSERT_TRUE(client->send(kSecond, 5684, question));
  run(std::chrono::seconds(1));
  EXPECT_TRUE(received == question);
  EXPECT_EQ(answer, "thanks");
  EXPECT_FALSE(client->send(kSecond, 5684, noise(70'000)));

  server.reset();
  EXPECT_TRUE(stack_->open_udp(kSecond, 5684, {})) << "the port is free again";
}

TEST_F(HostStackTest, RefusesWhatIsTakenOrNotItsOwn) {
  ASSERT_TRUE(stack_->listen_tcp(kFirst, 80, [](auto) {}));
  EXPECT_EQ(stack_->listen_tcp(kFirst, 80, [](auto) {}).error().text, "192.168.1.2:80 is in use already");
  EXPECT_TRUE(stack_->listen_tcp(kSecond, 80, [](auto) {})) << "the same port of another address";
  EXPECT_FALSE(stack_->listen_tcp({{10, 0, 0, 1}}, 80, [](auto) {}));
  EXPECT_FALSE(stack_->add_address("again", kSecond));
  stack_->stop_listening(kFirst, 80);
  EXPECT_TRUE(stack_->listen_tcp(kFirst, 80, [](auto) {}));
}

TEST_F(HostStackTest, EndsInTheMiddleOfThingsAndBeginsAnew) {
  for (int round = 0; round < 3; ++round) {
    start({});
    Side server, client;
    ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](auto connection) {
      server.connection = connection;
      connection->set_handlers(server.handlers());
    }));
    client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
    run(std::chrono::seconds(1));
    client.to_send = noise(100'000);
    client.push();
    run(std::chrono::milliseconds(2));  // ends in the middle of things
    stack_.reset();
    EXPECT_FALSE(client.connection->is_open());
    EXPECT_EQ(client.connection->send(noise(10)), 0u);
    client.connection->finish();
    run(std::chrono::seconds(1));
    EXPECT_FALSE(client.ending) << "no handler is called after the end of the stack";
  }
}

// Handlers may own the connection, as those of a TLS connection do.
TEST_F(HostStackTest, lets_go_of_handlers_at_its_end_also_of_a_closed_connection_that_nobody_has_read) {
  for (const bool closed : {false, true}) {
    start({});
    std::weak_ptr<TcpConnection> server;
    ASSERT_TRUE(stack_->listen_tcp(kSecond, 443, [&](std::shared_ptr<TcpConnection> connection) {
      server = connection;
      connection->set_handlers({.closed = [connection](Ending) { FAIL() << "there are bytes to read"; }});
      if (closed) connection->finish();
    }));
    Side client;
    client.connection = stack_->connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
    run(std::chrono::seconds(1));
    client.connection->send(noise(10));
    if (closed) client.connection->finish();
    run(std::chrono::seconds(1));
    ASSERT_FALSE(server.expired());
    EXPECT_EQ(server.lock()->is_open(), !closed);
    stack_.reset();
    run(std::chrono::seconds(1));
    EXPECT_TRUE(server.expired()) << closed;
  }
}

// A world with nothing in it but a stack, whose client sends and whose server echoes.
struct EchoWorld {
  EventQueue events{Instant{} + std::chrono::hours(1)};
  Switch network{events, 1};
  FrameHash hash;
  HostStack stack{network, {.seed = 7}};
  Side server, client;

  EchoWorld() {
    network.add_tap([this](const TapEvent& event) { hash.add(event); });
    EXPECT_TRUE(stack.add_address("client", kFirst));
    EXPECT_TRUE(stack.add_address("server", kSecond));
    EXPECT_TRUE(stack.listen_tcp(kSecond, 443, [this](auto connection) {
      server.connection = connection;
      connection->set_handlers({.data = [this](ByteView data) {
        server.connection->consumed(data.size());
        server.connection->send(data);
      }});
    }));
    client.connection = stack.connect_tcp(kSecond, 443, client.handlers(), kFirst).value();
    client.to_send = noise(20'000);
  }

  void step() {
    if (client.connected && !client.to_send.empty()) client.push();
    events.run_until(events.now() + std::chrono::milliseconds(1));
  }
};

TEST(HostStacksTest, keep_apart_and_repeat_byte_for_byte) {
  EchoWorld alone;
  for (int i = 0; i < 500; ++i) alone.step();
  ASSERT_EQ(alone.client.received, noise(20'000));

  EchoWorld one, other;  // both at the same time, in steps that alternate
  for (int i = 0; i < 500; ++i) {
    one.step();
    other.step();
  }
  EXPECT_EQ(one.client.received, noise(20'000));
  EXPECT_EQ(one.hash.hex(), alone.hash.hex());
  EXPECT_EQ(other.hash.hex(), alone.hash.hex());
}

TEST_F(HostStackTest, HasAddressesBeyondTheRouter) {
  constexpr Ipv4Address kFar{{203, 0, 113, 10}};
  constexpr Ipv4Address kFarther{{203, 0, 113, 11}};
  // The router between the two is this pair of functions; it takes a millisecond.
  const auto to = [this](Ipv4Address address) {
    return [this, address](ByteView packet) {
      events_.after(std::chrono::milliseconds(1),
                    [this, address, bytes = Bytes(packet.begin(), packet.end())] {
                      stack_->receive_packet(address, bytes);
                    });
    };
  };
  ASSERT_TRUE(stack_->add_routed_address(kFar, to(kFarther)));
  ASSERT_TRUE(stack_->add_routed_address(kFarther, to(kFar)));
  EXPECT_FALSE(stack_->add_routed_address(kFar, to(kFar)));
  Side server, client;
  ASSERT_TRUE(stack_->listen_tcp(kFarther, 443, [&](auto connection) {
    server.connection = connection;
    connection->set_handlers(server.handlers());
  }));
  client.connection = stack_->connect_tcp(kFarther, 443, client.handlers(), kFar).value();
  run(std::chrono::milliseconds(10));
  ASSERT_TRUE(client.connected);
  client.to_send = noise(5'000);
  client.push();
  run(std::chrono::milliseconds(50));
  EXPECT_EQ(server.received, noise(5'000));
  EXPECT_EQ(server.connection->remote_address(), kFar);
}

}  // namespace
}  // namespace tlscam
