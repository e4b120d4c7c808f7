// The messages of a camera that has been taken over: the input is all that the first of two cameras says. The
// world goes on, and what the camera says of time never turns it back or stops it.
#include <algorithm>
#include <cstdlib>
#include <cstring>

#include "sim/machine/camera.h"
#include "sim/machine/linked_machine.h"

namespace {

using namespace tlscam;

/// It says what is in a text, and has died at its end.
class HostileMachine : public LinkedMachine {
 public:
  HostileMachine(const MachineBoot& boot, ByteView says) : LinkedMachine(boot_message(boot)), says_(says) {}

 private:
  bool send(ByteView) override { return true; }
  bool receive(void* data, std::size_t size) override {
    if (size > says_.size()) return false;
    if (size > 0) std::memcpy(data, says_.data(), size);
    says_ = says_.subspan(size);
    return true;
  }
  std::string death() override { return "has nothing more to say"; }

  ByteView says_;
};

class HostileMachines : public MachineFactory {
 public:
  explicit HostileMachines(ByteView says) : says_(says) {}
  Result<std::unique_ptr<Machine>> start(const MachineBoot& boot, SharedMemory&, SharedMemory&) override {
    // The text is said once, however often the camera resets itself.
    return std::make_unique<HostileMachine>(boot, std::exchange(says_, ByteView()));
  }

 private:
  ByteView says_;
};

const CameraModel kSmallModel{"small", "Small", "", 1, {16384}, Instant{}, 64u << 10, 4096, true, {}};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr int kMostEvents = 20'000;
  EventQueue events{Instant{}};
  Switch network(events, 1);
  HostileMachines machines({data, size});
  HostileMachines silent({});
  const RadioWorld radio{[] { return std::vector<camera_radio_network>{}; },
                         [](const std::string& ssid, const std::string&) {
                           // In a network of another camera, when the name says so.
                           return RadioWorld::Joined{
                               ssid.empty() ? CAMERA_RADIO_NO_NETWORK : CAMERA_RADIO_JOINED,
                               ssid.size() > 1 ? 7u : 0u};
                         },
                         [] {}};
  CameraSettings settings;
  settings.name = "hostile";
  settings.model = &kSmallModel;
  auto hostile = Camera::create(settings, network, machines, radio);
  settings.name = "other";
  settings.number = 1;
  auto other = Camera::create(settings, network, silent, radio);
  if (!hostile || !other || !(*hostile)->power_on() || !(*other)->power_on()) std::abort();
  const Instant end = events.now() + std::chrono::seconds(10);
  for (int i = 0; i < kMostEvents && events.step(end); ++i) {
    const Instant shown = (*hostile)->clock();
    if (shown < Instant{} || to_text(shown).empty()) std::abort();
  }
  return 0;
}
