#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string>

#include "sim/deploy/raw_repl.h"
#include "sim/machine/camera.h"
#include "sim/machine/native_machine.h"

namespace tlscam {

// Filled in by the coroutine below, which outlives the function that starts it.
struct Outcome {
  bool done = false;
  std::string output;  // with the traceback
};

inline Task<void> run_on(Camera& camera, std::string code, Outcome& outcome) {
  const auto use = camera.serial().use();
  RawRepl repl(*use);
  if (auto entered = co_await repl.enter(true); !entered) {
    outcome.output = entered.error().text;
  } else {
    FollowOptions options;
    options.silence = kForever;
    auto result = co_await repl.exec(std::move(code), options);
    outcome.output = result ? std::string(as_text(result->output)) + std::string(as_text(result->error))
                            : result.error().text;
    repl.leave();
  }
  outcome.done = true;
}

/// A camera alone: a switch without anybody else, and a radio that hears one network.
class CameraTest : public testing::Test {
 protected:
  void make(std::uint64_t seed = 1, std::optional<std::size_t> heap = {}) {
    camera_.reset();
    CameraSettings settings;
    settings.name = "openmv";
    settings.model = *find_camera_model("openmv-rt1062");
    settings.seed = seed;
    settings.heap = heap;
    RadioWorld radio = {
        .scan =
            [] {
              camera_radio_network heard{"tlscam", {2, 0, 0, 0, 0, 1}, 6, -40, 4};
              return std::vector{heard};
            },
        .join =
            [](const std::string& ssid, const std::string& key) {
              if (ssid != "tlscam") return RadioWorld::Joined{CAMERA_RADIO_NO_NETWORK};
              return RadioWorld::Joined{key == "learn-tls" ? CAMERA_RADIO_JOINED : CAMERA_RADIO_WRONG_KEY};
            },
        .changed = [] {},
    };
    auto created = Camera::create(std::move(settings), switch_, factory_, std::move(radio));
    ASSERT_TRUE(created) << created.error().text;
    camera_ = std::move(*created);
    const auto on = camera_->power_on();
    ASSERT_TRUE(on) << on.error().text;
  }

  void pass(Duration duration) { events_.run_until(events_.now() + duration); }

  // `run` returns the output of the code, with its traceback.
  std::string run(std::string code, Duration limit = std::chrono::seconds(60)) {
    Outcome outcome;
    Task<void> task = run_on(*camera_, std::move(code), outcome);
    task.start();
    const Instant end = events_.now() + limit;
    while (!outcome.done && events_.step(end)) {
    }
    return outcome.done ? outcome.output : "(did not end)";
  }

  Instant start_ = *parse_instant("2026-11-23 10:00:00");
  EventQueue events_{start_};
  Switch switch_{events_, 1};
  NativeMachineFactory factory_{TLSCAM_BINARY_DIR "/bin/tlscam-camera"};
  std::unique_ptr<Camera> camera_;
};

}  // namespace tlscam
