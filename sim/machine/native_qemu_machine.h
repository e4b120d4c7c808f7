#pragma once
#include <string>

#include "sim/machine/machine.h"

namespace tlscam {

/// Runs cameras on an emulated board: a Cortex-M7 (QEMU's model of Arm's MPS2+) as MachineKind::mcu, or a
/// Cortex-M55 (MPS3 with application note 547) as MachineKind::mcu_an547. The program is firmware/ports/mps2
/// for a world: it speaks camera_link.h through semihosting, over two pipes. While the camera waits for its
/// world the emulator stands still, so time is the world's here too, and a run repeats byte for byte.
class QemuMachineFactory : public MachineFactory {
 public:
  /// `kind`: which board; `image`: the path of its tlscam-camera-mcu-world.elf; `patience` as with
  /// NativeMachineFactory.
  QemuMachineFactory(MachineKind kind, std::string image,
                     std::chrono::milliseconds patience = std::chrono::seconds(60));

  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override;

 private:
  MachineKind kind_;
  std::string image_;
  std::chrono::milliseconds patience_;
};

}  // namespace tlscam
