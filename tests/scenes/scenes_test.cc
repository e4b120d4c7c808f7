// These tests play every scene of assets/scenes with two seeds and check the exit code and the lines that
// matter.
#include <gtest/gtest.h>

#include <algorithm>
#include <cctype>
#include <filesystem>
#include <map>
#include <ostream>
#include <set>

#include "tests/scenes/tlscam_process.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

struct Expectation {
  std::string scene;  ///< in assets/scenes
  int exit_code;
  std::map<std::string, Lines>
      lines;               ///< camera: whole lines, in this order, possibly with others between them
  std::string error = "";  ///< how standard error begins; empty and exit code 0: nothing is there
};

void PrintTo(const Expectation& expectation, std::ostream* out) {
  *out << expectation.scene;
}

// `refused` is how a raised verification error ends.
Lines refused(const std::string& reason) {
  return {"ValueError: ", reason, ""};
}

const std::string kFatalAlert = "OSError: (-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')";
const std::string kFuture = "The certificate validity starts in the future";
const std::string kExpired = "The certificate validity has expired";
const std::string kWrongName = "The certificate Common Name (CN) does not match with the expected CN";
const std::string kNotSigned = "The certificate is not correctly signed by the trusted CA";
const std::string kEcdsa = "TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384 TLSv1.2";
const std::string kRsa = "TLS-ECDHE-RSA-WITH-AES-256-GCM-SHA384 TLSv1.2";
const std::string kCookie =
    "a cookie for 192.168.1.51 OSError(-27264, 'MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED')";

Expectation verified(const std::string& scene, const std::string& server, const std::string& cipher) {
  return {"verified-server/" + scene,
          0,
          {{"openmv",
            {"handshake with 192.168.1.51 " + cipher, R"(received: b'good morning\n')",
             R"(received: b'good night\n')", "the client has closed"}},
           {"cam2",
            {"verified: " + server + " " + cipher, R"(received: b'you said: good morning\n')",
             R"(received: b'you said: good night\n')"}}}};
}

Expectation not_verified(const std::string& scene, const std::string& reason) {
  return {"verified-server/" + scene, 1, {{"openmv", {kFatalAlert}}, {"cam2", refused(reason)}}};
}

Expectation on_one_camera(const std::string& scene, int exit_code, Lines lines, std::string error = "") {
  return {scene, exit_code, {{"openmv", std::move(lines)}}, std::move(error)};
}

// Its script has caught and printed what it met.
const std::string kNoAddress = "tlscam: openmv: Probably: openmv got no address for a name:";

Expectation datagrams(const std::string& scene) {
  return {"dtls-cookie/" + scene,
          0,
          {{"openmv",
            {kCookie, "handshake with 192.168.1.51 TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384 DTLSv1.2",
             "received: b'one'", "received: b'two'", "received: b'three'", "no more questions"}},
           {"cam2",
            {"verified: openmv TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384 DTLSv1.2",
             "received: b'you said: three'"}}}};
}

Expectation fifty_cameras() {
  Expectation expected{"fifty-cameras/world.json", 0, {{"openmv", {"served 49 cameras"}}}};
  for (int i = 2; i <= 50; ++i) {
    const std::string name = (i < 10 ? "cam0" : "cam") + std::to_string(i);
    expected.lines[name] = {"received: b'hello, " + name + "\\n'"};
  }
  return expected;
}

