// This plays a scene and prints every frame that a tap sees, for tests that read real bytes:
//   record_frames assets/scenes/first-handshake/world.json > tests/golden/frames/first-handshake.txt
// A line is one event: microseconds since 1970 of the sending, microseconds until it arrives ("-" if it does
// not), the link, the direction ("from" or "to" its node), the fate, and the frame in hexadecimal.
#include <fmt/format.h>

#include <chrono>
#include <filesystem>

#include "sim/base/hex.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session_state.h"
#include "sim/scene/scene_json.h"

namespace tlscam {
namespace {

std::string_view name_of(Fate fate) {
  switch (fate) {
    case Fate::delivered:
      return "delivered";
    case Fate::lost:
      return "lost";
    case Fate::link_down:
      return "down";
  }
  return "";
}

void print(const TapEvent& event) {
  const std::string travel =
      event.arrives_at == kNever ? "-" : fmt::format("{}", (event.arrives_at - event.sent_at).count());
  fmt::print("{} {} {} {} {} {}\n", event.sent_at.time_since_epoch().count(), travel, event.link,
             event.direction == Direction::from_node ? "from" : "to", name_of(event.fate),
             to_hex(event.frame));
}

int record(const std::string& path, const std::string& camera_program) {
  auto scene = load_scene(path, std::chrono::floor<Duration>(std::chrono::system_clock::now()));
  if (!scene) {
    fmt::print(stderr, "{}\n", scene.error().text);
    return 2;
  }
  Session::Options options;
  options.platform = [&] { return native_platform(camera_program); };
  options.repeatable_keys = true;
  options.listeners.on_line = [](const std::string& camera, Instant, std::string_view line) {
    fmt::print(stderr, "{}| {}\n", camera, line);
  };
  Session session(std::move(options));
  if (auto opened = session.open(std::move(*scene)); !opened) {
    fmt::print(stderr, "{}\n", opened.error().text);
    return 2;
  }
  session.state().world().network().add_tap(print);
  return session.run() == RunEnd::scripts_ended ? 0 : 3;
}

}  // namespace
}  // namespace tlscam

int main(int count, char** arguments) {
  if (count != 2) {
    fmt::print(stderr, "record_frames WORLD.json\n");
    return 2;
  }
  const auto beside = std::filesystem::path(arguments[0]).parent_path() / "tlscam-camera";
  return tlscam::record(arguments[1], beside.string());
}
