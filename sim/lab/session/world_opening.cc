#include "sim/lab/session/world_opening.h"

#include <utility>

namespace tlscam {
namespace {

std::unique_ptr<CommandRunner> first_programs(const OpenWorld::Setup& setup, EventQueue& events) {
  const auto seed = setup.repeatable_keys ? std::optional(setup.scene.seed) : std::nullopt;
  return setup.platform->runner(events, false, seed, nullptr);
}

}  // namespace

WorldOpening::WorldOpening(OpenWorld::Setup setup)
    : events_(setup.scene.clock),
      programs_(first_programs(setup, events_)),
      task_(OpenWorld::open(events_, *programs_, std::move(setup))) {
  task_.start();
}

bool WorldOpening::look() {
  programs_->poll();
  while (!task_.done() && events_.next() != kNever) events_.run_until(events_.next());
  return task_.done();
}

bool WorldOpening::go_on(std::chrono::milliseconds most) {
  if (look()) return true;
  programs_->wait(most);
  return look();
}

}  // namespace tlscam
