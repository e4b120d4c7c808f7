#pragma once
#include <string>
#include <vector>

#include "sim/world/world.h"

namespace tlscam {

/// `CameraLoad` is what is measured: cameras with a script each, and the stretch of virtual time that counts.
/// The scripts prepare themselves before it begins.
struct CameraLoad {
  std::vector<SceneCamera> cameras;
  Duration begin;  ///< since the start
  Duration end;    ///< the latest possible end; earlier if all scripts have ended
};

/// `measure` returns the processor time of the scripts and the world in that stretch, in seconds. It ends the
/// program with a message if a script raised an exception or did not end, unless it may run on.
double measure(const CameraLoad& load, bool may_run_on, MachineFactory& factory);

/// `handshakes_in_pairs` makes half of `cameras` servers; each has one client that connects to it
/// `handshakes` times: mutual TLS with this certificate and key (DER), valid for the name "openmv".
CameraLoad handshakes_in_pairs(int cameras, int handshakes, const Bytes& certificate, const Bytes& key);

/// `idle_cameras` makes `cameras` that run `waiting` with the network up, for 10 s.
CameraLoad idle_cameras(int cameras, const std::string& waiting);

}  // namespace tlscam
