#include "sim/machine/native_machines.h"
#include "sim/workstation/native_process.h"
#include "tests/conformance/platform.h"

namespace tlscam {

std::unique_ptr<MachineFactory> make_machines(const std::string& camera, const std::string& mcu) {
  if (camera.ends_with(".elf")) {
    // The camera is recognized by the folder that its preset builds into.
    const bool second = camera.find("/mcu-an547/") != camera.npos;
    return std::make_unique<QemuMachineFactory>(second ? kCortexM55Board : kCortexM7Board, camera);
  }
  return std::make_unique<NativeMachines>(camera, mcu, "");
}

Result<std::string> output_of(const ProgramCall& call) {
  Process::Options options;
  options.program = call.program;
  options.words = call.words;
  options.environment = call.environment;
  options.folder = call.folder;
  options.merge = true;
  options.limit = 60;
  auto process = Process::start(options);
  if (!process) return tl::unexpected(process.error());
  std::string output;
  const auto take = [&](ByteView bytes) { output += as_text(bytes); };
  while (process->poll(take, take)) process->wait(std::chrono::milliseconds(100));
  if (process->timed_out())
    return fail("{} did not end within {} s", options.program.string(), options.limit);
  return output;
}

}  // namespace tlscam
