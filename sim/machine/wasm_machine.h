#pragma once
#include "sim/machine/machine.h"

// These functions are given by the JavaScript around the world (sim/wasm/host_library.js hands these to
// web/src/worker/camera). Bytes are messages of camera_link.h.
extern "C" {

/// Makes the camera `machine`, which people know by `name`, and gives it its first message. Drive and ROM
/// stay where they are, in the world's memory, until the camera is stopped. 0, or another number when the
/// camera cannot be made: tlscam_machine_death() says why.
int tlscam_machine_start(int machine, const char* name, const std::uint8_t* boot, std::size_t boot_size,
                         std::uint8_t* drive, std::size_t drive_size, std::uint8_t* rom,
                         std::size_t rom_size);

/// Lets the camera take the events and run until it waits or resets. Returns what it says, in memory from
/// malloc() that is the caller's, and its size; null when the camera has died.
std::uint8_t* tlscam_machine_turn(int machine, const std::uint8_t* events, std::size_t events_size,
                                  std::size_t* messages_size);

/// Ends the camera. No effect when there is none.
void tlscam_machine_stop(int machine);

/// Why the camera has died or was not made: a text that ends with 0, from malloc(), the caller's. Null when
/// nothing is known.
char* tlscam_machine_death(int machine);

}  // extern "C"

namespace tlscam {

/// Runs cameras as instances of tlscam-camera.wasm beside the world's own.
class WasmMachineFactory : public MachineFactory {
 public:
  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override;
};

}  // namespace tlscam
