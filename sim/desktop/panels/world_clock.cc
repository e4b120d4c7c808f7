#include "sim/desktop/panels/world_clock.h"

#include <algorithm>
#include <chrono>

#include "sim/words/notice.h"

namespace tlscam {
namespace {

using namespace std::chrono;

constexpr Duration kBehind = 1s;  // an event has its effect right behind it

}  // namespace

const Instant kClockBegin = sys_days(2013y / January / 1);
const Instant kClockEnd = sys_days(2038y / January / 19);

void refresh_dates(Stage& stage) {
  const Snapshot* const snapshot = stage.desk.snapshot();
  // In a mystery the dates are evidence, which costs points: nobody has asked for it here.
  if (!snapshot || snapshot->mystery) return stage.dates.clear();
  std::uint64_t changes = stage.desk.generation() * 1000003 + snapshot->terminal.folder_changes;
  for (const CameraSnapshot& camera : snapshot->cameras) changes = changes * 31 + camera.drive_changes;
  if (std::exchange(stage.dates_of, changes) == changes) return;
  stage.desk.send(CertificateEventsCommand{}, [&stage](Result<std::vector<CertificateEvent>> events) {
    if (events) stage.dates = std::move(*events);
  });
}

void leap(Stage& stage, Instant true_time) {
  Desk& desk = stage.desk;
  const Snapshot* const snapshot = desk.snapshot();
  if (!snapshot) return;
  const Duration by = true_time - snapshot->true_time;
  desk.send(SetClockCommand{true_time}, [&desk, by, true_time](Result<Nothing> reply) {
    if (!reply) return desk.notice(reply.error().text);
    desk.offer(words<"notice.jumped">({.time = to_text(true_time)}), words<"notice.jump_back">(),
               [&desk, by] {
                 if (const Snapshot* const now = desk.snapshot())
                   desk.send(SetClockCommand{now->true_time - by});
               });
  });
}

void jump_to_next(Stage& stage) {
  Desk& desk = stage.desk;
  const Snapshot* const snapshot = desk.snapshot();
  if (!snapshot) return;
  const auto next = std::ranges::find_if(
      stage.dates, [&](const CertificateEvent& event) { return event.at > snapshot->true_time; });
  if (next == stage.dates.end()) return desk.notice(words<"notice.no_certificate_event">());
  leap(stage, next->at + kBehind);
}

void toggle_pause(Desk& desk) {
  if (const Snapshot* const snapshot = desk.snapshot())
    desk.send(SetPaceCommand{!snapshot->paused, snapshot->pace});
}

}  // namespace tlscam
