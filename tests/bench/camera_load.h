#pragma once
#include <string>
#include <vector>

#include "sim/world/world.h"

namespace tlscam {

/// What is measured: cameras with a script each, and the stretch of virtual time that counts. The scripts
/// prepare themselves before it begins.
struct CameraLoad {
  std::vector<SceneCamera> cameras;
  Duration begin;  ///< since the start
  Duration end;    ///< the latest end; earlier, when all scripts have ended
};

/// The scripts' and the world's processor time in that stretch, in seconds. Ends the program with a message
/// when a script raised or did not end, unless it may run on.
double measure(const CameraLoad& load, bool may_run_on, MachineFactory& factory);

/// Half of `cameras` are servers, and each has one client that connects to it `handshakes` times: mutual TLS
/// with this certificate and key (DER), valid for the name "openmv".
CameraLoad handshakes_in_pairs(int cameras, int handshakes, const Bytes& certificate, const Bytes& key);

/// `cameras` that run `waiting` with the network up, for 10 s.
CameraLoad idle_cameras(int cameras, const std::string& waiting);

}  // namespace tlscam
