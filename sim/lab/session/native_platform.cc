#include "sim/lab/session/native_platform.h"

#include <filesystem>

#include "sim/base/native_seccomp.h"
#include "sim/machine/native_machines.h"
#include "sim/workstation/native_confinement.h"
#include "sim/workstation/native_runner.h"
#include "sim/world/native_outside.h"

namespace tlscam {
namespace {

// The firmware for an emulated board is built into a folder of its own, beside the one of this program.
std::string mcu_image(const std::filesystem::path& camera_program, const char* folder) {
  const auto build = camera_program.parent_path().parent_path().parent_path();
  return (build / folder / "bin" / "tlscam-camera-mcu-world.elf").string();
}

class NativePlatform : public Platform {
 public:
  NativePlatform(const std::string& camera_program, const std::atomic<bool>* interrupted)
      : machines_(camera_program, mcu_image(camera_program, "mcu"), mcu_image(camera_program, "mcu-an547"),
                  interrupted),
        shim_(std::filesystem::path(camera_program).replace_filename("libtlscam-world-shim.so").string()) {}

  MachineFactory& machines() override { return machines_; }

  std::unique_ptr<CommandRunner> runner(EventQueue& events, bool real_time, std::optional<std::uint64_t> seed,
                                        ProgramNetwork* network) override {
    const auto waiting = real_time ? NativeRunner::Waiting::kRealTime : NativeRunner::Waiting::kHoldTime;
    return std::make_unique<NativeRunner>(
        events, NativeRunner::Options{.waiting = waiting, .seed = seed, .shim = shim_, .network = network});
  }

  Result<std::unique_ptr<Outside>> outside(World& world, const Scene& scene, OnProblem on_problem) override {
    auto outside = NativeOutside::create(world, scene, std::move(on_problem));
    if (!outside) return tl::unexpected(outside.error());
    return std::unique_ptr<Outside>(std::move(*outside));
  }

 private:
  NativeMachines machines_;
  const std::string shim_;  // it lies beside the camera
};

}  // namespace

std::unique_ptr<Platform> native_platform(const std::string& camera_program,
                                          const std::atomic<bool>* interrupted) {
  return std::make_unique<NativePlatform>(camera_program, interrupted);
}

std::string why_cameras_are_not_confined() {
  return seccomp_gap();
}

std::string why_programs_are_not_confined() {
  return ProgramConfinement::gap();
}

}  // namespace tlscam
