// These tests cover DTLS between two cameras: rows D1 D2 D4 D5 D6 D10 D11 D14 of the table of failures. (The
// scenes of dtls-cookie cover the good case, and loss.)
#include <gtest/gtest.h>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using Lines = std::vector<std::string>;

const std::string kClient = kDtlsClient + R"(start = time.ticks_ms()
try:
    dtls = context.wrap_socket(sock, server_hostname="openmv")
    print("ok")
except Exception as error:
    print(repr(error), "after", time.ticks_diff(time.ticks_ms(), start) // 1000, "s")
)";

Outcome run(const std::string& server, const nlohmann::json& link = nlohmann::json::object()) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = self_signed("server", "-subj /CN=openmv -addext " + kOpenmv);
  scene.json()["link"] = link;
  scene.add("openmv", server)["copies"] = {{"server.der", "server.der"},
                                           {"server-key.der", "server-key.der"}};
  scene.add("cam2", kClient)["copies"] = {{"server.der", "server.der"}};
  return scene.run();
}

const std::string kVerifyHello = "OSError(-27264, 'MBEDTLS_ERR_SSL_HELLO_VERIFY_REQUIRED')";

TEST(Datagrams, the_plain_handshake_needs_two_calls) {
  const std::string wrap = R"(
for attempt in range(2):
    try:
        context.wrap_socket(sock, server_side=True, client_id=b"cam2")
        print("ok")
    except OSError as error:
        print(repr(error))
)";
  const Outcome once = run(kDtlsServer + wrap);
  EXPECT_EQ(once.lines("openmv"), (Lines{kVerifyHello, "ok"})) << once.error;
  EXPECT_EQ(once.lines("cam2"), Lines{"ok"});
  // Every frame arrives twice: the second copies are dropped silently.
  const Outcome twice = run(kDtlsServer + R"(
dtls = None
while not dtls:
    try:
        dtls = context.wrap_socket(sock, server_side=True, client_id=b"cam2")
        print("ok")
    except OSError as error:
        pass
)",
                            {{"duplication", 1}});
  EXPECT_EQ(twice.lines("openmv"), Lines{"ok"}) << twice.error;
  EXPECT_EQ(twice.lines("cam2"), Lines{"ok"});
}

const std::string kAccept = kDtlsServer + R"(
dtls = None
while not dtls:
    try:
        dtls = context.wrap_socket(sock, server_side=True, client_id=b"cam2")
    except OSError as error:
        pass
)";

// D11: a repeated record, whether the network or an attacker repeated it, is dropped silently.
TEST(Datagrams, a_replayed_record_is_dropped) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = self_signed("server", "-subj /CN=openmv -addext " + kOpenmv);
  scene.json()["link"] = {{"duplication", 1}};
  scene.add("openmv", kAccept + R"(
got = []
for wait in range(50):
    time.sleep_ms(100)
    data = dtls.read(100)
    if data:
        got.append(data)
print(got)
)")["copies"] = {{"server.der", "server.der"}, {"server-key.der", "server-key.der"}};
  scene.add("cam2", kDtlsClient + R"(
dtls = context.wrap_socket(sock, server_hostname="openmv")
for text in (b"one", b"two"):
    dtls.write(text)
    time.sleep_ms(200)
)")["copies"] = {{"server.der", "server.der"}};
  const Outcome outcome = scene.run({"--pcapng", scene.path("run.pcapng")});
  EXPECT_EQ(outcome.lines("openmv"), Lines{"[b'one', b'two']"}) << outcome.error;
  // The copies were on the wire.
  const Outcome dissected = run_tlscam({"dissect", scene.path("run.pcapng"), "--only", "dtls"});
  std::size_t ones = 0;
  for (std::size_t at = dissected.out.find("Application data: one"); at != std::string::npos;
       at = dissected.out.find("Application data: one", at + 1)) {
    ++ones;
  }
  EXPECT_GE(ones, 2u);
}

