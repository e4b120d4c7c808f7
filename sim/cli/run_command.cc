#include "sim/cli/run_command.h"

#include <unistd.h>

#include <charconv>
#include <limits>
#include <nlohmann/json.hpp>

#include "sim/base/file.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/interrupt.h"
#include "sim/cli/output.h"
#include "sim/cli/program_path.h"
#include "sim/cli/trust.h"
#include "sim/cli/typed_line.h"
#include "sim/lab/protocol/explanation.h"
#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"
#include "sim/words/attacker.h"

namespace tlscam {
namespace {

// "server.py:12", or nothing.
std::string line_of(const EndState& state) {
  return state.file.empty() ? "" : fmt::format("{}:{}", state.file, state.line);
}

void print_end(const std::string& name, const EndState& state) {
  if (state.does.empty()) return;
  const std::string line = state.file.empty() ? "" : " (" + line_of(state) + ")";
  const std::string computed =
      state.instructions == 0 ? ""
                              : fmt::format(", has computed about {:.1f} million instructions of a Cortex-M7",
                                            static_cast<double>(state.instructions) / 1e6);
  tlscam::print("    {} {}{}{}\n", name, state.does, line, computed);
}

// What a run prints: lines for people, or one JSON object a line.
class Printer {
 public:
  explicit Printer(bool json) : json_(json) {}

  void line(const std::string& camera, Instant when, std::string_view text) const {
    if (!json_) {
      tlscam::print("{}| {}\n", camera, text);
    } else {
      print({{"event", "line"}, {"camera", camera}, {"time", to_text(when, true)}, {"text", text}});
    }
  }

  // A line for the message, and one for what each end does then.
  void message(const MessageSeen& seen) const {
    if (json_) {
      print({{"event", "message"},
             {"time", to_text(seen.at, true)},
             {"from", seen.from},
             {"to", seen.to},
             {"name", seen.name},
             {"bytes", seen.bytes},
             {"encrypted", seen.encrypted},
             {"lost", seen.lost},
             {"from_does", seen.sender.does},
             {"from_line", line_of(seen.sender)},
             {"from_instructions", seen.sender.instructions},
             {"to_does", seen.receiver.does},
             {"to_line", line_of(seen.receiver)},
             {"to_instructions", seen.receiver.instructions}});
    } else {
      const std::string size = seen.bytes > 0 ? fmt::format(", {} bytes", seen.bytes) : "";
      tlscam::print("{}  {} -> {}  {}{}{}{}\n", to_text(seen.at, true), seen.from, seen.to, seen.name, size,
                    seen.encrypted ? ", encrypted" : "", seen.lost ? ", lost" : "");
      print_end(seen.from, seen.sender);
      print_end(seen.to, seen.receiver);
    }
  }

  void verification(const std::string& camera, Instant when, const VerificationStep& step) const {
    if (json_) {
      print({{"event", "verification"},
             {"time", to_text(when, true)},
             {"camera", camera},
             {"subject", step.subject},
             {"depth", step.depth},
             {"problems", step.problems}});
    } else {
      const std::string found =
          step.problems.empty() ? "nothing wrong" : fmt::format("{}", fmt::join(step.problems, "; "));
      tlscam::print("{}  {} verifies {} (depth {}): {}\n", to_text(when, true), camera, step.subject,
                    step.depth, found);
    }
  }

  void problem(const std::string& text) const {
    if (!json_) {
      complain(text);
    } else {
      print({{"event", "problem"}, {"text", text}});
    }
  }

  void diagnosis(const nlohmann::json& about, const std::string& title,
                 const std::vector<Cause>& causes) const {
    const Cause& best = causes.front();
    if (!json_) {
      std::string details = details_text(best, "  ");
      if (details.ends_with('\n')) details.pop_back();
      return complain(fmt::format("{}: {}{}{}", title, headline(best), details.empty() ? "" : "\n", details));
    }
    nlohmann::json event = about;
    event["event"] = "diagnosis";
    event["causes"] = nlohmann::json::parse(to_json(causes));
    print(event);
  }

