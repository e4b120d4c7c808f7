#include "tests/conformance/multi_test.h"

#include <fmt/ranges.h>

#include <algorithm>

namespace tlscam {
namespace {

using namespace std::chrono_literals;

constexpr Duration kSilence = 10s;
constexpr Duration kLongestPreparation = 60s;

// A person does this before a network test on a board.
constexpr std::string_view kNetworkUp = R"(
import network, time
nic = network.LAN()
nic.active(True)
while not nic.isconnected():
    time.sleep_ms(10)
)";
constexpr std::string_view kClockSet = "import ntptime\nntptime.settime()\n";
// The boards of upstream's tests have exchanged packets before. lwIP keeps only the last datagram while it
// asks for an unknown neighbour's address (ARP_QUEUEING 0), and udp_recv_peek.py begins with two.
constexpr std::string_view kMeet = R"(
import socket
s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
for address in neighbours:
    s.sendto(b"", (address, 9))
time.sleep_ms(100)
s.close()
)";

// The tests expect this to exist, as run-multitests.py defines it.
constexpr std::string_view kHelper = R"(
import sys
class multitest:
    @staticmethod
    def flush():
        pass
    @staticmethod
    def skip():
        print("SKIP")
        raise SystemExit
    @staticmethod
    def next():
        print("NEXT")
    @staticmethod
    def broadcast(message):
        print("BROADCAST", message)
    @staticmethod
    def wait(message):
        while sys.stdin.readline().rstrip() != "BROADCAST " + message:
            pass
    @staticmethod
    def globals(**values):
        for name in values:
            print("SET {} = {!r}".format(name, values[name]))
    @staticmethod
    def get_network_ip():
        return nic.ifconfig()[0]
    @staticmethod
    def output_metric(data):
        print("OUTPUT_METRIC", data)
)";

std::size_t count_instances(const std::string& script) {
  std::size_t count = 0;
  while (script.find(fmt::format("\ndef instance{}():", count)) != std::string::npos) ++count;
  return count;
}

std::string_view trim_right(std::string_view text) {
  const auto end = text.find_last_not_of(" \t\r\n");
  return text.substr(0, end == std::string_view::npos ? 0 : end + 1);
}

}  // namespace

Result<MultiTest::Outcome> MultiTest::run(const std::string& script, const FileMap& files,
                                          MachineFactory& factory, int on_mcu) {
  const std::size_t count = count_instances(script);
  if (count == 0) return fail("the test has no instance0()");
  Scene scene;
  for (std::size_t i = 0; i < count; ++i) {
    SceneCamera camera;
    camera.name = fmt::format("instance{}", i);
    camera.files = files;
    if (static_cast<int>(i) == on_mcu) camera.machine = MachineKind::mcu;
    scene.cameras.push_back(std::move(camera));
  }
  auto world = World::create(scene, factory, {});
  if (!world) return tl::unexpected(world.error());

  MultiTest test(script, std::move(*world));
  if (auto prepared = test.prepare(); !prepared) return tl::unexpected(prepared.error());
  test.start_next();
  while (!test.over()) {
    test.world_->run_until(test.patience_ends(), [&] { return test.over(); });
    if (!test.over()) test.time_out();
  }
  return test.finish();
}

MultiTest::MultiTest(const std::string& script, std::unique_ptr<World> world)
    : script_(script), world_(std::move(world)), instances_(world_->cameras().size()) {}

Result<void> MultiTest::prepare() {
  const bool needs_clock =
      script_.find("ssl") != std::string::npos || script_.find("tls") != std::string::npos;
  const std::string network_up = fmt::format("{}{}", kNetworkUp, needs_clock ? kClockSet : "");
  for (std::size_t i = 0; i < instances_.size(); ++i)
    instances_[i].board = std::make_unique<BoardRun>(*world_->cameras()[i]);
  if (auto up = on_all(&BoardRun::prepare, network_up); !up) return up;

  std::string addresses;
  for (const DhcpLease& lease : world_->gateway().dhcp().leases(world_->now()))
    addresses += fmt::format("'{}', ", to_text(lease.address));
  return on_all(&BoardRun::exec, fmt::format("neighbours = [{}]{}", addresses, kMeet));
}