std::vector<Expectation> expectations() {
  const std::string ap = "heard: tlscam on channel 6";
  const std::string time = "time: (2026, 11, 23, 10, 0, 0)";
  const std::string address = "openmv: 192.168.1.50";
  return {
      {"first-handshake/world.json",
       0,
       {{"openmv",
         {"clock at power-up: (2013, 10, 14, 19, 53, 11)", "address by DHCP: 192.168.1.50",
          "clock by NTP: (2026, 11, 23, 10, 0, 0)", "handshake with 192.168.1.51 " + kEcdsa,
          R"(received: b'this is cam2\n')"}},
        {"cam2",
         {"openmv has the address 192.168.1.50", "the certificate of openmv is verified; " + kEcdsa,
          R"(received: b'hello, this is cam2\n')"}}}},
      verified("p256-by-name.json", "openmv", kEcdsa),
      verified("p256-by-address.json", "192.168.1.50", kEcdsa),
      verified("p384-by-name.json", "openmv", kEcdsa),
      verified("p384-by-address.json", "192.168.1.50", kEcdsa),
      verified("rsa-by-name.json", "openmv", kRsa),
      verified("rsa-by-address.json", "192.168.1.50", kRsa),
      not_verified("clock-unset.json", kFuture),
      not_verified("clock-ahead.json", kExpired),
      not_verified("expired.json", kExpired),
      not_verified("wrong-name.json", kWrongName),
      not_verified("wrong-address.json", kWrongName),
      not_verified("unknown-signer.json", kNotSigned),
      {"verified-server/mismatched-key.json",
       1,
       {{"openmv", {kFatalAlert}}, {"cam2", {"OSError: (-19968, 'MBEDTLS_ERR_ECP_VERIFY_FAILED')"}}}},
      on_one_camera("verified-server/pem-certificate.json", 1, {"ValueError: invalid cert"}),
      on_one_camera("verified-server/pem-key.json", 1, {"ValueError: invalid key"}),
      on_one_camera("verified-server/ed25519-key.json", 1, {"ValueError: invalid key"}),
      {"mutual-tls/world.json",
       0,
       {{"openmv", {"the client is verified", R"(received: b'here I am\n')"}},
        {"cam2", {"the server is verified", R"(received: b'welcome\n')"}}}},
      {"mutual-tls/no-client-certificate.json",
       1,
       {{"openmv", {"OSError: (-29824, 'MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE')"}},
        {"cam2", {"OSError: (-29312, 'MBEDTLS_ERR_SSL_CONN_EOF')"}}}},
      {"mutual-tls/other-authority.json", 1, {{"openmv", refused(kNotSigned)}, {"cam2", {kFatalAlert}}}},
      datagrams("world.json"),
      datagrams("lossy.json"),
      {"both-read/world.json",
       3,
       {{"openmv", {"handshake done"}}, {"cam2", {"handshake done"}}},
       "tlscam: time ran out: openmv waits in read() for end of file from cam2; cam2 waits in read() for end "
       "of file from openmv\n"},
      {"rom/world.json",
       0,
       {{"openmv",
         {"in /rom: ['server-key.der', 'server.der']", "writing there fails: OSError(30,)",
          R"(received: b'hello\n')"}},
        {"cam2", {R"(received: b'hello from rom\n')"}}}},
      fifty_cameras(),
      on_one_camera("wlan/world.json", 0, {ap, "connected: True status: 3", "address: 192.168.1.50"}),
      on_one_camera("wlan/wrong-key.json", 0, {ap, "connected: False status: -3"}),
      on_one_camera("wlan/unknown-network.json", 0, {ap, "connected: False status: -2"}),
      on_one_camera("services/working.json", 0, {time, address}),
      on_one_camera("internet/world.json", 0,
                    {"verified: shop.example TLS-ECDHE-ECDSA-WITH-AES-256-GCM-SHA384 TLSv1.2",
                     R"(status: b'HTTP/1.1 200 OK\r\n')", R"(page: b'Welcome to the shop.\n')",
                     R"(echo: (b'hello', ('203.0.113.77', 7)))"}),
      on_one_camera(
          "public-internet/world.json", 0,
          {R"(weather.example.net b'HTTP/1.1 200 OK\r\n' b'Rain, 7 degrees.\n')",
           R"(rsa.example.com b'HTTP/1.1 200 OK\r\n' b'This server has an RSA key.\n')",
           R"(api.example.com b'HTTP/1.1 200 OK\r\n' b'{"ready": true}\n')",
           R"(api.example.com b'HTTP/1.1 201 Created\r\n' b'7 bytes stored\n')",
           R"(revoked.broken.example b'HTTP/1.1 200 OK\r\n' b'This is revoked.broken.example.\n')",
           R"(many-names.broken.example b'HTTP/1.1 200 OK\r\n' b'This is many-names.broken.example.\n')",
           R"(expired ValueError('\nThe certificate validity has expired\n',))",
           R"(not-yet-valid ValueError('\nThe certificate validity starts in the future\n',))",
           R"(wrong-name ValueError('\nThe certificate Common Name (CN) does not match with the expected CN\n',))",
           R"(self-signed ValueError('\nThe certificate is not correctly signed by the trusted CA\n',))",
           R"(untrusted-root ValueError('\nThe certificate is not correctly signed by the trusted CA\n',))",
           R"(incomplete-chain ValueError('\nThe certificate is not correctly signed by the trusted CA\n',))",
           R"(sha1 ValueError('\nThe certificate is signed with an unacceptable hash.\n',))",
           "tls-1-3 OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')",
           "client-certificate OSError(-29312, 'MBEDTLS_ERR_SSL_CONN_EOF')"},
          "tlscam: openmv to expired.broken.example: openmv's clock says 2026-11-23; the certificate was "
          "valid until "
          "2012-12-31."),
      on_one_camera("services/ntp-unreachable.json", 0, {"no time: OSError(110,)", address},
                    "tlscam: openmv: Probably: Nobody answered openmv within the time"),
      on_one_camera("services/dns-silent.json", 0, {time, "no address: OSError(-2,)"}, kNoAddress),
      on_one_camera("services/dns-failure.json", 0, {time, "no address: OSError(-2,)"}, kNoAddress),
      on_one_camera("services/dns-wrong-address.json", 0, {time, "openmv: 192.168.1.99"}),
      {"man-in-the-middle/world.json",
       0,
       {{"openmv", {R"(asked: b'password 7319\n')", "nobody asks any more"}},
        {"cam2", {R"(answer: b'the door is shut\n')"}},
        {"eve", {"cam2 said to openmv:8443 what cannot be read: 38 encrypted bytes"}},
        {"mallory",
         {"connections taken apart: 1", "cam2 asked for a name (TLS): openmv",
          "cam2 said to openmv:8443, inside TLS: password 7319",
          "openmv:8443 said to cam2, inside TLS: the door is open",
          "changed what openmv:8443 said to cam2: the door is shut"}}}},
      {"man-in-the-middle/verified.json",
       0,
       {{"cam2", {"refused: The certificate is not correctly signed by the trusted CA"}},
        {"mallory",
         {"cam2 asked for a name (TLS): openmv",
          "cam2 has refused to speak with him: alert 48, unknown_ca"}}},
       "tlscam: cam2 to mallory: mallory answers at 192.168.1.50, which is the address of openmv"},
      {"attackers/world.json",
       0,
       {{"openmv", {"echo: b'user openmv password 7319'"}},
        {"eve",
         {"openmv asked for a name (DNS): echo.example",
          "openmv said to 203.0.113.10:7: user openmv password 7319"}},
        {"thief", {"private keys among them: 1"}}}},
      {"attackers/liars.json",
       0,
       {{"openmv", {"time: (2026, 11, 22, 10, 0, 0)", "openmv: 192.168.1.99"}},
        {"dns_spoofer", {"answers forged: 1"}},
        {"ntp_liar", {"answers forged: 1"}}}},
      {"attackers/flood.json",
       0,
       {{"openmv", {"asked 49 clients for a cookie"}}, {"flooder", {"ClientHellos sent: 50 (6050 bytes)"}}}},
  };
}

