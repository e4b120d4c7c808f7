#pragma once
#include <string>

#include "sim/mystery/mystery_run.h"

namespace tlscam {

/// `MysteryObserved` is what the world shows of the newest connection from the mystery's client to its
/// server.
struct MysteryObserved {
  bool connected = false;    ///< there is one, to the right port
  bool established = false;  ///< its handshake is complete
  bool answered = false;     ///< data went both ways
  std::string asked;         ///< the name that the client asked for
  bool server_proved = false, client_proved = false;
  MysteryKeys keys;                           ///< those in the certificates that the ends have verified
  Duration client_clock{0}, server_clock{0};  ///< how far they are from true time
};

/// `why_not_repaired` says in words what is still missing, or what has been weakened; empty: the setup is as
/// it is meant to be.
std::string why_not_repaired(const MysteryRun& run, const MysteryObserved& observed);

}  // namespace tlscam
