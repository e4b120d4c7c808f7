#pragma once
#include <optional>
#include <string_view>

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

constexpr const char* name_of(MachineKind kind) {
  for (const MachineName& known : kMachineNames)
    if (known.value == kind) return known.name;
  return "";
}

/// Returns nothing for a name that no kind has.
constexpr std::optional<MachineKind> find_machine_kind(std::string_view name) {
  for (const MachineName& known : kMachineNames)
    if (known.name == name) return known.value;
  return std::nullopt;
}

}  // namespace tlscam
