// This measures what an update for a view costs with 50 cameras: tlscam_snapshot_bench --help

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"
#include "sim/scene/scene_json.h"

namespace tlscam {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kIdleBudget = 0.2;     // milliseconds
constexpr double kTrafficBudget = 1.0;  // milliseconds
// This much real time passes between two frames of a window.
constexpr std::chrono::milliseconds kFrame{16};

struct Row {
  std::string name;
  double budget;  // 0: none
  std::vector<double> milliseconds;
};

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

double mean(const std::vector<double>& values) {
  return values.empty()
             ? 0
             : std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

class Bench {
 public:
  Bench(Session& session) : session_(session) {}

  double update() {
    const auto before = Clock::now();
    const Update update = session_.take_update(subscriber_, UpdateScope::changes);
    return std::chrono::duration<double, std::milli>(Clock::now() - before).count();
  }

  /// Time passes, and what happens meanwhile is in the updates.
  void traffic(int frames) {
    Row with{"cameras connect", kTrafficBudget, {}};
    Row without{"scripts run, no frame is sent", kTrafficBudget, {}};
    for (int i = 0; i < frames; ++i) {
      const std::uint64_t sent = frames_;
      session_.advance(kFrame, {});
      const double cost = update();
      count_frames();
      (frames_ != sent ? with : without).milliseconds.push_back(cost);
    }
    rows_.push_back(std::move(with));
    rows_.push_back(std::move(without));
  }

  /// The world stands still.
  void nothing(int updates) {
    Row row{"nothing has happened", kIdleBudget, {}};
    for (int i = 0; i < updates; ++i) row.milliseconds.push_back(update());
    rows_.push_back(std::move(row));
  }

  const std::vector<Row>& rows() const { return rows_; }

 private:
  void count_frames() { frames_ = session_.take_update(counter_).snapshot.frames; }

  Session& session_;
  Session::Subscriber subscriber_;
  Session::Subscriber counter_;
  std::uint64_t frames_ = 0;
  std::vector<Row> rows_;
};

int run(int argc, char** argv) {
  CLI::App app("What an update for a view costs with 50 cameras.");
  std::string camera, scene_file, json;
  int frames = 1000;
  app.add_option("--camera", camera, "the program tlscam-camera")->required();
  app.add_option("--scene", scene_file, "a scene with 50 cameras")->required();
  app.add_option("--frames", frames, "how often a view asks");
  app.add_option("--json", json, "write the results to this file too");
  CLI11_PARSE(app, argc, argv);

  Session::Options options;
  options.platform = [&] { return native_platform(camera); };
  options.watch_ends = true;
  options.terminal = true;
  Session session(std::move(options));
  auto scene = load_scene(scene_file, Instant{});
  if (!scene) {
    fmt::print(stderr, "tlscam_snapshot_bench: {}\n", scene.error().text);
    return 1;
  }
  if (auto opened = session.open(std::move(*scene)); !opened) {
    fmt::print(stderr, "tlscam_snapshot_bench: {}\n", opened.error().text);
    return 1;
  }
  Bench bench(session);
  bench.traffic(frames);
  bench.nothing(frames);

  fmt::print("Updates with 50 cameras; milliseconds of real time for one.\n{:<30} {:>8} {:>8} {:>8} {:>8}\n",
             "", "updates", "median", "mean", "budget");
  nlohmann::json results;
  for (const Row& row : bench.rows()) {
    const double middle = median(row.milliseconds);
    fmt::print("{:<30} {:>8} {:>8.3f} {:>8.3f} {:>8.1f} {}\n", row.name, row.milliseconds.size(), middle,
               mean(row.milliseconds), row.budget, middle <= row.budget ? "met" : "not met");
    results.push_back({{"name", row.name}, {"median", middle}, {"budget", row.budget}});
  }
  if (!json.empty()) std::ofstream(json) << results.dump(2) << "\n";
  return 0;
}

}  // namespace
}  // namespace tlscam

int main(int argc, char** argv) {
  return tlscam::run(argc, argv);
}
