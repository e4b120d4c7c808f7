// This measures how fast captures are read, compared with tshark: tlscam_dissect_bench --help

#include <sys/resource.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <nlohmann/json.hpp>

#include "sim/base/byte_source.h"
#include "sim/capture/capture_reader.h"
#include "sim/dissect/decrypt/tls_decrypter.h"
#include "sim/dissect/packet_dissector.h"
#include "tests/bench/capture_load.h"
#include "tests/bench/cpu_time.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr double kTarget = 20;
constexpr int kRounds = 3;

/// This covers the children that have ended.
double processor_seconds_of_children() {
  rusage used{};
  getrusage(RUSAGE_CHILDREN, &used);
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

double cost_of(const std::string& command) {
  const double before = processor_seconds_of_children();
  output_of(command);
  return processor_seconds_of_children() - before;
}

class Bench {
 public:
  Bench(std::string tlscam, const fs::path& captures, const fs::path& folder, std::size_t size)
      : tlscam_(std::move(tlscam)), large_(folder / "large.pcapng"), small_(folder / "small.pcapng") {
    write_large_capture(captures, size, large_);
    write_large_capture(captures, 1, small_);
    auto reader = CaptureReader::open(*open_file(large_));
    while (reader->next() != nullptr) ++packets_;
    megabytes_ = static_cast<double>(fs::file_size(large_)) / 1e6;
    results_ = {{"packets", packets_}, {"megabytes", megabytes_}};
  }

  /// `compare` alternates between both, so that they meet the same load of the computer. It leaves out the
  /// time that a program takes to start.
  void compare(const std::string& what, const std::string& options_of_tshark,
               const std::function<double()>& ours) {
    double our = 1e9;
    double their = 1e9;
    for (int round = 0; round < kRounds; ++round) {
      our = std::min(our, ours());
      their = std::min(their, over_start("tshark -n " + options_of_tshark + " -r"));
    }
    const double ratio = their / our;
    fmt::print("{:<32} {:>12.0f} {:>8.1f} {:>12.0f} {:>8.1f} {:>7.1f}   target {}: {}\n", what,
               packets_ / our, megabytes_ / our, packets_ / their, megabytes_ / their, ratio, kTarget,
               ratio >= kTarget ? "met" : "not met");
    std::fflush(stdout);
    results_["rows"].push_back({{"what", what},
                                {"packets_per_s", packets_ / our},
                                {"megabytes_per_s", megabytes_ / our},
                                {"tshark_packets_per_s", packets_ / their},
                                {"tshark_megabytes_per_s", megabytes_ / their},
                                {"ratio", ratio}});
  }

  /// `over_start` is the processor time of a command that reads the large file, minus that of reading the
  /// small one.
  double over_start(const std::string& command) const {
    const auto cost = [&](const fs::path& file) {
      return cost_of(fmt::format("{} '{}' 2>/dev/null >/dev/null", command, file.string()));
    };
    return cost(large_) - cost(small_);
  }

  double print_trees(const std::string& options) const {
    return over_start("'" + tlscam_ + "' dissect" + options);
  }

  /// `make_trees` reads the file and makes every tree, decrypted with the key log.
  double make_trees() const {
    const double before = processor_seconds();
    auto secrets_reader = CaptureReader::open(*open_file(large_));
    while (secrets_reader->next() != nullptr) continue;
    const KeyLog secrets(secrets_reader->key_log());
    PacketDissector dissector(open_with(secrets));
    auto reader = CaptureReader::open(*open_file(large_));
    DissectedPacket packet;
    while (const CapturedFrame* frame = reader->next()) {
      packet = dissector.dissect(frame->bytes, frame->at, std::move(packet));
    }
    return processor_seconds() - before;
  }

  const nlohmann::json& results() const { return results_; }

 private:
  std::string tlscam_;
  fs::path large_;
  fs::path small_;
  double packets_ = 0;
  double megabytes_ = 0;
  nlohmann::json results_;
};

int run(int argc, char** argv) {
  CLI::App app("How many packets a second of processor time are dissected, by tlscam and by tshark.");
  std::string tlscam, captures, json;
  app.add_option("--tlscam", tlscam, "the program tlscam")->required();
  app.add_option("--captures", captures, "a folder with captures, of which a large one is made")->required();
  std::size_t megabytes = 50;
  app.add_option("--megabytes", megabytes, "how large");
  app.add_option("--json", json, "write the results to this file too");
  CLI11_PARSE(app, argc, argv);

  if (std::system("tshark --version > /dev/null 2>&1") != 0) {
    fmt::print("tshark is not installed (Debian package tshark): nothing to compare with\n");
    return 0;
  }
  std::string folder = (fs::temp_directory_path() / "tlscam-bench-XXXXXX").string();
  if (mkdtemp(folder.data()) == nullptr) {
    std::perror("tlscam_dissect_bench: no temporary folder");
    return 1;
  }
  Bench bench(tlscam, captures, folder, megabytes * 1'000'000);
  fmt::print("Captures read, for each second of processor time.\n{:<32} {:>12} {:>8} {:>12} {:>8} {:>7}\n",
             "", "packets", "MB", "tshark", "MB", "ratio");
  bench.compare("every field, as text", "-V", [&] { return bench.print_trees(""); });
  bench.compare("every field, as JSON", "-T json", [&] { return bench.print_trees(" --json"); });
  // -V makes the whole tree of every frame, and the filter prevents all of them from being printed.
  bench.compare("trees that nobody prints", "-V -Y 'frame.number == 0'", [&] { return bench.make_trees(); });
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
