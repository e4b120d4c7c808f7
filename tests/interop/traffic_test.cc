// These tests have much traffic, many clients, and ends of connections that are not polite.
#include <fmt/format.h>

#include <filesystem>

#include "tests/interop/interop.h"
#include "tests/interop/loopback_peer.h"

namespace tlscam {
namespace {

constexpr int kMegabyte = 1 << 20;
constexpr std::size_t kClients = 8;
const nlohmann::json kBulk = {{"bytes", kMegabyte}};

class Bulk : public Interop {
 protected:
  Bulk() { make_certificate("server"); }

  // The camera's drive must also have the file that both sides use.
  CameraFiles files() const {
    std::filesystem::copy_file(script("bulk.py"), path("bulk.py"));
    return {{"server.der", "server-key.der", "bulk.py"}, kBulk};
  }
};

TEST_F(Bulk, AMegabyteEachWayToACamera) {
  auto camera = start_server(files(), "bulk_server.py");
  Child client(
      {TLSCAM_PYTHON, script("python_peer.py"), "give-take", std::to_string(port_), path("server.pem")});
  EXPECT_EQ(client.wait(std::chrono::seconds(40)), 0) << client.output() << camera->output();
  expect_says(client, "checksum matches\n");
  expect_says(*camera, "openmv| checksum matches\n");
  expect_success(*camera);
}

TEST_F(Bulk, AMegabyteEachWayFromACamera) {
  port_ = free_port();
  Child server({TLSCAM_PYTHON, script("python_peer.py"), "take-give", std::to_string(port_),
                path("server.pem"), path("server-key.pem")});
  expect_says(server, "ACCEPT");
  auto camera = start_client(files(), "bulk_client.py");
  EXPECT_EQ(camera->wait(std::chrono::seconds(40)), 0) << server.output() << camera->output();
  expect_says(server, "checksum matches\n");
  expect_says(*camera, "openmv| checksum matches\n");
  EXPECT_EQ(server.wait(), 0) << server.output();
}

TEST_F(Interop, EightClientsAtOnce) {
  make_certificate("server");
  auto camera =
      start_server({{"server.der", "server-key.der"}, {{"clients", kClients}}}, "asyncio_server.py");
  std::vector<std::unique_ptr<Child>> clients;
  for (std::size_t i = 0; i < kClients; ++i) {
    clients.push_back(start_openssl_client({"-CAfile", path("server.pem"), "-verify_return_error"}));
    clients.back()->write(fmt::format("ping {}\n", i));
  }
  for (std::size_t i = 0; i < kClients; ++i) expect_says(*clients[i], fmt::format("hello ping {}\n", i));
  expect_says(*camera, fmt::format("openmv| answered {}\n", kClients));
  for (auto& client : clients) client->close_input();
  expect_success(*camera);
}

TEST_F(Interop, AClientThatResetsDoesNotHarmTheNext) {
  make_certificate("server");
  auto camera = start_server({{"server.der", "server-key.der"}, {{"connections", 2}}});
  {
    asio::io_context io;
    auto socket = connect_loopback(io, port_);
    // This is the beginning of a ClientHello, whose rest never comes.
    asio::write(socket, asio::buffer(std::string("\x16\x03\x01\x00\xc8\x01", 6)));
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    socket.set_option(asio::socket_base::linger(true, 0));
    socket.close();  // before the destructor, which forgets the option
  }
  expect_says(*camera, "openmv| failed: OSError(104,)\n");
  auto client = start_openssl_client({"-CAfile", path("server.pem"), "-verify_return_error"});
  client->write("ping\n");
  expect_says(*client, "hello ping\n");
  client->close_input();
  expect_success(*camera);
}

TEST_F(Interop, AnEndedDirectionLeavesTheOtherOpen) {
  auto camera = start_server({}, "half_close.py");
  asio::io_context io;
  auto socket = connect_loopback(io, port_);
  asio::write(socket, asio::buffer(std::string(10000, 'x')));
  socket.shutdown(LoopbackPeer::Socket::shutdown_send);
  EXPECT_EQ(read_all(socket), "10000 bytes\n");
  expect_says(*camera, "openmv| received 10000\n");
  expect_success(*camera);
}

// 41: the server takes the ClientHello and closes.
TEST_F(Interop, ServerClosesInTheHandshake) {
  make_certificate("server");
  LoopbackPeer server([](LoopbackPeer::Socket& socket) { read_some(socket); });
  port_ = server.port();
  auto camera = start_client({{"server.der"}});
  expect_says(*camera, "openmv| failed: OSError(-29312, 'MBEDTLS_ERR_SSL_CONN_EOF')\n");
  expect_success(*camera);
}

// 39: a web server without TLS answers the ClientHello.
TEST_F(Interop, ServerSpeaksPlainHttp) {
  make_certificate("server");
  LoopbackPeer server([](LoopbackPeer::Socket& socket) {
    read_some(socket);
    asio::write(socket, asio::buffer(std::string("HTTP/1.1 400 Bad Request\r\n\r\n")));
    read_all(socket);
  });
  port_ = server.port();
  auto camera = start_client({{"server.der"}});
  expect_says(*camera, "openmv| failed: OSError(-29184, 'MBEDTLS_ERR_SSL_INVALID_RECORD')\n");
  expect_success(*camera);
}

// 42: the server never answers; settimeout() ends the wait.
TEST_F(Interop, ServerNeverAnswers) {
  make_certificate("server");
  LoopbackPeer server([](LoopbackPeer::Socket& socket) { read_all(socket); });
  port_ = server.port();
  auto camera = start_client({{"server.der"}, {{"timeout", 1}}});
  expect_says(*camera, "openmv| failed: OSError(110,)\n");
  expect_success(*camera);
}

}  // namespace
}  // namespace tlscam
