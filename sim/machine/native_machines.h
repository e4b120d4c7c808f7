#pragma once
#include <string>

#include "sim/machine/native_machine.h"
#include "sim/machine/native_qemu_machine.h"

namespace tlscam {

/// Every kind of machine that this computer can run: MachineBoot says which one is wanted.
class NativeMachines : public MachineFactory {
 public:
  /// `camera_program`: tlscam-camera; `mcu_image`: tlscam-camera-mcu-world.elf, which need not be there
  /// before somebody wants it.
  NativeMachines(const std::string& camera_program, const std::string& mcu_image)
      : processes_(camera_program), emulators_(mcu_image) {}

  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override {
    if (boot.kind == MachineKind::mcu) return emulators_.start(boot, drive, rom);
    return processes_.start(boot, drive, rom);
  }

 private:
  NativeMachineFactory processes_;
  QemuMachineFactory emulators_;
};

}  // namespace tlscam
