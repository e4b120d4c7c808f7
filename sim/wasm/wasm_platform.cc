#include "sim/wasm/wasm_platform.h"

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "sim/lab/protocol/json_codec.h"
#include "sim/machine/wasm_machine.h"
#include "sim/wasm/workstation_sockets.h"
#include "sim/workstation/wasm_runner.h"
#include "sim/world/workstation_sockets.h"

extern "C" {
// Implemented in JavaScript.

/// The labels of the copies that are there, as a JSON list of texts that tlscam_copy_label() has given, the
/// oldest first; to be freed.
char* tlscam_copies();
/// Puts a copy in place when the present call has returned. `past` is good during the call.
void tlscam_restore_copy(std::size_t copy, const char* past, std::size_t size);
}

namespace tlscam {
namespace {

constexpr const char* kNoPrograms =
    "a page has no real programs to bridge to; use the command line or the window for that";

// Ends before the world does, as the sockets have to. The page's programs are on the network of the world
// that goes on: a new world is made while the one before it is still there.
class WasmOutside : public Outside {
 public:
  explicit WasmOutside(World& world) : sockets_(world) {}
  ~WasmOutside() override {
    if (workstation_sockets() == &sockets_) set_workstation_sockets(nullptr);
  }

  void wait(std::chrono::microseconds, int) override { set_workstation_sockets(&sockets_); }
  bool is_bridged() const override { return false; }
  bool is_busy() const override { return false; }
  ProgramNetwork& network() override { return sockets_; }

  const std::vector<SceneBridge>& bridges() const override { return bridges_; }
  const std::vector<SceneReach>& reaches() const override { return reaches_; }
  Result<SceneBridge> expose(const SceneBridge&) override { return fail("{}", kNoPrograms); }
  Result<void> hide(const LoopbackEndpoint&, SceneProtocol) override { return fail("{}", kNoPrograms); }
  Result<void> reach(const SceneReach&) override { return fail("{}", kNoPrograms); }
  Result<void> leave(const std::string&) override { return fail("{}", kNoPrograms); }
  const std::string& last_problem() const override { return no_problem_; }

 private:
  WorkstationSockets sockets_;
  std::vector<SceneBridge> bridges_;  // none, ever
  std::vector<SceneReach> reaches_;
  std::string no_problem_;
};

// Made by the worker of the page, between two of its calls.
class PageCopies : public WorldCopies {
 public:
  std::vector<CopyLabel> labels() override {
    char* const text = tlscam_copies();
    std::vector<CopyLabel> labels;
    const auto read = from_json(nlohmann::json::parse(text, nullptr, false), "copies", labels);
    std::free(text);
    return read ? labels : std::vector<CopyLabel>{};
  }

  void restore(std::size_t copy, const std::string& past) override {
    tlscam_restore_copy(copy, past.data(), past.size());
  }
};

class WasmPlatform : public Platform {
 public:
  MachineFactory& machines() override { return machines_; }

  std::unique_ptr<CommandRunner> runner(EventQueue& events, bool, std::optional<std::uint64_t> seed,
                                        ProgramNetwork*) override {
    return std::make_unique<WasmRunner>(events, seed);
  }

  Result<std::unique_ptr<Outside>> outside(World& world, const Scene& scene, OnProblem) override {
    if (!scene.bridges.empty() || !scene.reaches.empty()) return fail("{}", kNoPrograms);
    return std::make_unique<WasmOutside>(world);
  }

  WorldCopies* copies() override { return &copies_; }

 private:
  WasmMachineFactory machines_;
  PageCopies copies_;
};

}  // namespace

std::unique_ptr<Platform> wasm_platform() {
  return std::make_unique<WasmPlatform>();
}

}  // namespace tlscam