// D14: the certificate with its key of 4096 bits is longer than a datagram may be.
TEST(Datagrams, a_long_certificate_comes_in_fragments) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] =
      Commands{"openssl genrsa -out server-key.pem 4096",
               "openssl rsa -in server-key.pem -outform DER -out server-key.der",
               "openssl req -x509 -new -key server-key.pem -days 365 -subj /CN=openmv -addext " + kOpenmv +
                   " -outform DER -out server.der"};
  scene.add("openmv", kAccept + "print(\"ok\")\n")["copies"] = {{"server.der", "server.der"},
                                                                {"server-key.der", "server-key.der"}};
  scene.add("cam2", kClient)["copies"] = {{"server.der", "server.der"}};
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.lines("openmv"), Lines{"ok"}) << outcome.error;
  EXPECT_EQ(outcome.lines("cam2"), Lines{"ok"});
}

TEST(Datagrams, a_server_needs_a_client_id) {
  const Outcome outcome = run(kDtlsServer + R"(
try:
    context.wrap_socket(sock, server_side=True)
except OSError as error:
    print(repr(error))
sock.close()
)");
  EXPECT_EQ(outcome.lines("openmv"), Lines{"OSError(-28928, 'MBEDTLS_ERR_SSL_BAD_INPUT_DATA')"});
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(-26624, 'MBEDTLS_ERR_SSL_TIMEOUT') after 123 s"});
}

TEST(Datagrams, a_new_context_forgets_the_cookie) {
  const Outcome outcome = run(kDtlsServer + R"(
for attempt in range(3):
    context = tls.SSLContext(tls.PROTOCOL_DTLS_SERVER)
    context.load_cert_chain(read("server.der"), read("server-key.der"))
    try:
        context.wrap_socket(sock, server_side=True, client_id=b"cam2")
        print("ok")
    except OSError as error:
        print(repr(error))
)");
  EXPECT_EQ(outcome.lines("openmv"), (Lines{kVerifyHello, kVerifyHello, kVerifyHello})) << outcome.error;
}

TEST(Datagrams, a_cookie_counts_for_a_minute) {
  const auto second_call_after = [](const std::string& seconds) {
    return run(kDtlsServer + R"(
for attempt in range(2):
    try:
        context.wrap_socket(sock, server_side=True, client_id=b"cam2")
        print("ok")
    except OSError as error:
        print(repr(error))
    time.sleep()" +
               seconds + ")\n")
        .lines("openmv");
  };
  EXPECT_EQ(second_call_after("50"), (Lines{kVerifyHello, "ok"}));
  EXPECT_EQ(second_call_after("62"), (Lines{kVerifyHello, kVerifyHello}));
}

TEST(Datagrams, a_silent_server_is_given_up) {
  const Outcome outcome = run("time.sleep(200)\n");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(-26624, 'MBEDTLS_ERR_SSL_TIMEOUT') after 123 s"});
}

// The wait for a datagram belongs to the socket, and a blocking one never ends: mbedTLS cannot retransmit
// anything during it.
TEST(Datagrams, a_blocking_socket_waits_for_ever) {
  CameraScene scene;
  std::string client = kClient;
  client.erase(client.find("sock.setblocking(False)\n"), std::string("sock.setblocking(False)\n").size());
  scene.json()["workstation"]["commands"] = self_signed("server", "-subj /CN=openmv");
  scene.add("openmv", "");
  scene.add("cam2", client)["copies"] = {{"server.der", "server.der"}};
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.exit_code, 3) << outcome.out;
  EXPECT_TRUE(outcome.error.starts_with(
      "tlscam: time ran out: cam2 waits in the TLS handshake for a message from openmv\n"
      "tlscam: cam2 to openmv: cam2's socket is blocking"))
      << outcome.error;
}

}  // namespace
}  // namespace tlscam
