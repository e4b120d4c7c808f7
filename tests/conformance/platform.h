#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/machine/machine.h"

namespace tlscam {

// What this program needs of the computer that it runs on: native_platform.cc, or wasm_platform.cc under
// Node.

/// Cameras of the kind that is tested. `camera`: natively tlscam-camera, or tlscam-camera-mcu-world.elf for
/// an emulated Cortex-M7; Node has its module already. `mcu`: natively that .elf again, for cameras that ask
/// for it by their MachineKind.
std::unique_ptr<MachineFactory> make_machines(const std::string& camera, const std::string& mcu);

struct ProgramCall {
  std::filesystem::path program;
  std::vector<std::string> words;        ///< argv, with the name
  std::vector<std::string> environment;  ///< "NAME=value", all of it
  std::filesystem::path folder;
};

/// Runs a program of this computer to its end and gives what it wrote on both of its streams. One that takes
/// longer than a minute is an error; its exit code is not looked at.
Result<std::string> output_of(const ProgramCall& call);

}  // namespace tlscam
