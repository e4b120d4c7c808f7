#pragma once
#include <string>

#include "sim/machine/machine.h"

namespace tlscam {

/// Runs cameras on an emulated Cortex-M7 (QEMU's model of Arm's MPS2+ board), as MachineKind::mcu. The
/// program is firmware/ports/mps2 for a world: it speaks camera_link.h through semihosting, over two pipes.
/// While the camera waits for its world the emulator stands still, so time is the world's here too, and a run
/// repeats byte for byte.
class QemuMachineFactory : public MachineFactory {
 public:
  /// `image` is the path of tlscam-camera-mcu-world.elf; `patience` as with NativeMachineFactory.
  explicit QemuMachineFactory(std::string image,
                              std::chrono::milliseconds patience = std::chrono::seconds(60));

  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override;

 private:
  std::string image_;
  std::chrono::milliseconds patience_;
};

}  // namespace tlscam
