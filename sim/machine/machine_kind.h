#pragma once

namespace tlscam {

/// MachineKind says what runs a camera's firmware: what the world runs on by itself (a process natively, a
/// WebAssembly instance in the page), or an emulated microcontroller.
enum class MachineKind { usual, mcu, mcu_an547 };

/// MachineName is how a scene and `--machine` call a kind.
struct MachineName {
  const char* name;
  MachineKind value;
};
inline constexpr MachineName kMachineNames[] = {
    {"usual", MachineKind::usual}, {"mcu", MachineKind::mcu}, {"mcu-an547", MachineKind::mcu_an547}};

}  // namespace tlscam
