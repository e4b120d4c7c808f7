// These are pitfalls of sockets, TLS, clocks and memory on a camera, as the project's facts list them: real
// cameras do these things and a beginner does not expect them. They include rows 01 31* 49 N1 N3 T1 of the
// table of failures.
#include <gtest/gtest.h>

#include "tests/scenes/camera_scene.h"

namespace tlscam {
namespace {

using Lines = std::vector<std::string>;

const Commands kCertificate = self_signed("server", "-subj /CN=openmv -addext " + kOpenmv);
const nlohmann::json kServerFiles = {{"server.der", "server.der"}, {"server-key.der", "server-key.der"}};
const nlohmann::json kClientFiles = {{"server.der", "server.der"}};

const std::string kListen = R"(
listener = socket.socket()
listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
listener.bind(("0.0.0.0", 8443))
listener.listen(1)
)";
const std::string kConnect = R"(
time.sleep(1)
sock = socket.socket()
sock.connect(("192.168.1.50", 8443))
)";
const std::string kServerContext = R"(
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("server.der", "server-key.der")
)";
const std::string kClientContext = R"(
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
)";

// `attempt` runs `code` in a try that prints the exception.
std::string attempt(const std::string& code) {
  return "\ntry:\n    " + code + "\nexcept Exception as error:\n    print(repr(error))\n";
}

Outcome one_camera(const std::string& code) {
  CameraScene scene;
  scene.add("openmv", code);
  return scene.run();
}

Outcome two_cameras(const std::string& server, const std::string& client) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = kCertificate;
  scene.add("openmv", server)["copies"] = kServerFiles;
  scene.add("cam2", client)["copies"] = kClientFiles;
  return scene.run();
}

// --- sockets

TEST(Sockets, closing_a_listening_socket_does_not_end_the_camera) {
  const Outcome outcome = one_camera(kListen + "listener.close()\nprint(\"alive\")\n" + kListen +
                                     "listener.close()\nprint(\"still alive\")\n");
  EXPECT_EQ(outcome.lines("openmv"), (Lines{"alive", "still alive"})) << outcome.error;
  EXPECT_EQ(outcome.exit_code, 0);
}

TEST(Sockets, data_before_accept_is_not_lost) {
  const Outcome outcome = two_cameras(kListen + R"(
time.sleep(5)
sock, peer = listener.accept()
print(sock.readline())
sock.close()
)",
                                      kConnect + "sock.write(b\"early\\n\")\nsock.close()\n");
  EXPECT_EQ(outcome.lines("openmv"), Lines{R"(b'early\n')"}) << outcome.error;
}

// lwIP does not distinguish a refused connection from a reset one: it gives ECONNRESET, where other systems
// give ECONNREFUSED.
TEST(Sockets, a_free_port_refuses_the_connection) {
  const Outcome outcome = two_cameras("time.sleep(5)\n", attempt("exec('''" + kConnect + "''')"));
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(104,)"}) << outcome.error;
}

// ECONNABORTED means that lwIP has given up, after its seventh SYN.
TEST(Sockets, nobody_at_the_address_is_found_out_after_a_while) {
  const Outcome outcome = one_camera(R"(
start = time.time()
sock = socket.socket()
try:
    sock.connect(("192.168.1.77", 8443))
except OSError as error:
    print(repr(error), 10 < time.time() - start < 40)
)");
  EXPECT_EQ(outcome.lines("openmv"), Lines{"OSError(103,) True"}) << outcome.error;
}

TEST(Sockets, a_timeout_ends_connect_accept_and_receive) {
  const Outcome outcome = two_cameras(kListen + R"(
listener.settimeout(3)
sock, peer = listener.accept()
try:
    listener.accept()
except OSError as error:
    print("accept", repr(error))
)",
                                      R"(
nobody = socket.socket()
nobody.settimeout(1)
try:
    nobody.connect(("192.168.1.77", 8443))
except OSError as error:
    print("connect", repr(error))
)" + kConnect + R"(
sock.settimeout(0.5)
start = time.ticks_ms()
try:
    sock.recv(1)
except OSError as error:
    print("recv", repr(error), 500 <= time.ticks_diff(time.ticks_ms(), start) < 510)
)");
  EXPECT_EQ(outcome.lines("openmv"), Lines{"accept OSError(110,)"}) << outcome.error;
  EXPECT_EQ(outcome.lines("cam2"), (Lines{"connect OSError(110,)", "recv OSError(110,) True"}));
}

TEST(Sockets, an_unknown_name_is_minus_two) {
  const Outcome outcome = one_camera(attempt("socket.getaddrinfo(\"nobody.example\", 443)"));
  EXPECT_EQ(outcome.lines("openmv"), Lines{"OSError(-2,)"}) << outcome.error;
}

TEST(Sockets, a_reset_is_seen_as_one) {
  // The server closes with data unread, which resets the connection.
  const Outcome outcome =
      two_cameras(kListen + "sock, peer = listener.accept()\ntime.sleep(1)\nsock.close()\n",
                  kConnect + "sock.write(b\"unread\")\n" + attempt("print(sock.recv(1))"));
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(104,)"}) << outcome.error;
}

