#include "sim/lab/native_platform.h"

#include "sim/machine/native_machine.h"
#include "sim/workstation/native_runner.h"
#include "sim/world/native_outside.h"

namespace tlscam {
namespace {

class NativePlatform : public Platform {
 public:
  explicit NativePlatform(std::string camera_program) : machines_(std::move(camera_program)) {}

  MachineFactory& machines() override { return machines_; }

  std::unique_ptr<CommandRunner> runner(EventQueue& events, bool real_time,
                                        std::optional<std::uint64_t> seed) override {
    const auto waiting = real_time ? NativeRunner::Waiting::kRealTime : NativeRunner::Waiting::kHoldTime;
    return std::make_unique<NativeRunner>(events, waiting, seed);
  }

  Result<std::unique_ptr<Outside>> outside(World& world, const Scene& scene, OnProblem on_problem) override {
    auto outside = NativeOutside::create(world, scene, std::move(on_problem));
    if (!outside) return tl::unexpected(outside.error());
    return std::unique_ptr<Outside>(std::move(*outside));
  }

 private:
  NativeMachineFactory machines_;
};

}  // namespace

std::unique_ptr<Platform> native_platform(std::string camera_program) {
  return std::make_unique<NativePlatform>(std::move(camera_program));
}

}  // namespace tlscam
