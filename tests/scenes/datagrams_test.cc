// DTLS between two cameras: rows D1 D2 D4 D5 D6 D10 of the table of failures. (The good case, and loss: the
// scenes of dtls-cookie.)
#include <gtest/gtest.h>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using Lines = std::vector<std::string>;

const std::string kServer = R"(
context = ssl.SSLContext(ssl.PROTOCOL_DTLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.bind(("0.0.0.0", 5684))
_, client = sock.recvfrom(1, socket.MSG_PEEK)
sock.connect(client)
sock.setblocking(False)
)";

const std::string kClient = R"(
time.sleep(1)
context = ssl.SSLContext(ssl.PROTOCOL_DTLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
sock.connect(("192.168.1.50", 5684))
sock.setblocking(False)
start = time.ticks_ms()
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

TEST(Datagrams, ThePlainHandshakeNeedsTwoCalls) {
  const std::string wrap = R"(
for attempt in range(2):
    try:
        context.wrap_socket(sock, server_side=True, client_id=b"cam2")
        print("ok")
    except OSError as error:
        print(repr(error))
)";
  const Outcome once = run(kServer + wrap);
  EXPECT_EQ(once.lines("openmv"), (Lines{kVerifyHello, "ok"})) << once.error;
  EXPECT_EQ(once.lines("cam2"), Lines{"ok"});
  // Every frame twice: the second copies are dropped silently.
  const Outcome twice = run(kServer + R"(
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

TEST(Datagrams, AServerNeedsAClientId) {
  const Outcome outcome = run(kServer + R"(
try:
    context.wrap_socket(sock, server_side=True)
except OSError as error:
    print(repr(error))
sock.close()
)");
  EXPECT_EQ(outcome.lines("openmv"), Lines{"OSError(-28928, 'MBEDTLS_ERR_SSL_BAD_INPUT_DATA')"});
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(-26624, 'MBEDTLS_ERR_SSL_TIMEOUT') after 123 s"});
}

TEST(Datagrams, ANewContextForgetsTheCookie) {
  const Outcome outcome = run(kServer + R"(
for attempt in range(3):
    context = ssl.SSLContext(ssl.PROTOCOL_DTLS_SERVER)
    context.load_cert_chain("server.der", "server-key.der")
    try:
        context.wrap_socket(sock, server_side=True, client_id=b"cam2")
        print("ok")
    except OSError as error:
        print(repr(error))
)");
  EXPECT_EQ(outcome.lines("openmv"), (Lines{kVerifyHello, kVerifyHello, kVerifyHello})) << outcome.error;
}

TEST(Datagrams, ACookieCountsForAMinute) {
  const auto second_call_after = [](const std::string& seconds) {
    return run(kServer + R"(
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

TEST(Datagrams, ASilentServerIsGivenUp) {
  const Outcome outcome = run("time.sleep(200)\n");
  EXPECT_EQ(outcome.exit_code, 0) << outcome.error;
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(-26624, 'MBEDTLS_ERR_SSL_TIMEOUT') after 123 s"});
}

// The wait for a datagram is the socket's, and a blocking one has no end: mbedTLS cannot repeat anything
// meanwhile.
TEST(Datagrams, ABlockingSocketWaitsForEver) {
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