std::string test_name(const testing::TestParamInfo<Expectation>& info) {
  std::string name = info.param.scene.substr(0, info.param.scene.rfind('.'));
  for (char& c : name) {
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  }
  return name;
}

class Scene : public testing::TestWithParam<Expectation> {};

TEST_P(Scene, EndsAsItShould) {
  const Expectation& expected = GetParam();
  for (const std::string seed : {"1", "2"}) {
    SCOPED_TRACE("seed " + seed);
    const Outcome outcome =
        run_tlscam({"run", std::string(TLSCAM_SCENES "/") + expected.scene, "--seed", seed});
    EXPECT_EQ(outcome.exit_code, expected.exit_code) << outcome.out;
    // A diagnosis of what failed or hangs may follow.
    EXPECT_EQ(outcome.error.substr(0, expected.error.size()), expected.error);
    if (expected.exit_code == 0 && expected.error.empty()) {
      EXPECT_EQ(outcome.error, "");
    }
    for (const auto& [camera, wanted] : expected.lines) {
      const Lines lines = outcome.lines(camera);
      auto from = lines.begin();
      for (const std::string& line : wanted) {
        from = std::find(from, lines.end(), line);
        ASSERT_NE(from, lines.end()) << camera << " did not print \"" << line << "\" in its place:\n"
                                     << outcome.out;
        ++from;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(All, Scene, testing::ValuesIn(expectations()), test_name);

TEST(Scenes, EveryOneIsExpected) {
  std::set<std::string> expected;
  for (const Expectation& one : expectations()) expected.insert(one.scene);
  std::set<std::string> found;
  for (const auto& file : fs::recursive_directory_iterator(TLSCAM_SCENES)) {
    if (file.path().extension() == ".json")
      found.insert(fs::relative(file.path(), TLSCAM_SCENES).generic_string());
  }
  EXPECT_EQ(found, expected);
}

}  // namespace
}  // namespace tlscam
