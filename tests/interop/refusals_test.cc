// These handshakes must fail, with another project's program at one end: the table has the exception on the
// camera and the other program's message. The names begin with the row in the list of known failures.
#include <fmt/ranges.h>

#include <ostream>

#include "tests/interop/interop.h"

namespace tlscam {
namespace {

constexpr const char* kFatalAlert = "OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')";
constexpr const char* kHandshakeFailure = "OSError(-28160, 'MBEDTLS_ERR_SSL_HANDSHAKE_FAILURE')";
constexpr const char* kBadVersion = "OSError(-28288, 'MBEDTLS_ERR_SSL_BAD_PROTOCOL_VERSION')";

struct Refusal {
  const char* name;
  const char* camera;  // the camera's exception
  const char* peer;    // openssl's message
  std::vector<std::string> peer_options{};
  std::vector<std::string> certificate_options{};
  const char* key = "P-256";
  nlohmann::json settings = nlohmann::json::object();  // the camera's

  friend void PrintTo(const Refusal& refusal, std::ostream* out) { *out << refusal.name; }
};

std::string name_of(const testing::TestParamInfo<Refusal>& info) {
  return info.param.name;
}

// --- openssl s_client, and the camera serves ---

class RefusedClient : public Interop, public testing::WithParamInterface<Refusal> {};

TEST_P(RefusedClient, BothSidesSayWhy) {
  make_certificate("server", GetParam().key, GetParam().certificate_options);
  auto camera = start_server({{"server.der", "server-key.der"}, GetParam().settings});
  auto client = start_openssl_client(GetParam().peer_options);
  expect_says(*camera, std::string("openmv| failed: ") + GetParam().camera + "\n");
  expect_says(*client, GetParam().peer);
  expect_success(*camera);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusedClient,
    testing::Values(
        Refusal{"S3_tls13_only", kHandshakeFailure, "SSL alert number 40", {"-tls1_3"}},
        Refusal{
            "S4_tls11_only", kBadVersion, "SSL alert number 70", {"-tls1_1", "-cipher", "ALL@SECLEVEL=0"}},
        Refusal{"O4_chacha_only",
                kHandshakeFailure,
                "SSL alert number 40",
                {"-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"}},
        Refusal{"O5_x25519_only", kHandshakeFailure, "SSL alert number 40", {"-tls1_2", "-groups", "X25519"}},
        Refusal{"O7_dhe_only",
                kHandshakeFailure,
                "SSL alert number 40",
                {"-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384"},
                {},
                "RSA-2048"},
        Refusal{"37_no_cipher_for_this_key",
                kHandshakeFailure,
                "SSL alert number 40",
                {"-tls1_2", "-cipher", "ECDHE-RSA-AES256-GCM-SHA384"}},
        Refusal{"16_certificate_is_for_clients",
                kHandshakeFailure,
                "SSL alert number 40",
                {"-tls1_2"},
                {"-addext", "extendedKeyUsage=clientAuth"}}),
    name_of);

TEST_F(Interop, UnknownSignerIsRefusedByOpenssl) {
  make_certificate("server");
  make_certificate("other");
  auto camera = start_server({{"server.der", "server-key.der"}});
  auto client = start_openssl_client({"-CAfile", path("other.pem"), "-verify_return_error"});
  expect_says(*camera, std::string("openmv| failed: ") + kFatalAlert + "\n");
  expect_says(*client, "certificate verify failed");
  expect_success(*camera);
}

// 40: the client speaks plain HTTP to the camera's TLS port.
TEST_F(Interop, PlainHttpIsNoTls) {
  make_certificate("server");
  auto camera = start_server({{"server.der", "server-key.der"}});
  Child curl({"curl", "--noproxy", "*", "--silent", "--max-time", "20", "http://" + loopback(port_) + "/"});
  expect_says(*camera, "openmv| failed: OSError(-29184, 'MBEDTLS_ERR_SSL_INVALID_RECORD')\n");
  expect_success(*camera);
  EXPECT_NE(curl.wait(), 0) << curl.output();
}

// --- openssl s_server, and the camera connects ---

class RefusingServer : public Interop, public testing::WithParamInterface<Refusal> {};

TEST_P(RefusingServer, BothSidesSayWhy) {
  make_certificate("server", GetParam().key, GetParam().certificate_options);
  make_certificate("other");
  std::vector<std::string> options = {"-cert", path("server.pem"), "-key", path("server-key.pem")};
  options.insert(options.end(), GetParam().peer_options.begin(), GetParam().peer_options.end());
  auto server = start_openssl_server(options);
  nlohmann::json settings = GetParam().settings;
  // Ed25519 cannot be loaded, not even as an anchor.
  if (std::string(GetParam().key) == "ED25519") settings["anchor"] = "other.der";
  auto camera = start_client({{"server.der", "other.der"}, settings});
  expect_says(*camera, std::string("openmv| failed: ") + GetParam().camera + "\n");
  expect_says(*server, GetParam().peer);
  expect_success(*camera);
}

INSTANTIATE_TEST_SUITE_P(
    All, RefusingServer,
    testing::Values(
        Refusal{"O1_tls13_only", kFatalAlert, "unsupported protocol", {"-tls1_3"}},
        Refusal{
            "O3_tls11_only", kBadVersion, "SSL alert number 70", {"-tls1_1", "-cipher", "ALL@SECLEVEL=0"}},
        Refusal{"O4_chacha_only",
                kFatalAlert,
                "no shared cipher",
                {"-tls1_2", "-cipher", "ECDHE-ECDSA-CHACHA20-POLY1305"}},
        Refusal{"O5_x25519_only", kFatalAlert, "no shared cipher", {"-tls1_2", "-groups", "X25519"}},
        Refusal{"O6_ed25519", kFatalAlert, "no shared cipher", {"-tls1_2"}, {}, "ED25519"},
        Refusal{"O7_dhe_only",
                kFatalAlert,
                "no shared cipher",
                {"-tls1_2", "-cipher", "DHE-RSA-AES256-GCM-SHA384"},
                {},
                "RSA-2048"},
        Refusal{"O9_certificate_is_for_clients",
                "OSError(-31232, 'MBEDTLS_ERR_SSL_BAD_CERTIFICATE')",
                "SSL alert number 43",
                {},
                {"-addext", "extendedKeyUsage=clientAuth"}},
        Refusal{"10_unknown_signer",
                "ValueError('\\nThe certificate is not correctly signed by the trusted CA\\n',)",
                "SSL alert number 48",
                {},
                {},
                "P-256",
                {{"anchor", "other.der"}}},
        Refusal{"08_wrong_name",
                "ValueError('\\nThe certificate Common Name (CN) does not match with the expected CN\\n',)",
                "SSL alert number 42",
                {},
                {},
                "P-256",
                {{"hostname", "cam2"}}},
        Refusal{"03_clock_unset",
                "ValueError('\\nThe certificate validity starts in the future\\n',)",
                "SSL alert number 46",
                {},
                {},
                "P-256",
                {{"set_clock", false}}}),
    name_of);

}  // namespace
}  // namespace tlscam
