// This measures what the simulation adds to a TLS handshake, and what idle cameras cost: tlscam_bench --help

#include <sched.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "sim/machine/native_machine.h"
#include "tests/bench/camera_load.h"
#include "tests/bench/cpu_time.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr double kTarget = 1.25;
constexpr int kRounds = 5;
// Each pair does this many, so that a camera's first use of its memory does not count for much.
constexpr int kLeastEach = 20;
// A scene may have this many.
constexpr int kIdleCameras = static_cast<int>(kMaxCameras);

struct KeyType {
  std::string name;
  std::string new_key;  // arguments of openssl req
  int handshakes;       // total, divided among the pairs
};

const KeyType kKeyTypes[] = {
    {"P-256", "-newkey ec -pkeyopt ec_paramgen_curve:P-256", 100},
    {"P-384", "-newkey ec -pkeyopt ec_paramgen_curve:P-384", 50},
    {"RSA-2048", "-newkey rsa:2048", 50},
};

const std::pair<const char*, const char*> kIdle[] = {
    {"accept()", "s = socket.socket()\ns.bind(('0.0.0.0', 8443))\ns.listen(1)\ns.accept()\n"},
    {"sleep(1) in a loop", "while True:\n    time.sleep(1)\n"},
    {"asyncio server and ticker",
     "import asyncio\n"
     "async def main():\n"
     "    await asyncio.start_server(None, '0.0.0.0', 8443)\n"
     "    while True:\n"
     "        await asyncio.sleep(1)\n"
     "asyncio.run(main())\n"},
};

// Other work on the computer only adds to a measurement, so the smallest is the best one.
double least(const std::vector<double>& values) {
  return *std::ranges::min_element(values);
}

// World and cameras take turns, so they can use only one processor; with several they would be moved between
// them.
void stay_on_this_processor() {
  cpu_set_t here;
  CPU_ZERO(&here);
  CPU_SET(static_cast<std::size_t>(std::max(sched_getcpu(), 0)), &here);
  if (sched_setaffinity(0, sizeof(here), &here) != 0) std::perror("tlscam_bench: not bound to one processor");
}

Bytes read_bytes(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Bench {
 public:
  Bench(std::string camera, std::string floor, fs::path folder)
      : factory_(std::move(camera)), floor_(std::move(floor)), folder_(std::move(folder)) {}

  // Floor and simulation alternate, so that both meet the same load of the computer.
  void handshakes(const KeyType& type, int cameras) {
    const fs::path certificate = folder_ / (type.name + ".cert.der"),
                   key = folder_ / (type.name + ".key.der");
    make_certificate(type, certificate, key);
    const int pairs = cameras / 2;
    const int each = std::max(type.handshakes / pairs, kLeastEach);
    const int all = each * pairs;
    const CameraLoad load = handshakes_in_pairs(cameras, each, read_bytes(certificate), read_bytes(key));
    std::vector<double> floors, simulated;
    for (int round = 0; round < kRounds; ++round) {
      floors.push_back(std::stod(output_of(fmt::format("'{}' '{}' '{}' {}", floor_, certificate.string(),
                                                       key.string(), all))) /
                       all);
      simulated.push_back(measure(load, false, factory_) / all);
    }
    const double ratio = least(simulated) / least(floors);
    fmt::print("{:<10} {:>7} {:>11} {:>12.3f} {:>12.3f} {:>7.2f}   target {}: {}\n", type.name, cameras, all,
               least(floors) * 1e3, least(simulated) * 1e3, ratio, kTarget,
               ratio <= kTarget ? "met" : "not met");
    std::fflush(stdout);
    results_["handshakes"].push_back({{"key", type.name},
                                      {"cameras", cameras},
                                      {"handshakes", all},
                                      {"floor_ms", least(floors) * 1e3},
                                      {"simulated_ms", least(simulated) * 1e3},
                                      {"ratio", ratio},
                                      {"target_met", ratio <= kTarget}});
  }

  void idle(const std::string& name, const std::string& script) {
    const double spent = measure(idle_cameras(kIdleCameras, script), true, factory_);
    fmt::print("{:<26} {:>7} {:>12.1f}\n", name, kIdleCameras, spent * 1e3);
    std::fflush(stdout);
    results_["idle"].push_back({{"waiting", name}, {"cameras", kIdleCameras}, {"ms_per_10_s", spent * 1e3}});
  }

  const nlohmann::json& results() const { return results_; }

 private:
  static void make_certificate(const KeyType& type, const fs::path& certificate, const fs::path& key) {
    if (fs::exists(certificate)) return;
    const std::string pem = key.string() + ".pem";
    output_of(
        fmt::format("openssl req -x509 {} -nodes -days 30 -subj /CN=openmv -addext subjectAltName=DNS:openmv"
                    " -keyout '{}' -outform DER -out '{}' 2>&1",
                    type.new_key, pem, certificate.string()));
    output_of(fmt::format("openssl pkey -in '{}' -outform DER -out '{}' 2>&1", pem, key.string()));
  }

  NativeMachineFactory factory_;
  std::string floor_;
  fs::path folder_;
  nlohmann::json results_;
};

int run(int argc, char** argv) {
  CLI::App app(
      "Processor time of a mutual TLS handshake between two simulated cameras (their processes and the "
      "world) over that of "
      "the bare mbedTLS handshake, and of idle cameras.");
  std::string camera, floor, json;
  app.add_option("--camera", camera, "the program that is a camera")->required();
  app.add_option("--floor", floor, "the program tlscam_bench_floor")->required();
  app.add_option("--json", json, "write the results to this file too");
  std::vector<int> sizes = {2, 10, 50};
  app.add_option("--cameras", sizes, "how many cameras, an even number each time");
  bool no_idle = false;
  app.add_flag("--no-idle", no_idle, "leave out the idle cameras");
  CLI11_PARSE(app, argc, argv);

  std::string folder = (fs::temp_directory_path() / "tlscam-bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    std::perror("tlscam_bench: no temporary folder");
    return 1;
  }
  stay_on_this_processor();
  Bench bench(camera, floor, folder);
  fmt::print(
      "Mutual TLS handshakes in pairs of cameras; milliseconds of processor time for one handshake, both "
      "ends.\n");
  fmt::print("{:<10} {:>7} {:>11} {:>12} {:>12} {:>7}\n", "key", "cameras", "handshakes", "mbedTLS",
             "simulated", "ratio");
  for (const KeyType& type : kKeyTypes) {
    for (const int cameras : sizes) bench.handshakes(type, cameras);
  }
  if (!no_idle) {
    fmt::print("\nIdle cameras; milliseconds of processor time for 10 simulated seconds of all of them.\n");
    fmt::print("{:<26} {:>7} {:>12}\n", "waiting in", "cameras", "ms");
    for (const auto& [name, script] : kIdle) bench.idle(name, script);
  }
  fmt::print("\n{}\n", bench.results().dump());
  if (!json.empty()) std::ofstream(json) << bench.results().dump(2) << "\n";
  fs::remove_all(folder);
  return 0;
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  return tlscam::run(argc, argv);
}
