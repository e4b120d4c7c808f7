#include "sim/machine/camera.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <sstream>

#include "sim/net/frame_hash.h"
#include "tests/unit/machine/camera_fixture.h"

namespace tlscam {
namespace {

using namespace std::chrono_literals;

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_F(CameraTest, ShowsItsBannerAndIsSilentWhenOff) {
  make();
  std::string console;
  camera_->serial().set_console([&](ByteView bytes) { console += as_text(bytes); });
  pass(1s);
  EXPECT_TRUE(contains(console, "MicroPython v1.")) << console;
  EXPECT_EQ(camera_->state(), CameraState::running);
  EXPECT_EQ(camera_->waits_for().kind, CAMERA_WAIT_REPL);

  camera_->power_off();
  EXPECT_EQ(camera_->state(), CameraState::off);
  EXPECT_EQ(camera_->serial().reason(), "openmv is switched off");
  const auto reset = camera_->reset();
  ASSERT_FALSE(reset);
  EXPECT_EQ(reset.error().text, "openmv is switched off; switch it on first");
}

TEST_F(CameraTest, ResetKeepsTheClockAndAPowerCycleLosesIt) {
  make();
  const Instant at_power_up = camera_->model().power_up_clock;
  EXPECT_EQ(camera_->clock(), at_power_up);
  EXPECT_EQ(run("import machine\n"
                "machine.RTC().datetime((2030, 1, 2, 3, 4, 5, 6, 0))\n"),
            "");
  pass(10s);
  ASSERT_TRUE(camera_->reset());
  pass(1s);
  EXPECT_EQ(run("import machine, time\n"
                "print(time.gmtime()[:5], time.gmtime()[5] >= 16, machine.reset_cause())"),
            "(2030, 1, 2, 4, 5) True 2\r\n");

  camera_->power_off();
  pass(10s);
  ASSERT_TRUE(camera_->power_on());
  EXPECT_EQ(camera_->clock(), at_power_up);
  EXPECT_EQ(run("import machine, time\nprint(time.gmtime()[:4], machine.reset_cause())"),
            "(2013, 10, 14, 19) 1\r\n");
}

TEST_F(CameraTest, AResetByTheScriptRestartsIt) {
  make();
  int changes = 0;
  camera_->on_state([&] { ++changes; });
  EXPECT_EQ(run("import machine\nmachine.reset()"), "the connection was lost: openmv restarts");
  EXPECT_EQ(changes, 1);
  pass(1s);
  EXPECT_EQ(camera_->state(), CameraState::running);
  EXPECT_EQ(run("print('again')"), "again\r\n");
}

TEST_F(CameraTest, TheDriveSurvivesAPowerCycle) {
  make();
  EXPECT_EQ(run("with open('note.txt', 'w') as f:\n    f.write('kept')\n"), "");
  camera_->power_off();
  ASSERT_TRUE(camera_->power_on());
  const auto content = camera_->drive().read("note.txt");
  ASSERT_TRUE(content) << content.error().text;
  EXPECT_EQ(as_text(*content), "kept");
  EXPECT_EQ(run("print(open('note.txt').read())"), "kept\r\n");
}

TEST_F(CameraTest, ASmallHeapRunsOutForPythonAndForTls) {
  make(1, 48 * 1024);
  EXPECT_TRUE(contains(run("bytearray(100000)"), "MemoryError: memory allocation failed"));
  EXPECT_TRUE(contains(run(R"(
import socket, ssl
hold = []
try:
    while True:
        hold.append(bytearray(1024))
except MemoryError:
    del hold[-4:]
ssl.wrap_socket(socket.socket(), do_handshake=False)
)"),
                       "OSError: [Errno 12] ENOMEM"));
  make(1, 512 * 1024);
  EXPECT_EQ(run("bytearray(100000)"), "");
}

TEST_F(CameraTest, AnEndlessLoopLetsTheWorldGoOnAndEndsByCtrlC) {
  make();
  Outcome endless;
  Task<void> task = run_on(*camera_, "while True:\n    pass\n", endless);
  task.start();
  int ticks = 0;
  for (int second = 1; second <= 5; ++second) events_.at(start_ + second * 1s, [&] { ++ticks; });
  pass(5s);
  EXPECT_EQ(ticks, 5);
  EXPECT_FALSE(endless.done);
  camera_->serial().write(as_bytes("\x03"));
  pass(1s);
  EXPECT_TRUE(endless.done);
  EXPECT_TRUE(contains(endless.output, "KeyboardInterrupt")) << endless.output;
}

TEST_F(CameraTest, EndlessRecursionIsAnException) {
  make();
  EXPECT_TRUE(contains(run("def f():\n    f()\nf()\n"), "RuntimeError: maximum recursion depth exceeded"));
  EXPECT_EQ(camera_->state(), CameraState::running);
}

TEST_F(CameraTest, ACrashIsReportedAndResetHelps) {
  make();
  int changes = 0;
  camera_->on_state([&] { ++changes; });
  EXPECT_TRUE(contains(run("import machine\nmachine.mem32[0] = 1\n"), "openmv crashed: signal 11"));
  EXPECT_EQ(camera_->state(), CameraState::crashed);
  EXPECT_TRUE(contains(camera_->death(), "Segmentation fault")) << camera_->death();
  EXPECT_EQ(changes, 1);
  ASSERT_TRUE(camera_->reset());
  pass(1s);
  EXPECT_EQ(camera_->death(), "");
  EXPECT_EQ(run("print('again')"), "again\r\n");
}

TEST_F(CameraTest, AProcessKilledFromOutsideIsReported) {
  make();
  pass(1s);
  std::ifstream children("/proc/self/task/" + std::to_string(getpid()) + "/children");
  pid_t child = 0;
  ASSERT_TRUE(children >> child) << "this kernel does not tell a process's children";
  ASSERT_EQ(kill(child, SIGKILL), 0);
  camera_->serial().write(as_bytes("\r"));
  pass(1s);
  EXPECT_EQ(camera_->state(), CameraState::crashed);
  EXPECT_TRUE(contains(camera_->death(), "signal 9")) << camera_->death();
}

TEST_F(CameraTest, SleepsAreExactInVirtualTime) {
  make();
  EXPECT_EQ(run("import time\n"
                "a = time.ticks_us()\n"
                "time.sleep(1.5)\n"
                "b = time.ticks_us()\n"
                "time.sleep_us(137)\n"
                "print(b - a, time.ticks_us() - b)\n"),
            "1500000 137\r\n");
}

TEST_F(CameraTest, SocketTimeoutsAreExactInVirtualTime) {
  make();
  const std::string printed = run(R"(
import network, socket, time
network.LAN().active(True)
def measure(wait, seconds):
    begin = time.ticks_us()
    try:
        wait()
    except OSError as e:
        print(e.errno, (time.ticks_us() - begin) // 1000 - int(seconds * 1000), end=" ")
udp = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
udp.bind(("0.0.0.0", 5000))
tcp = socket.socket()
tcp.bind(("0.0.0.0", 5001))
tcp.listen(1)
for s, wait in ((udp, lambda: udp.recv(1)), (tcp, tcp.accept)):
    for seconds in (0.5, 0.5, 2, 0.001):
        s.settimeout(seconds)
        measure(wait, seconds)
)");
  // ETIMEDOUT, and by how many ms late: each time 0 to 2.
  std::istringstream in(printed);
  int error = 0, late = 0, count = 0;
  while (in >> error >> late) {
    EXPECT_EQ(error, 110);
    EXPECT_GE(late, 0) << printed;
    EXPECT_LE(late, 2) << printed;
    ++count;
  }
  EXPECT_EQ(count, 8) << printed;
}

TEST_F(CameraTest, TheSameSeedGivesTheSameFrames) {
  const auto hash_of_a_run = [](std::uint64_t seed) {
    EventQueue events(*parse_instant("2026-11-23"));
    Switch network(events, seed);
    FrameHash hash;
    network.add_tap(hash.tap());
    NativeMachineFactory factory(TLSCAM_BINARY_DIR "/bin/tlscam-camera");
    CameraSettings settings;
    settings.name = "openmv";
    settings.model = *find_camera_model("openmv-rt1062");
    settings.seed = seed;
    auto camera = Camera::create(std::move(settings), network, factory,
                                 {[] { return std::vector<camera_radio_network>(); }, {}});
    EXPECT_TRUE(camera && (*camera)->power_on());
    Outcome outcome;
    Task<void> task =
        run_on(**camera, "import network, time\nnetwork.LAN().active(True)\ntime.sleep(8)\n", outcome);
    task.start();
    events.run_until(events.now() + 20s);
    EXPECT_TRUE(outcome.done);
    return hash.hex();
  };
  const std::string hash = hash_of_a_run(1);
  EXPECT_EQ(hash, hash_of_a_run(1));
  EXPECT_NE(hash, hash_of_a_run(2)) << "the camera sent nothing that depends on its seed";
}

TEST_F(CameraTest, TheRadioScansAndJoins) {
  make();
  EXPECT_EQ(run(R"(
import network, time
wlan = network.WLAN(network.STA_IF)
wlan.active(True)
for ssid, bssid, channel, rssi, security, hidden in wlan.scan():
    print(ssid, channel, rssi)
def join(ssid, key):
    wlan.connect(ssid, key)
    begin = time.ticks_ms()
    while wlan.status() == 1 and time.ticks_diff(time.ticks_ms(), begin) < 5000:
        time.sleep_ms(10)
    print(wlan.status(), wlan.isconnected())
join("tlscam", "wrong-key")
join("elsewhere", "learn-tls")
join("tlscam", "learn-tls")
)"),
            // Wrong key; no such network; joined, and nobody here gives an address.
            "b'tlscam' 6 -40\r\n-3 False\r\n-2 False\r\n2 False\r\n");
}

TEST_F(CameraTest, TimeTravelMovesTheCamerasOwnClock) {
  make();
  pass(10s);
  const Instant before = camera_->clock();
  camera_->shift_clock(24h * 365);
  EXPECT_EQ(camera_->clock(), before + 24h * 365);
  pass(10s);  // the camera sleeps meanwhile, and must not lose them
  EXPECT_EQ(run("import time\nprint(time.time(), time.ticks_ms())\n"),
            fmt::format("{} 20000\r\n", (before + 24h * 365 + 10s).time_since_epoch() / 1s));
  EXPECT_EQ(camera_->clock(), before + 24h * 365 + 10s);
}

TEST_F(CameraTest, TellsItsHeapWhenAsked) {
  make(1, 200 * 1024);
  EXPECT_EQ(run("block = bytearray(100 * 1024)\n"), "");
  EXPECT_FALSE(camera_->heap());
  camera_->ask_use();
  EXPECT_EQ(run("x = 1\n"), "");
  ASSERT_TRUE(camera_->heap());
  EXPECT_GT(camera_->heap()->used, 100 * 1024);
  EXPECT_GT(camera_->heap()->total, 190 * 1024);
  EXPECT_LE(camera_->heap()->total, 200 * 1024);
  camera_->power_off();
  EXPECT_FALSE(camera_->heap());
}

}  // namespace
}  // namespace tlscam
