#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/lab/view/wishes.h"
#include "sim/scene/scene.h"

namespace tlscam {

/// What a person asked `tlscam run` for, as typed. A scene file, the short form, or both: the options are
/// applied to the scene.
struct RunRequest {
  std::string scene_file;
  std::vector<std::string> cameras;        ///< NAME=SCRIPT.py, or NAME for a camera with its own main.py
  std::vector<std::string> puts;           ///< NAME:PATH=FILE
  std::vector<std::string> roms;           ///< NAME:PATH=FILE
  std::vector<std::string> camera_clocks;  ///< NAME=ISO
  std::vector<std::string> heaps;          ///< NAME=BYTES
  std::vector<std::string> models;         ///< NAME=MODEL
  std::vector<std::string> machines;       ///< NAME=KIND
  std::vector<std::string> bridges;        ///< 127.0.0.1:PORT=NAME:PORT[/udp]
  std::vector<std::string> reaches;        ///< NAME=127.0.0.1:PORT
  std::optional<std::string> clock;        ///< ISO, or "now"
  std::optional<std::uint64_t> seed;
  std::optional<std::string> run_for;
  std::optional<double> loss_percent;
  std::optional<double> delay_ms;
  std::optional<std::string> keep_flash;  ///< a folder
  bool real_time = false;
  bool trusted = false;  ///< the scene file may have what it wants
};

/// The scene that was asked for, and what its file wants of this computer, without what the person asked for
/// by the options beside it.
struct RequestedScene {
  Scene scene;
  std::vector<Wish> wishes;
};

/// Makes the scene. `now` is what --clock now means, and the date of a world without a scene file. Reads the
/// files that are named.
Result<RequestedScene> make_scene(const RunRequest& request, Instant now);

}  // namespace tlscam