// A script leaves its sockets open; after a soft reset it runs again.
TEST(Sockets, the_port_is_free_after_a_soft_reset) {
  CameraScene scene;
  scene.json()["cameras"] = {{{"name", "openmv"}}};
  const std::string listen =
      "exec \"import network,socket;network.LAN().active(True);s=socket.socket();s.bind(('0.0.0.0',8443));"
      "s.listen(1);print('listens')\"";
  const Outcome outcome =
      run_tlscam({"shell", scene.write(), "-c", "mpremote " + listen + " + soft-reset + " + listen});
  EXPECT_EQ(outcome.out, "listens\r\nlistens\r\n") << outcome.error;
  EXPECT_EQ(outcome.exit_code, 0);
}

// --- TLS

TEST(TlsPitfalls, verification_failures_are_not_os_errors) {
  const Outcome outcome = two_cameras(kListen + kServerContext + "sock, peer = listener.accept()\n" +
                                          attempt("context.wrap_socket(sock, server_side=True)"),
                                      kClientContext + kConnect + R"(
try:
    context.wrap_socket(sock, server_hostname="garden")
except OSError:
    print("caught")
)");
  EXPECT_EQ(outcome.exit_code, 1);
  EXPECT_EQ(outcome.lines("cam2")[0], "Traceback (most recent call last):");
  EXPECT_EQ(outcome.lines("openmv"), Lines{"OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')"});
}

TEST(TlsPitfalls, ssl_starts_without_verification_and_tls_with_it) {
  const Outcome outcome = one_camera(R"(
import tls
print(ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT).verify_mode == ssl.CERT_NONE)
print(tls.SSLContext(tls.PROTOCOL_TLS_CLIENT).verify_mode == tls.CERT_REQUIRED)
print(tls.SSLContext(tls.PROTOCOL_TLS_SERVER).verify_mode == tls.CERT_NONE)
)");
  EXPECT_EQ(outcome.lines("openmv"), (Lines{"True", "True", "True"})) << outcome.out;
}

// Bytes count as a file does: one certificate, in DER, and nothing behind it.
TEST(TlsPitfalls, one_certificate_counts_of_the_bytes_of_an_anchor) {
  const auto connects = [](const std::string& anchor) {
    CameraScene scene;
    scene.json()["workstation"]["commands"] = kCertificate + self_signed("other", "-subj /CN=other");
    scene.add("openmv", kListen + kServerContext + "sock, peer = listener.accept()\n" +
                            attempt("context.wrap_socket(sock, server_side=True)"))["copies"] = kServerFiles;
    const std::string client = R"(
def read(name):
    with open(name, "rb") as file:
        return file.read()
context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
context.verify_mode = ssl.CERT_REQUIRED
try:
    context.load_verify_locations(cadata=)" +
                               anchor + R"()
except ValueError as error:
    print(error)
)" + kConnect + attempt("print(bool(context.wrap_socket(sock, server_hostname=\"openmv\")))");
    scene.add("cam2", client)["copies"] = {
        {"server.der", "server.der"}, {"server.pem", "server.pem"}, {"other.der", "other.der"}};
    return scene.run().lines("cam2");
  };
  EXPECT_EQ(connects("read(\"server.der\")"), Lines{"True"});
  EXPECT_EQ(connects("read(\"server.der\") + read(\"other.der\")"), Lines{"True"});
  EXPECT_EQ(connects("read(\"other.der\") + read(\"server.der\")"),
            Lines{"ValueError('\\nThe certificate is not correctly signed by the trusted CA\\n',)"});
  EXPECT_EQ(connects("read(\"server.pem\")")[0], "invalid cert");
}

// With a deferred handshake (asyncio) the server does send an alert when a certificate is missing.
TEST(TlsPitfalls, an_asyncio_server_says_that_a_certificate_is_missing) {
  const Outcome outcome = two_cameras(
      kServerContext + R"(
import asyncio
context.verify_mode = ssl.CERT_REQUIRED
context.load_verify_locations(cafile="server.der")
done = asyncio.Event()
async def serve(reader, writer):
    try:
        print(await reader.readline())
    except Exception as error:
        print(repr(error))
    done.set()
async def main():
    await asyncio.start_server(serve, "0.0.0.0", 8443, ssl=context)
    await done.wait()
    await asyncio.sleep(1)
asyncio.run(main())
)",
      kClientContext + kConnect + attempt("context.wrap_socket(sock, server_hostname=\"openmv\").read(1)"));
  EXPECT_EQ(outcome.lines("openmv"), Lines{"OSError(-29824, 'MBEDTLS_ERR_SSL_NO_CLIENT_CERTIFICATE')"})
      << outcome.out << outcome.error;
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(-30592, 'MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE')"});
}

