// These tests check what tlscam says about failures that have no row in tls_failures_test.cc: files that do
// not load (21 22 26 26b K2 P10 F2), names, addresses and ports (N1 N3), memory (49), DTLS (D1 D2 D4 D6),
// ends that wait forever, and T1. The exceptions themselves are tested next to their scenes.
//
// F1 and F2 themselves are in drive_failures_test.cc, D11 and D14 (which succeed) in datagrams_test.cc, and
// not_here_test.cc says why N2, T2 and P9 cannot be here.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ctime>
#include <fstream>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using Causes = std::vector<std::string>;

const Commands kCertificate = self_signed("server", "-subj /CN=openmv -addext " + kOpenmv);

// --- files

struct Loaded {
  const char* name;
  Commands commands;
  const char* certificate;
  const char* key;
  const char* cause;
};

void PrintTo(const Loaded& loaded, std::ostream* out) {
  *out << loaded.name;
}

class Loading : public testing::TestWithParam<Loaded> {};

TEST_P(Loading, IsDiagnosed) {
  const Loaded& row = GetParam();
  CameraScene scene;
  scene.json()["workstation"]["commands"] = kCertificate + row.commands;
  scene.json()["workstation"]["files"] = {{"newline", {{"text", "\n"}}}};
  scene.add_bare("openmv",
                 "import ssl\ncontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)\n"
                 "context.load_cert_chain(\"cert\", \"private\")\n")["copies"] = {{"cert", row.certificate},
                                                                                  {"private", row.key}};
  const Told told = run_and_tell(scene);
  EXPECT_EQ(told.exit_code, 1) << told.all;
  EXPECT_EQ(told.causes, Causes{row.cause}) << told.all;
}

INSTANTIATE_TEST_SUITE_P(
    Row, Loading,
    testing::Values(Loaded{"26", {}, "server.pem", "server-key.der", "certificate-is-pem"},
                    Loaded{"26b", {}, "server.der", "server-key.pem", "key-is-pem"},
                    Loaded{"21", make_key("pool", "brainpoolP256r1"), "server.der", "pool-key.der",
                           "kind-of-key-unknown"},
                    Loaded{"22",
                           {"openssl genpkey -algorithm ed25519 -outform DER -out ed.der"},
                           "server.der",
                           "ed.der",
                           "kind-of-key-unknown"},
                    Loaded{"K2", make_key("rsa", "rsa") + Commands{"cat rsa-key.der newline > longer.der"},
                           "server.der", "longer.der", "bytes-behind-key"},
                    Loaded{"P10",
                           {"openssl ec -in server-key.pem -aes128 -passout pass:secret -out locked.pem"},
                           "server.der",
                           "locked.pem",
                           "key-encrypted"},
                    Loaded{"F2", {"cat newline > broken.der"}, "broken.der", "server-key.der", "file-broken"},
                    Loaded{"swapped", {}, "server-key.der", "server.der", "key-in-place-of-certificate"}),
    [](const auto& row) { return row.param.name; });

TEST(Diagnosis, AFileThatIsNotThere) {
  CameraScene scene;
  scene.add_bare("openmv", "open(\"server.der\")\n");
  EXPECT_EQ(run_and_tell(scene).causes, Causes{"file-missing"});
}

// --- the network

TEST(Diagnosis, NamesAddressesAndPorts) {
  const auto causes = [](const std::string& code) {
    CameraScene scene;
    scene.add("cam2", code);
    return run_and_tell(scene).causes;
  };
  EXPECT_EQ(causes("socket.getaddrinfo(\"nobody.example\", 443)\n"), Causes{"name-not-found"});
  EXPECT_EQ(causes("socket.socket().connect((\"192.168.1.77\", 8443))\n"), Causes{"nobody-at-address"});
  EXPECT_EQ(
      causes(
          "a = socket.socket()\na.bind((\"\", 80))\na.listen(1)\nb = socket.socket()\nb.bind((\"\", 80))\n"),
      Causes{"port-in-use"});
}

const std::string kListen = R"(
listener = socket.socket()
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
sock, peer = listener.accept()
)";
const std::string kConnect = R"(
time.sleep(1)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket()
sock.connect(("192.168.1.50", 8443))
)";

Told two_cameras(const std::string& server, const std::string& client, std::size_t client_heap = 0) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = kCertificate;
  scene.add("openmv", server)["copies"] = {{"server.der", "server.der"},
                                           {"server-key.der", "server-key.der"}};
  auto& cam2 = scene.add("cam2", client);
  cam2["copies"] = {{"server.der", "server.der"}};
  if (client_heap > 0) cam2["heap"] = client_heap;
  return run_and_tell(scene);
}

TEST(Diagnosis, ARefusedConnection) {
  EXPECT_EQ(two_cameras("time.sleep(5)\n", kConnect).causes, Causes{"nobody-listens"});
}

