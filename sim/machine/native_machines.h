#pragma once
#include <string>

#include "sim/machine/native_machine.h"
#include "sim/machine/native_qemu_machine.h"

namespace tlscam {

/// Every kind of machine that this computer can run: MachineBoot says which one is wanted.
class NativeMachines : public MachineFactory {
 public:
  /// `camera_program`: tlscam-camera; `mcu_image` and `mcu_an547_image`: tlscam-camera-mcu-world.elf of
  /// each emulated board, which need not be there before somebody wants it. `interrupted` as with Patience.
  NativeMachines(const std::string& camera_program, const std::string& mcu_image,
                 const std::string& mcu_an547_image, const std::atomic<bool>* interrupted = nullptr)
      : processes_(camera_program, Patience(std::chrono::seconds(30), interrupted)),
        cortex_m7_(kCortexM7Board, mcu_image, Patience(std::chrono::seconds(60), interrupted)),
        cortex_m55_(kCortexM55Board, mcu_an547_image, Patience(std::chrono::seconds(60), interrupted)) {}

  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override {
    switch (boot.kind) {
      case MachineKind::mcu:
        return cortex_m7_.start(boot, drive, rom);
      case MachineKind::mcu_an547:
        return cortex_m55_.start(boot, drive, rom);
      case MachineKind::usual:
        break;
    }
    return processes_.start(boot, drive, rom);
  }

 private:
  NativeMachineFactory processes_;
  QemuMachineFactory cortex_m7_;
  QemuMachineFactory cortex_m55_;
};

}  // namespace tlscam
