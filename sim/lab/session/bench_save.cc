#include "sim/lab/session/bench_state.h"

namespace tlscam {
namespace {

constexpr std::uint8_t kErased = 0xff;

}  // namespace

Result<SavedWorld> Bench::State::perform(const SaveCommand&) {
  SavedWorld saved;
  saved.lesson = lesson_ ? lesson_->id : "";
  saved.seed = seed_;
  saved.true_time = world().events().true_time();
  auto files = all_files("");
  if (!files) return tl::unexpected(files.error());
  saved.workstation = std::move(*files);
  for (const auto& camera : world().cameras()) {
    SavedCamera& kept = saved.cameras.emplace_back();
    kept.name = camera->name();
    kept.model = camera->model().id;
    kept.number = camera->number();
    kept.powered = camera->state() == CameraState::running;
    kept.clock = camera->clock();
    // A drive that a camera is in the middle of writing may not be readable for the moment.
    auto drive = all_files(camera->name());
    if (!drive) return fail("the drive of {}: {}", camera->name(), drive.error().text);
    kept.drive = std::move(*drive);
    kept.rom = camera->rom();
    while (!kept.rom.empty() && kept.rom.back() == kErased) kept.rom.pop_back();
  }
  saved.services = services_;
  for (const NodeSnapshot& node : nodes()) {
    if (!node.link.empty()) saved.links.push_back({node.link, node.conditions});
  }
  if (lesson_run_) saved.progress = lesson_run_->to_json();
  return saved;
}

}  // namespace tlscam
