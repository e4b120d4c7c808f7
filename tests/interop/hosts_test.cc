// These tests connect other projects' programs to the servers of a scene's hosts, over a bridge. The clients
// run at the scene's date, because its certificates are not valid forever.
#include <gmock/gmock.h>

#include "tests/interop/interop.h"
#include "tests/interop/loopback_peer.h"

namespace tlscam {
namespace {

constexpr const char* kScene = TLSCAM_SOURCE_DIR "/assets/scenes/internet/";
constexpr const char* kDate = "2026-11-23 10:00:00";
constexpr const char* kPage = "Welcome to the shop.\n";
constexpr const char* kRequest = "GET / HTTP/1.1\r\nHost: shop.example\r\n\r\n";

class HostsOfAScene : public Interop {
 protected:
  HostsOfAScene() {
    Child convert({"openssl", "x509", "-inform", "DER", "-in", kScene + std::string("certificates/root.der"),
                   "-out", anchor()});
    EXPECT_EQ(convert.wait(), 0) << convert.output();
    port_ = free_port();
    echo_port_ = free_port(PortKind::udp);
    world_ = std::make_unique<Child>(std::vector<std::string>{
        TLSCAM_PROGRAM, "run", kScene + std::string("world.json"), "--camera", "openmv=" + script("idle.py"),
        "--for", "40s", "--bridge", loopback(port_) + "=shop.example:443", "--bridge",
        loopback(echo_port_) + "=echo.example:7/udp"});
    expect_says(*world_, "openmv| idle\n");
  }

  std::string anchor() const { return path("root.pem"); }

  static std::unique_ptr<Child> start(std::vector<std::string> words) {
    words.insert(words.begin(), {"faketime", kDate});
    return std::make_unique<Child>(std::move(words));
  }

  std::uint16_t echo_port_ = 0;

 private:
  std::unique_ptr<Child> world_;
};

class VersionsOfAHost : public HostsOfAScene, public testing::WithParamInterface<const char*> {};

TEST_P(VersionsOfAHost, OpensslVerifiesTheChain) {
  const std::string version = GetParam();
  auto client = start({"openssl", "s_client", "-connect", loopback(port_), "-tls1_" + version, "-CAfile",
                       anchor(), "-verify_return_error", "-verify_hostname", "shop.example", "-servername",
                       "shop.example", "-showcerts"});
  client->write(kRequest);
  expect_says(*client, kPage);
  EXPECT_EQ(client->wait(), 0) << client->output();
  const std::string output = client->output();
  EXPECT_THAT(output, testing::HasSubstr("depth=2 O = Example Trust, CN = Example Root\n"));
  EXPECT_THAT(output, testing::HasSubstr("depth=1 O = Example Trust, CN = Example Authority 1\n"));
  EXPECT_THAT(output, testing::HasSubstr("depth=0 CN = shop.example\n"));
  EXPECT_THAT(output, testing::HasSubstr("\n 2 s:O = Example Trust, CN = Example Root\n"));
  EXPECT_THAT(output, testing::HasSubstr("Verify return code: 0 (ok)"));
  EXPECT_THAT(output, testing::HasSubstr("Verified peername: shop.example"));
  EXPECT_THAT(output, testing::HasSubstr("New, TLSv1." + version + ", Cipher is "));
}

TEST_P(VersionsOfAHost, CurlFetchesThePage) {
  const std::string version = GetParam();
  const std::string host = "shop.example:" + std::to_string(port_);
  auto curl = start({"curl", "--noproxy", "*", "--silent", "--show-error", "--max-time", "20", "--cacert",
                     anchor(), "--tlsv1." + version, "--tls-max", "1." + version, "--resolve",
                     host + ":127.0.0.1", "https://" + host + "/"});
  EXPECT_EQ(curl->wait(), 0) << curl->output();
  EXPECT_EQ(curl->output(), kPage);
}

TEST_P(VersionsOfAHost, GnutlsVerifiesTheChain) {
  const std::string version = GetParam();
  auto client =
      start({"gnutls-cli", "--x509cafile", anchor(), "--verify-hostname", "shop.example", "--sni-hostname",
             "shop.example", "--priority", "NORMAL:-VERS-ALL:+VERS-TLS1." + version, "--port",
             std::to_string(port_), "127.0.0.1"});
  expect_says(*client, "- Got a certificate list of 3 certificates.");
  expect_says(*client, "- Status: The certificate is trusted.");
  expect_says(*client, "- Description: (TLS1." + version);
  expect_says(*client, "- Handshake was completed");
  client->write(kRequest);
  expect_says(*client, kPage);
}

INSTANTIATE_TEST_SUITE_P(All, VersionsOfAHost, testing::Values("2", "3"),
                         [](const auto& test) { return std::string("tls1") + test.param; });

TEST_F(HostsOfAScene, CurlRefusesAHostThatAnotherSigned) {
  make_certificate("stranger");
  const std::string host = "shop.example:" + std::to_string(port_);
  auto curl = start({"curl", "--noproxy", "*", "--silent", "--show-error", "--max-time", "20", "--cacert",
                     path("stranger.pem"), "--resolve", host + ":127.0.0.1", "https://" + host + "/"});
  EXPECT_EQ(curl->wait(), 60) << curl->output();  // CURLE_PEER_FAILED_VERIFICATION
}

TEST_F(HostsOfAScene, TheEchoServerSendsDatagramsBack) {
  asio::io_context io;
  asio::ip::udp::socket socket(io, {asio::ip::address_v4::loopback(), 0});
  socket.connect({asio::ip::address_v4::loopback(), echo_port_});
  for (const std::string sent : {std::string("hello"), std::string(1400, 'x'), std::string("bye")}) {
    socket.send(asio::buffer(sent));
    std::string answer(2000, '\0');
    std::size_t size = 0;
    socket.async_receive(asio::buffer(answer), [&](asio::error_code, std::size_t got) { size = got; });
    io.restart();
    io.run_one_for(Child::kPatience);
    EXPECT_EQ(answer.substr(0, size), sent);
  }
}

}  // namespace
}  // namespace tlscam
