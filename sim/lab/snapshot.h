#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "sim/time/instant.h"

namespace tlscam {

/// A camera as a view shows it.
struct CameraSnapshot {
  std::string name;
  std::string model;
  std::string state;         ///< "off", "running", "crashed"
  std::string death;         ///< why it crashed; empty otherwise
  std::string address;       ///< what DHCP gave it; empty: none yet
  Instant clock;             ///< what its own clock says
  std::string waits;         ///< "waits in read() for end of file from cam2"; empty: it does not wait
  std::string script;        ///< "none", "running", "finished", "raised", "lost"
  std::string script_error;  ///< the traceback, or why it was lost
};

/// The world as a view shows it. A view keeps no more than the last one.
struct Snapshot {
  Instant now;  ///< true time
  std::vector<CameraSnapshot> cameras;
  std::uint64_t frames = 0;
  std::string frame_hash;  ///< SHA-256 over all frames and times so far
};

}  // namespace tlscam