TEST(Diagnosis, AHeapThatIsTooSmall) {
  const Told told =
      two_cameras(kListen + "context.wrap_socket(sock, server_side=True)\n",
                  kConnect + "context.wrap_socket(sock, server_hostname=\"openmv\")\n", 28 << 10);
  EXPECT_EQ(told.causes, Causes{"out-of-memory"}) << told.all;
}

TEST(Diagnosis, TwoEndsThatReadToTheEnd) {
  const Told told = two_cameras(kListen + "context.wrap_socket(sock, server_side=True).read()\n",
                                kConnect + "context.wrap_socket(sock, server_hostname=\"openmv\").read()\n");
  EXPECT_EQ(told.exit_code, 3);
  EXPECT_EQ(told.causes, Causes{"both-read-to-the-end"}) << told.all;
}

TEST(Diagnosis, APeerThatNeverAnswers) {
  const Told told = two_cameras(kListen + "time.sleep(100000)\n",
                                kConnect + "context.wrap_socket(sock, server_hostname=\"openmv\")\n");
  EXPECT_EQ(told.exit_code, 3);
  EXPECT_EQ(told.causes, Causes{"peer-never-answers"}) << told.all;
}

// --- DTLS

const std::string kDtlsConnect =
    kDtlsClient + "dtls = context.wrap_socket(sock, server_hostname=\"openmv\")\n";

TEST(Diagnosis, DtlsServersThatForgetSomething) {
  EXPECT_EQ(two_cameras(kDtlsServer + "context.wrap_socket(sock, server_side=True)\n", kDtlsConnect).causes,
            Causes{"dtls-server-without-client-id"});
  EXPECT_EQ(two_cameras(kDtlsServer + "context.wrap_socket(sock, server_side=True, client_id=b'cam2')\n",
                        kDtlsConnect)
                .causes,
            Causes{"dtls-cookie"});
}

TEST(Diagnosis, ADtlsServerThatIsSilent) {
  EXPECT_EQ(two_cameras("time.sleep(200)\n", kDtlsConnect).causes, Causes{"dtls-no-answer"});
}

TEST(Diagnosis, ABlockingSocketForDtls) {
  std::string client = kDtlsConnect;
  client.erase(client.find("sock.setblocking(False)\n"), std::string("sock.setblocking(False)\n").size());
  const Told told = two_cameras("", client);
  EXPECT_EQ(told.exit_code, 3);
  EXPECT_EQ(told.causes, Causes{"dtls-blocking-socket"}) << told.all;
}

// --- people

TEST(Diagnosis, of_a_caught_exception_follows_a_run_that_succeeded) {
  CameraScene scene;
  scene.add_bare("openmv",
                 "import socket\n"
                 "try:\n    socket.getaddrinfo(\"gate\", 8443)\n"
                 "except OSError as error:\n    print(\"no luck:\", repr(error))\n");
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.error.find(
                "tlscam: openmv: openmv has no network: its script never switches the interface on."),
            0U)
      << outcome.error;
}

TEST(Diagnosis, says_how_many_more_failed_than_it_prints) {
  CameraScene scene;
  for (int i = 1; i <= 7; ++i) scene.add_bare("cam" + std::to_string(i), "open(\"server.der\")\n");
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_THAT(outcome.error,
              HasSubstr("tlscam: 2 more connections or scripts failed; --json lists them all"));
}

TEST(Diagnosis, of_the_short_form_begins_today_and_can_be_repeated) {
  const TestFolder folder;
  const std::string script = (folder.path() / "clock.py").string();
  std::ofstream(script)
      << "import network, ntptime, time\nlan = network.LAN()\nlan.active(True)\n"
         "while not lan.isconnected():\n    time.sleep_ms(50)\nntptime.settime()\nprint(time.time())\n";
  const auto before = std::time(nullptr);
  const Outcome first = run_tlscam({"run", "--camera", "openmv=" + script});
  ASSERT_EQ(first.lines("openmv").size(), 1U) << first.error;
  const auto told = std::stoll(first.lines("openmv")[0]);
  EXPECT_GE(told, before);
  EXPECT_LE(told, std::time(nullptr) + 60);
  const std::size_t clock = first.error.find("--clock \"");
  ASSERT_NE(clock, std::string::npos) << first.error;
  const std::string date = first.error.substr(clock + 9, first.error.find('"', clock + 9) - clock - 9);
  const Outcome again = run_tlscam({"run", "--camera", "openmv=" + script, "--clock", date, "--seed", "1"});
  EXPECT_EQ(again.lines("openmv"), first.lines("openmv"));
  EXPECT_EQ(again.error, "");
}

TEST(Diagnosis, IsPrintedBehindAFailingScript) {
  CameraScene scene;
  scene.add_bare("openmv", "open(\"server.der\")\n");
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(
      outcome.error.find("tlscam: openmv: server.der is not on openmv's drive, or has another name there."),
      0U)
      << outcome.error;
  EXPECT_THAT(outcome.error, HasSubstr("$ mpremote connect openmv ls"));
}

}  // namespace
}  // namespace tlscam
