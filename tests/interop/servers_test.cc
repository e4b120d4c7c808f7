// These tests connect a simulated camera to other projects' TLS servers.
#include "tests/interop/interop.h"

namespace tlscam {
namespace {

const CameraFiles kClient{{"server.der"}};

class RealServerKeys : public Interop, public testing::WithParamInterface<const char*> {};

TEST_P(RealServerKeys, CameraVerifiesOpenssl) {
  make_certificate("server", GetParam());
  auto server = start_openssl_server({"-cert", path("server.pem"), "-key", path("server-key.pem")});
  auto camera = start_client(kClient);
  expect_says(*server, "ping\n");
  server->write("hello camera\n");
  expect_says(*camera, "openmv| received b'hello camera\\n'\n");
  expect_success(*camera);
}

INSTANTIATE_TEST_SUITE_P(All, RealServerKeys, testing::Values("P-256", "P-384", "RSA-2048"),
                         [](const auto& test) {
                           std::string name = test.param;
                           std::erase(name, '-');
                           return name;
                         });

// 01: the end is the server's close_notify; the TCP connection is still open then.
TEST_F(Interop, CameraReadsAPageToItsEnd) {
  make_certificate("server");
  auto server = start_openssl_server({"-cert", path("server.pem"), "-key", path("server-key.pem"), "-www"});
  auto camera = start_client(kClient, "https_client.py");
  expect_success(*camera);
  expect_says(*camera, "openmv| page b'HTTP/1.0 200 ok' True\n");
}

TEST_F(Interop, CameraVerifiesPython) {
  make_certificate("server");
  port_ = free_port();
  Child server({TLSCAM_PYTHON, script("python_peer.py"), "line", std::to_string(port_), path("server.pem"),
                path("server-key.pem")});
  expect_says(server, "ACCEPT");
  auto camera = start_client(kClient);
  expect_says(server, "received b'ping\\n'");
  expect_says(*camera, "openmv| received b'ping\\n'\n");
  expect_success(*camera);
}

// --- Mutual TLS ---

class MutualClient : public Interop {
 protected:
  MutualClient() {
    make_certificate("server");
    make_certificate("client");
    make_certificate("stranger");
    server_ = start_openssl_server({"-cert", path("server.pem"), "-key", path("server-key.pem"), "-CAfile",
                                    path("client.pem"), "-Verify", "1", "-verify_return_error", "-tls1_2"});
  }

  std::unique_ptr<Child> connect_with(const std::string& certificate) {
    return start_client(
        {{"server.der", certificate + ".der", certificate + "-key.der"}, {{"certificate", certificate}}});
  }

  std::unique_ptr<Child> server_;
};

TEST_F(MutualClient, IsAccepted) {
  auto camera = connect_with("client");
  expect_says(*server_, "ping\n");
  server_->write("hello camera\n");
  expect_says(*camera, "openmv| received b'hello camera\\n'\n");
  expect_success(*camera);
}

TEST_F(MutualClient, IsRefusedWithoutCertificate) {
  auto camera = start_client(kClient);
  expect_says(*camera, "openmv| failed: OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')\n");
  expect_says(*server_, "peer did not return a certificate");
  expect_success(*camera);
}

TEST_F(MutualClient, IsRefusedWithAnotherSigner) {
  auto camera = connect_with("stranger");
  expect_says(*camera, "openmv| failed: OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')\n");
  expect_says(*server_, "certificate verify failed");
  expect_success(*camera);
}

// --- DTLS ---

class DtlsServer : public Interop, public testing::WithParamInterface<bool> {};

TEST_P(DtlsServer, CameraVerifiesOpenssl) {
  make_certificate("server");
  std::vector<std::string> options = {"-dtls1_2", "-cert", path("server.pem"), "-key",
                                      path("server-key.pem")};
  if (GetParam()) options.emplace_back("-listen");  // asks for the cookie
  auto server = start_openssl_server(options);
  auto camera = start_client(kClient, "dtls_client.py");
  expect_says(*server, "ping\n");
  server->write("hello camera\n");
  expect_says(*camera, "openmv| received b'hello camera\\n'\n");
  expect_success(*camera);
}

INSTANTIATE_TEST_SUITE_P(All, DtlsServer, testing::Bool(),
                         [](const auto& test) { return test.param ? "with_cookie" : "without_cookie"; });

}  // namespace
}  // namespace tlscam
