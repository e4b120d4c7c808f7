#pragma once
#include <string>

#include "sim/machine/machine.h"
#include "sim/machine/native_patience.h"

namespace tlscam {

/// `EmulatedBoard` is a board of Arm that QEMU has a model of.
struct EmulatedBoard {
  const char* emulated;  ///< its name in QEMU and for ./run mcu --board
  const char* core;
};
inline constexpr EmulatedBoard kCortexM7Board{"mps2-an500", "Cortex-M7"};    ///< MachineKind::mcu
inline constexpr EmulatedBoard kCortexM55Board{"mps3-an547", "Cortex-M55"};  ///< MachineKind::mcu_an547

/// Runs cameras on an emulated board. The program is firmware/ports/mps2 for a world: it speaks camera_link.h
/// through semihosting, over two pipes. While the camera waits for its world the emulator stands still, so
/// time is the world's here too, and a run repeats byte for byte.
class QemuMachineFactory : public MachineFactory {
 public:
  /// `image`: the path of the board's tlscam-camera-mcu-world.elf; `patience` as with NativeMachineFactory.
  QemuMachineFactory(const EmulatedBoard& board, std::string image,
                     Patience patience = Patience(std::chrono::seconds(60)));

  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory& drive,
                                         SharedMemory& rom) override;

 private:
  EmulatedBoard board_;
  std::string image_;
  Patience patience_;
};

}  // namespace tlscam
