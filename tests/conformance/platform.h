#pragma once
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/machine/machine.h"

namespace tlscam {

// This program needs these functions from the computer that it runs on: native_platform.cc, or
// wasm_platform.cc under Node.

/// `make_machines` makes cameras of the kind that is tested. Natively `camera` is tlscam-camera, or
/// tlscam-camera-mcu-world.elf for an emulated Cortex-M7; Node has its module already. Natively `mcu` is that
/// .elf again, for cameras that ask for it by their MachineKind.
std::unique_ptr<MachineFactory> make_machines(const std::string& camera, const std::string& mcu);

struct ProgramCall {
  std::filesystem::path program;
  std::vector<std::string> words;        ///< argv, with the name
  std::vector<std::string> environment;  ///< "NAME=value", the whole environment
  std::filesystem::path folder;
};

/// `output_of` runs a program of this computer to its end and returns what it wrote on both of its streams. A
/// program that takes longer than a minute is an error; its exit code is ignored.
Result<std::string> output_of(const ProgramCall& call);

}  // namespace tlscam
