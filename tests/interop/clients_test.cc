// These tests connect other projects' TLS clients to a simulated camera that serves.
#include "tests/interop/interop.h"

#include <gmock/gmock.h>

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::Not;

const CameraFiles kServer{{"server.der", "server-key.der"}};

// The camera prints this once it has the client's line.
constexpr const char* kReceived = "openmv| received b'ping\\n' TLS-ECDHE-";

struct KeyCase {
  const char* key;
  const char* version;  // an option for s_client; "" leaves the choice
  const char* cipher;
};

class RealClientKeys : public Interop, public testing::WithParamInterface<KeyCase> {};

TEST_P(RealClientKeys, OpensslVerifiesTheCamera) {
  make_certificate("server", GetParam().key);
  auto camera = start_server(kServer);
  std::vector<std::string> options = {
      "-CAfile", path("server.pem"), "-verify_return_error", "-verify_hostname", "openmv", "-servername",
      "openmv"};
  if (*GetParam().version != 0) options.emplace_back(GetParam().version);
  auto client = start_openssl_client(options);
  client->write("ping\n");
  expect_says(*client, "hello ping\n");
  expect_says(*client, "Verify return code: 0 (ok)");
  expect_says(*client, "Verified peername: openmv");
  expect_says(*client, std::string("New, TLSv1.2, Cipher is ") + GetParam().cipher);
  expect_says(*camera, kReceived);
  client->close_input();
  expect_success(*camera);
}

INSTANTIATE_TEST_SUITE_P(All, RealClientKeys,
                         testing::Values(KeyCase{"P-256", "", "ECDHE-ECDSA-AES256-GCM-SHA384"},
                                         KeyCase{"P-256", "-tls1_2", "ECDHE-ECDSA-AES256-GCM-SHA384"},
                                         KeyCase{"P-384", "", "ECDHE-ECDSA-AES256-GCM-SHA384"},
                                         KeyCase{"P-384", "-tls1_2", "ECDHE-ECDSA-AES256-GCM-SHA384"},
                                         KeyCase{"RSA-2048", "", "ECDHE-RSA-AES256-GCM-SHA384"},
                                         KeyCase{"RSA-2048", "-tls1_2", "ECDHE-RSA-AES256-GCM-SHA384"}),
                         [](const auto& test) {
                           std::string name = test.param.key;
                           std::erase(name, '-');
                           return name + (*test.param.version != 0 ? "_tls12" : "_any");
                         });

TEST_F(Interop, CurlAsksACamera) {
  make_certificate("server");
  auto camera = start_server(kServer, "https_server.py");
  const std::string host = "openmv:" + std::to_string(port_);
  Child curl({"curl", "--noproxy", "*", "--silent", "--show-error", "--max-time", "20", "--cacert",
              path("server.pem"), "--resolve", host + ":127.0.0.1", "https://" + host + "/status"});
  EXPECT_EQ(curl.wait(), 0) << curl.output();
  EXPECT_EQ(curl.output(), "{\"camera\": \"openmv\"}\n");
  expect_says(*camera, "openmv| request b'GET /status HTTP/1.1\\r\\n'\n");
  expect_success(*camera);
}

TEST_F(Interop, GnutlsVerifiesTheCamera) {
  make_certificate("server");
  auto camera = start_server(kServer);
  Child client({"gnutls-cli", "--x509cafile", path("server.pem"), "--verify-hostname", "openmv",
                "--sni-hostname", "openmv", "--port", std::to_string(port_), "127.0.0.1"});
  expect_says(client, "- Status: The certificate is trusted.");
  expect_says(client, "- Handshake was completed");
  client.write("ping\n");
  expect_says(client, "hello ping\n");
  expect_says(*camera, kReceived);
  client.close_input();
  expect_success(*camera);
}

TEST_F(Interop, PythonVerifiesTheCamera) {
  make_certificate("server");
  auto camera = start_server(kServer);
  Child client({TLSCAM_PYTHON, script("python_peer.py"), "line", std::to_string(port_), path("server.pem")});
  EXPECT_EQ(client.wait(), 0) << client.output();
  EXPECT_EQ(client.output(), "TLSv1.2 ECDHE-ECDSA-AES256-GCM-SHA384\nreceived b'hello ping\\n'\n");
  expect_says(*camera, kReceived);
  expect_success(*camera);
}

// --- Mutual TLS ---

class MutualServer : public Interop {
 protected:
  MutualServer() {
    make_certificate("server");
    make_certificate("client");
    make_certificate("stranger");
    camera_ =
        start_server({{"server.der", "server-key.der", "client.der"}, {{"client_anchor", "client.der"}}});
  }

  // `certificate` is the client's name, or "" for none.
  std::unique_ptr<Child> connect(const std::string& certificate) {
    std::vector<std::string> options = {"-CAfile", path("server.pem"), "-verify_return_error", "-state"};
    if (!certificate.empty())
      options.insert(options.end(),
                     {"-cert", path(certificate + ".pem"), "-key", path(certificate + "-key.pem")});
    auto client = start_openssl_client(options);
    client->write("ping\n");
    return client;
  }

  std::unique_ptr<Child> camera_;
};

TEST_F(MutualServer, AcceptsItsClient) {
  auto client = connect("client");
  expect_says(*client, "hello ping\n");
  expect_says(*camera_, kReceived);
  client->close_input();
  expect_success(*camera_);
}

TEST_F(MutualServer, RefusesAClientWithoutCertificate) {  // 31: no alert is sent
  auto client = connect("");
  expect_says(*camera_, "openmv| failed: OSError(-29824, 'MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE')\n");
  expect_success(*camera_);
  EXPECT_NE(client->wait(), 0);
  EXPECT_THAT(client->output(), Not(HasSubstr("SSL alert number")));
}

TEST_F(MutualServer, RefusesAClientThatAnotherSigned) {  // 32
  auto client = connect("stranger");
  expect_says(*camera_,
              "failed: ValueError('\\nThe certificate is not correctly signed by the trusted CA\\n',)\n");
  expect_says(*client, "SSL alert number 48");
  expect_success(*camera_);
}

// --- DTLS ---

TEST_F(Interop, DtlsClientIsAskedForTheCookie) {
  make_certificate("server");
  port_ = free_port(PortKind::udp);
  auto camera = start_camera("dtls_server.py", kServer, {"--bridge", loopback(port_) + "=openmv:8443/udp"});
  expect_says(*camera, "openmv| listening\n");
  auto client =
      start_openssl_client({"-dtls1_2", "-CAfile", path("server.pem"), "-verify_return_error", "-state"});
  expect_says(*client, "read hello verify request");
  expect_says(*client, "Verify return code: 0 (ok)");
  client->write("ping\n");
  expect_says(*client, "hello ping\n");
  expect_says(*camera, "openmv| failed: OSError(-27264, 'MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED')\n");
  expect_says(*camera, kReceived);
  expect_success(*camera);
}

}  // namespace
}  // namespace tlscam
