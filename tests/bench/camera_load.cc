#include "tests/bench/camera_load.h"

#include <cstdio>
#include <cstdlib>
#include <ctime>

#include "tests/bench/cpu_time.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Duration kPrepared = 5s;

constexpr std::string_view kPrepare = R"(
import network, socket, ssl, sys, time
nic = network.LAN()
nic.active(True)
while not nic.isconnected():
    time.sleep_ms(10)
)";

constexpr std::string_view kContext = R"(
context = ssl.SSLContext({})
context.load_cert_chain("cert.der", "key.der")
context.load_verify_locations(cafile="cert.der")
context.verify_mode = ssl.CERT_REQUIRED
)";

constexpr std::string_view kServer = R"(
s = socket.socket()
s.bind(("0.0.0.0", 8443))
s.listen(2)
for i in range({}):
    c = context.wrap_socket(s.accept()[0], server_side=True)
    c.close()
)";

// The client reads up to the server's end, so that the handshakes come one after another.
constexpr std::string_view kClient = R"(
time.sleep_ms(5000 - time.ticks_ms())
for i in range({}):
    s = socket.socket()
    s.connect(("{}", 8443))
    c = context.wrap_socket(s, server_hostname="openmv")
    c.read(1)
    c.close()
)";

SceneCamera camera(int number, std::string script) {
  SceneCamera made;
  made.name = fmt::format("camera{}", number);
  made.address = Ipv4Address{{192, 168, 1, static_cast<std::uint8_t>(50 + number)}};
  made.script = SceneScript{made.name + ".py", std::move(script)};
  return made;
}

[[noreturn]] void give_up(const std::string& why) {
  std::fprintf(stderr, "tlscam_bench: %s\n", why.c_str());
  std::exit(1);
}

}  // namespace

CameraLoad handshakes_in_pairs(int cameras, int handshakes, const Bytes& certificate, const Bytes& key) {
  CameraLoad load{{}, kPrepared, 600s};
  const auto script = [](std::string_view role, std::string body) {
    return std::string(kPrepare) + fmt::format(fmt::runtime(kContext), role) + std::move(body);
  };
  for (int i = 0; i < cameras; i += 2) {
    load.cameras.push_back(
        camera(i, script("ssl.PROTOCOL_TLS_SERVER", fmt::format(fmt::runtime(kServer), handshakes))));
    const std::string server = to_text(*load.cameras.back().address);
    load.cameras.push_back(camera(
        i + 1, script("ssl.PROTOCOL_TLS_CLIENT", fmt::format(fmt::runtime(kClient), handshakes, server))));
  }
  for (SceneCamera& each : load.cameras) each.files = {{"cert.der", certificate}, {"key.der", key}};
  return load;
}

CameraLoad idle_cameras(int cameras, const std::string& waiting) {
  CameraLoad load{{}, kPrepared, kPrepared + 10s};
  for (int i = 0; i < cameras; ++i) load.cameras.push_back(camera(i, std::string(kPrepare) + waiting));
  return load;
}

double measure(const CameraLoad& load, bool may_run_on, MachineFactory& factory) {
  Scene scene;
  scene.clock = Instant(std::chrono::seconds(std::time(nullptr)));  // the certificates were made today
  scene.cameras = load.cameras;
  for (SceneCamera& each : scene.cameras) each.clock = scene.clock;
  std::string said;
  auto world = World::create(scene, factory, [&](const Camera&, World::Source source, ByteView bytes) {
    if (source == World::Source::script) said += as_text(bytes);
  });
  if (!world) give_up(world.error().text);
  World& running = **world;
  running.run_until(scene.clock + load.begin);
  if (!said.empty()) give_up("a script failed before the measurement: " + said);
  const double begin = processor_seconds();
  running.run_until(scene.clock + load.end, [&] { return running.all_scripts_ended(); });
  const double spent = processor_seconds() - begin;
  if (!said.empty()) give_up("a script failed: " + said);
  if (!may_run_on && !running.all_scripts_ended()) give_up("the handshakes did not end in time");
  return spent;
}

}  // namespace tlscam