// An orderly end and a cut connection look alike to read(): a reader that needs to know whether everything
// has arrived must find the end in the data.
TEST(TlsPitfalls, a_cut_connection_looks_like_its_end) {
  const std::string client =
      kClientContext + kConnect +
      "tls = context.wrap_socket(sock, server_hostname=\"openmv\")\nprint(tls.read())\n";
  const std::string server = kListen + kServerContext +
                             "sock, peer = listener.accept()\n"
                             "tls = context.wrap_socket(sock, server_side=True)\n"
                             "tls.write(b\"half of\")\n";
  EXPECT_EQ(two_cameras(server + "tls.close()\n", client).lines("cam2"), Lines{"b'half of'"});
  EXPECT_EQ(two_cameras(server + "sock.close()\n", client).lines("cam2"), Lines{"b'half of'"});
}

// --- clocks, memory, scripts

TEST(Camera, every_model_has_its_clock_at_power_up) {
  CameraScene scene;
  const std::string code = "import time\nprint(time.localtime()[:6], time.gmtime(0)[0])\n";
  scene.add_bare("rt1062", code)["model"] = "openmv-rt1062";
  scene.add_bare("n6", code)["model"] = "openmv-n6";
  scene.add_bare("h7", code)["model"] = "portenta-h7";
  scene.add_bare("set", code)["clock"] = "2026-11-23 09:59:00";
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.lines("rt1062"), Lines{"(2013, 10, 14, 19, 53, 11) 1970"}) << outcome.error;
  EXPECT_EQ(outcome.lines("n6"), Lines{"(2015, 1, 1, 0, 0, 0) 1970"});
  EXPECT_EQ(outcome.lines("h7"), Lines{"(2015, 1, 1, 0, 0, 0) 1970"});
  EXPECT_EQ(outcome.lines("set"), Lines{"(2026, 11, 23, 9, 59, 0) 1970"});
}

TEST(Camera, the_time_comes_over_wifi_too) {
  CameraScene scene;
  scene.add_bare("openmv", R"(
import network, ntptime, time
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
wlan.connect("tlscam", "learn-tls")
while not wlan.isconnected():
    time.sleep(1)
ntptime.settime()
print(time.localtime()[:3])
)");
  EXPECT_EQ(scene.run().lines("openmv"), Lines{"(2026, 11, 23)"});
}

// A server that is silent, one that lies, and a Wi-Fi of the kind that makes every name its own.
TEST(Camera, setting_the_time_fails_or_believes_a_lie) {
  const auto set = [](nlohmann::json services) {
    CameraScene scene;
    scene.json()["services"] = std::move(services);
    scene.add_bare("openmv", R"(
import network, ntptime, time
lan = network.LAN()
lan.active(True)
while not lan.isconnected():
    time.sleep_ms(50)
)" + attempt("ntptime.settime()") +
                                 "print(time.localtime()[0])\n");
    return scene.run().lines("openmv");
  };
  const nlohmann::json silent{{"kind", "unreachable"}}, lies{{"kind", "wrong_time"}, {"offset", "8760h"}};
  const nlohmann::json portal{{"kind", "wrong_address"}, {"name", "*"}, {"address", "192.168.1.1"}};
  EXPECT_EQ(set({{"ntp", {{"faults", {silent}}}}}), (Lines{"OSError(110,)", "2013"}));
  EXPECT_EQ(set({{"ntp", {{"faults", {lies}}}}}), Lines{"2027"});
  EXPECT_EQ(set({{"dns", {{"faults", {portal}}}}}), (Lines{"OSError(110,)", "2013"}));
}

TEST(Camera, a_heap_too_small_for_a_handshake_is_error_twelve) {
  CameraScene scene;
  scene.json()["workstation"]["commands"] = kCertificate;
  scene.add("openmv", kListen + kServerContext + "sock, peer = listener.accept()\n" +
                          attempt("context.wrap_socket(sock, server_side=True)") +
                          "sock.close()\n")["copies"] = kServerFiles;
  auto& client = scene.add("cam2", kClientContext + kConnect +
                                       attempt("context.wrap_socket(sock, server_hostname=\"openmv\")") +
                                       "sock.close()\n");
  client["copies"] = kClientFiles;
  client["heap"] = 28 << 10;
  const Outcome outcome = scene.run();
  EXPECT_EQ(outcome.lines("cam2"), Lines{"OSError(12,)"}) << outcome.out << outcome.error;
}

TEST(Camera, a_loop_a_recursion_and_a_full_heap_end_the_script_and_not_the_world) {
  CameraScene scene;
  scene.add_bare("loops", "while True:\n    pass\n");
  scene.add_bare("recurses", "def f():\n    f()\nf()\n");
  scene.add_bare("hoards", "a = []\nwhile True:\n    a.append(bytearray(1000))\n");
  scene.add_bare("works", "import time\ntime.sleep(1)\nprint(\"done\")\n");
  const Outcome outcome = scene.run({"--for", "20s"});
  EXPECT_EQ(outcome.exit_code, 3) << outcome.out;
  EXPECT_TRUE(outcome.error.starts_with("tlscam: time ran out: loops computes\n")) << outcome.error;
  EXPECT_EQ(outcome.lines("recurses").back(), "RuntimeError: maximum recursion depth exceeded");
  EXPECT_EQ(outcome.lines("hoards").back().substr(0, 40), "MemoryError: memory allocation failed, a");
  EXPECT_EQ(outcome.lines("works"), Lines{"done"});
}

}  // namespace
}  // namespace tlscam
