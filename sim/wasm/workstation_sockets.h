#pragma once
#include "sim/workstation/program_network.h"

namespace tlscam {

/// Sets the sockets that the exports for JavaScript (workstation_sockets.cc) work on; nullptr: none. They are
/// borrowed.
void set_workstation_sockets(ProgramNetwork* sockets);
ProgramNetwork* workstation_sockets();

}  // namespace tlscam