  void attacker(const AttackerView& attacker) const {
    if (json_) {
      nlohmann::json learned = nlohmann::json::array();
      for (const LearnedView& one : attacker.learned)
        learned.push_back(
            {{"kind", one.kind}, {"title", one.title}, {"text", one.text}, {"bytes", one.bytes}});
      return print(
          {{"event", "attacker"}, {"name", attacker.name}, {"kind", attacker.kind}, {"learned", learned}});
    }
    if (attacker.learned.empty())
      tlscam::print("{}| {}\n", attacker.name, words<"attacker.knows_nothing">({.attacker = attacker.name}));
    for (const ServiceFactView& fact : attacker.facts)
      tlscam::print("{}| {}: {}\n", attacker.name, fact.label, fact.value);
    for (const LearnedView& one : attacker.learned) {
      std::string text = one.text;
      while (text.ends_with('\n')) text.pop_back();
      for (std::size_t at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
        text.insert(at + 1, attacker.name + "|   ");
      tlscam::print("{}| {}: {}\n", attacker.name, one.title, text);
    }
  }

  // A world without a scene file begins today, which another run would not.
  void repeats(Instant clock, std::uint64_t seed) const {
    if (json_) return print({{"event", "begin"}, {"clock", to_text(clock)}, {"seed", seed}});
    complain(
        fmt::format("the world begins now; --clock \"{}\" --seed {} repeats this run", to_text(clock), seed));
  }

  bool json() const { return json_; }

  void end(const Snapshot& snapshot, const std::string& frame_hash, int exit_code) const {
    if (!json_) return;
    nlohmann::json cameras = nlohmann::json::array();
    for (const CameraSnapshot& camera : snapshot.cameras) {
      cameras.push_back({{"name", camera.name},
                         {"model", camera.model},
                         {"state", name_of(camera.state)},
                         {"address", camera.address},
                         {"clock", to_text(camera.clock)},
                         {"script", name_of(camera.script)},
                         {"error", camera.script_error},
                         {"waits", camera.waits}});
    }
    print({{"event", "end"},
           {"time", to_text(snapshot.now, true)},
           {"cameras", cameras},
           {"frames", snapshot.frames},
           {"frame_hash", frame_hash},
           {"exit_code", exit_code}});
  }

 private:
  static void print(const nlohmann::json& object) {
    // A console may print bytes that are not UTF-8.
    tlscam::print(object.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
  }

  bool json_;
};

// A run that is watched message by message, and goes back when the person who watches wants to.
class WatchedRun {
 public:
  WatchedRun(const Printer& printer, bool step) : printer_(printer), step_(step) {}

  void watch(Session& session) { session_ = &session; }

  void message(const MessageSeen& seen) {
    if (wants_back_) return;
    moments_.push_back(seen.events);
    printer_.message(seen);
    while (step_ && !interrupt_requested && typed_line() == "b") {
      const std::string obstacle = session_->obstacle_to_going_back();
      if (!obstacle.empty()) {
        printer_.problem(obstacle);
        continue;
      }
      wants_back_ = true;
      return session_->stop_run();
    }
  }

  /// Whether the run has stopped to go back; then it has gone back to right before the message before the
  /// last one that was seen, or has said why it cannot.
  bool goes_back() {
    if (!std::exchange(wants_back_, false)) return false;
    moments_.pop_back();
    const std::uint64_t wanted = moments_.empty() ? 1 : moments_.back();
    while (!moments_.empty() && moments_.back() == wanted) moments_.pop_back();
    if (const auto back = session_->go_back(wanted - 1); !back) printer_.problem(back.error().text);
    return true;
  }

 private:
  const Printer& printer_;
  bool step_;
  Session* session_ = nullptr;
  std::vector<std::uint64_t> moments_;  // of the messages that were seen
  bool wants_back_ = false;
};

// Frames beyond make the oldest go.
constexpr std::size_t kCaptureBytes = 512u << 20;

bool write_capture(Session& session, const std::string& path, const Printer& printer) {
  if (session.frames_dropped() > 0)
    printer.problem(
        fmt::format("--pcapng: the first {} frames made room for later ones", session.frames_dropped()));
  const auto capture = session.perform(CaptureCommand{});
  const auto error = capture ? write_file(path, *capture) : std::error_code();
  if (error) printer.problem(fmt::format("--pcapng: {} cannot be written: {}", path, error.message()));
  return capture && !error;
}

Session::Options options_of(const RunOutput& output, const Printer& printer, WatchedRun& watched) {
  Session::Options options;
  options.platform = [] { return native_platform(camera_program(), &interrupt_requested); };
  options.repeatable_keys = true;
  options.interrupted = &interrupt_requested;
  options.listeners.on_line = [&](const std::string& camera, Instant when, std::string_view line) {
    printer.line(camera, when, line);
  };
  options.listeners.on_problem = [&](const std::string& text) { printer.problem(text); };
  if (output.watch) {
    options.listeners.on_message = [&](const MessageSeen& seen) { watched.message(seen); };
    options.listeners.on_verification = [&](const auto&... verified) { printer.verification(verified...); };
  }
  if (!output.pcapng.empty()) options.capture_bytes = kCaptureBytes;
  return options;
}

constexpr std::size_t kMostDiagnoses = 5;

// Reports why something failed, also after a run that succeeded, since a script may have caught what it met.
// Programs get the advice about what did not fail, too.
void diagnose(Session& session, const Printer& printer) {
  auto found = session.perform(DiagnosesCommand{});
  if (!found) return;
  if (!printer.json())
    std::erase_if(*found, [](const Diagnosis& one) { return one.causes.front().is_advice; });
  std::size_t printed = 0;
  for (const Diagnosis& diagnosis : *found) {
    if (!printer.json() && printed == kMostDiagnoses) {
      return printer.problem(fmt::format("{} more connections or scripts failed; --json lists them all",
                                         found->size() - printed));
    }
    ++printed;
    if (diagnosis.camera.empty()) {
      printer.diagnosis({{"client", diagnosis.client}, {"server", diagnosis.server}},
                        fmt::format("{} to {}", diagnosis.client, diagnosis.server), diagnosis.causes);
    } else {
      printer.diagnosis({{"camera", diagnosis.camera}}, diagnosis.camera, diagnosis.causes);
    }
  }
}

int report(Session& session, RunEnd end, const Printer& printer) {
  Session::Subscriber subscriber;
  const Snapshot snapshot = session.take_update(subscriber).snapshot;
  int exit_code = kExitSuccess;
  for (const CameraSnapshot& camera : snapshot.cameras) {
    if (camera.script == ScriptShown::raised) exit_code = kExitScriptFailed;
    if (camera.script != ScriptShown::lost && camera.death.empty()) continue;
    exit_code = kExitScriptFailed;
    printer.problem(camera.death.empty() ? camera.name + ": " + camera.script_error
                                         : camera.name + " " + camera.death);
  }
  if (end == RunEnd::interrupted) exit_code = interrupted_exit_code();
  if (end == RunEnd::time_ran_out) {
    printer.problem("time ran out: " + session.waits());
    exit_code = kExitTimeRanOut;
  }
  if (printer.json() || end != RunEnd::interrupted) diagnose(session, printer);
  for (const AttackerView& attacker : snapshot.attackers) printer.attacker(attacker);
  printer.end(snapshot, session.perform(FrameHashCommand{}).value_or(""), exit_code);
  return exit_code;
}

// CLI11 would take the largest seed for one that is larger.
std::string seed_problem(const std::string& text) {
  std::uint64_t seed = 0;
  const char* const end = text.data() + text.size();
  const auto [rest, error] = std::from_chars(text.data(), end, seed);
  if (error == std::errc() && rest == end) return "";
  return fmt::format("{} is not a number from 0 to {}", text, std::numeric_limits<std::uint64_t>::max());
}

}  // namespace

void add_world_options(CLI::App& command, RunRequest& request) {
  command.add_option("scene", request.scene_file, "A scene file (world.json)");
  command.add_option("--camera", request.cameras,
                     "NAME=SCRIPT.py, or NAME for a camera that runs its own main.py");
  command.add_option("--put", request.puts, "NAME:PATH=FILE puts a file on the camera's drive");
  command.add_option("--rom", request.roms, "NAME:PATH=FILE puts a file into the camera's ROMFS");
  command.add_option("--model", request.models, "NAME=MODEL, for example openmv=openmv-n6");
  command.add_option(
      "--machine", request.machines,
      "NAME=mcu: the camera's firmware runs on an emulated Cortex-M7; NAME=mcu-an547: on a Cortex-M55");
  command.add_option("--heap", request.heaps, "NAME=BYTES of Python heap");
  command.add_option("--camera-clock", request.camera_clocks,
                     "NAME=ISO: what the camera's clock says at power-up");
  command.add_option(
      "--clock", request.clock,
      "True time at the start: ISO date and time (UTC), or now (which it is without a scene file)");
  command.add_option("--seed", request.seed, "Seed of all randomness (default 1)")->check(seed_problem);
  command.add_option("--for", request.run_for, "Time limit, for example 90s, 10m, 2h (default 10m)");
  command.add_option("--loss", request.loss_percent, "Percentage of frames that links lose");
  command.add_option("--delay", request.delay_ms, "Milliseconds that a frame takes on a link");
  command.add_option("--keep-flash", request.keep_flash,
                     "A folder that keeps the cameras' drives between runs");
  command.add_flag("--trust", request.trusted,
                   "Let the scene file have what it wants of this computer, without asking");
  command.add_flag("--real-time", request.real_time, "Let the world's clock go with the real one");
  command.add_option("--bridge", request.bridges,
                     "127.0.0.1:PORT=NAME:PORT[/udp]: real programs reach a camera there (real time)");
  command.add_option("--reach", request.reaches,
                     "NAME=127.0.0.1:PORT: cameras reach a real server by this name (real time)");
}

void add_output_options(CLI::App& command, RunOutput& output) {
  command.add_flag("--json", output.json, "Print one JSON object a line");
  CLI::Option* watch =
      command.add_flag("--watch", output.watch, "Print each message on the wire, and what both ends do then");
  command
      .add_flag("--step", output.step,
                "With --watch: wait after each message; Enter goes on, b and Enter goes back")
      ->needs(watch);
  command.add_option("--pcapng", output.pcapng,
                     "A file for all frames, with the secrets that let Wireshark decrypt them");
}

int run_scene(const RunRequest& request, const RunOutput& output) {
  const Printer printer(output.json);
  const auto now = std::chrono::time_point_cast<Duration>(std::chrono::system_clock::now());
  auto requested = make_scene(request, now);
  if (!requested) {
    printer.problem(requested.error().text);
    return kExitUsage;
  }
  if (output.step && ::isatty(STDIN_FILENO) == 0) {
    printer.problem(
        "--step waits for Enter, and the input is no terminal; leave it out, or use --watch alone");
    return kExitUsage;
  }
  if (!is_shipped(request.scene_file) && !may_play(request.scene_file, requested->wishes, request.trusted))
    return kExitUsage;
  // Not only when the run is over.
  if (const auto error = output.pcapng.empty() ? std::error_code() : write_file(output.pcapng, {})) {
    printer.problem(fmt::format("--pcapng: {} cannot be written: {}", output.pcapng, error.message()));
    return kExitUsage;
  }
  catch_interrupts();
  WatchedRun watched(printer, output.step);
  Session session(options_of(output, printer, watched));
  watched.watch(session);
  const bool begins_now =
      request.scene_file.empty() && request.clock.value_or("now") == "now" && !requested->scene.real_time;
  const Instant clock = requested->scene.clock;
  const std::uint64_t seed = requested->scene.seed;
  if (auto opened = session.open(std::move(requested->scene)); !opened) {
    printer.problem(opened.error().text);
    return interrupt_requested ? interrupted_exit_code() : kExitUsage;
  }
  if (begins_now) printer.repeats(clock, seed);
  RunEnd end = session.run();
  while (end == RunEnd::stopped && watched.goes_back()) end = session.run();
  const int exit_code = report(session, end, printer);
  return output.pcapng.empty() || write_capture(session, output.pcapng, printer) ? exit_code : kExitUsage;
}

}  // namespace tlscam