Result<void> MultiTest::on_all(Step step, const std::string& code) {
  std::size_t ready = 0;
  std::string problem;
  for (Instance& instance : instances_) {
    ((*instance.board).*step)(code, [&](const Result<BoardRun::End>& end) {
      ++ready;
      if (!end) problem = end.error().text;
      if (end && !end->error.empty()) problem = end->error;
    });
  }
  world_->run_until(world_->now() + kLongestPreparation, [&] { return ready == instances_.size(); });
  if (!problem.empty()) return fail("the network did not come up: {}", problem);
  if (ready < instances_.size())
    return fail("the network did not come up within {} s", kLongestPreparation / 1s);
  return {};
}

void MultiTest::start_next() {
  const std::size_t index = started_;
  Instance& instance = instances_[index];
  instance.started = true;
  instance.spoke_at = world_->now();
  std::string code = fmt::format("{}\n{}\n{}\ninstance{}()\n", script_, kHelper, globals_, index);
  instance.board->run(
      std::move(code),
      [this, index](ByteView bytes) {
        Instance& self = instances_[index];
        self.lines.feed(as_text(bytes), [&](std::string_view line) { hear(index, line); });
      },
      [this, index](const Result<BoardRun::End>& end) { ended(index, end); });
}

void MultiTest::hear(std::size_t index, std::string_view raw) {
  const std::string_view line = trim_right(raw);
  Instance& instance = instances_[index];
  instance.spoke_at = world_->now();
  if (over()) return;
  if (!instance.next) {
    hear_start(index, line);
  } else if (!all_started()) {
    instance.held.emplace_back(line);
  } else {
    hear_running(index, line);
  }
}

void MultiTest::hear_start(std::size_t index, std::string_view line) {
  constexpr std::string_view kSet = "SET ";
  Instance& instance = instances_[index];
  if (line.starts_with(kSet)) {
    globals_.append(line.substr(kSet.size())).append("\n");
  } else if (line == "SKIP") {
    skip_ = true;
  } else if (line != "NEXT") {
    instance.output.emplace_back(line);
  } else {
    instance.next = true;
    ++started_;
    if (!all_started()) return start_next();
    for (std::size_t i = 0; i < instances_.size(); ++i) {
      for (const std::string& held : std::exchange(instances_[i].held, {})) hear_running(i, held);
    }
  }
}

void MultiTest::hear_running(std::size_t index, std::string_view line) {
  if (line.starts_with("OUTPUT_METRIC ")) return;
  if (!line.starts_with("BROADCAST ")) {
    instances_[index].output.emplace_back(line);
    return;
  }
  const std::string message = fmt::format("{}\r\n", line);
  for (std::size_t other = 0; other < instances_.size(); ++other) {
    if (other != index) world_->cameras()[other]->serial().write(as_bytes(message));
  }
}

void MultiTest::ended(std::size_t index, const Result<BoardRun::End>& end) {
  Instance& instance = instances_[index];
  instance.lines.flush([&](std::string_view line) { hear(index, line); });
  instance.finished = true;
  if (!end) {
    instance.output.push_back(end.error().text);
    error_ = true;
  } else if (!end->error.empty()) {
    instance.output.push_back(end->error);
    error_ = true;
  } else if (!instance.next && !skip_) {
    // It will never say NEXT: its output so far is the outcome.
    instance.output.emplace_back("ENDED BEFORE NEXT");
    error_ = true;
  }
}

bool MultiTest::over() const {
  return error_ || skip_ || std::ranges::all_of(instances_, &Instance::finished);
}

Instant MultiTest::patience_ends() const {
  Instant earliest = kNever;
  for (const Instance& instance : instances_) {
    if (instance.started && !instance.finished) earliest = std::min(earliest, instance.spoke_at + kSilence);
  }
  return earliest;
}

void MultiTest::time_out() {
  for (Instance& instance : instances_) {
    if (!instance.started || instance.finished || world_->now() < instance.spoke_at + kSilence) continue;
    instance.output.emplace_back("TIMEOUT");
    error_ = true;
  }
}

MultiTest::Outcome MultiTest::finish() {
  Outcome outcome;
  outcome.skipped = skip_;
  for (std::size_t i = 0; i < instances_.size(); ++i) {
    outcome.output += fmt::format("--- instance{} ---\n{}\n", i, fmt::join(instances_[i].output, "\n"));
  }
  return outcome;
}

}  // namespace tlscam
