#include "sim/desktop/panels/actions.h"

#include <fmt/format.h>

#include "sim/desktop/panels/world_clock.h"
#include "sim/words/about.h"
#include "sim/words/action.h"
#include "sim/words/bench.h"
#include "sim/words/desktop.h"
#include "sim/words/keys.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

void add_areas(Stage& stage, std::vector<Action>& all) {
  const auto add = [&](Area area, std::string label) {
    all.push_back({std::move(label), fmt::format("Alt-{}", static_cast<int>(area) + 1),
                   [&stage, area] { stage.to_area = area; }});
  };
  add(Area::lesson, words<"action.to_lesson">());
  add(Area::bench, words<"action.to_bench">());
  add(Area::network, words<"action.to_network">());
  add(Area::wire, words<"action.to_wire">());
}

void add_lessons(Stage& stage, std::vector<Action>& all) {
  Desk& desk = stage.desk;
  for (const LessonText& lesson : desk.course())
    all.push_back({words<"action.open_lesson">({.title = lesson.title}), "",
                   [&desk, id = lesson.id] { desk.open(id); }});
  all.push_back({words<"action.free_bench">(), "", [&desk] { desk.open(""); }});
}

void add_cameras(Stage& stage, const Snapshot& snapshot, std::vector<Action>& all) {
  Desk& desk = stage.desk;
  const auto add = [&](std::string label, auto command) {
    all.push_back({std::move(label), "", [&desk, command] { desk.send(command); }});
  };
  for (const CameraSnapshot& camera : snapshot.cameras) {
    const bool off = camera.state == CameraState::off;
    add(off ? words<"action.switch_on">({.camera = camera.name})
            : words<"action.switch_off">({.camera = camera.name}),
        PowerCommand{camera.name, off});
  }
  for (const CameraSnapshot& camera : snapshot.cameras)
    add(words<"action.reset">({.camera = camera.name}), ResetCommand{camera.name});
  for (const CameraSnapshot& camera : snapshot.cameras)
    add(words<"action.stop">({.camera = camera.name}), StopScriptCommand{camera.name});
}

void add_bench(Stage& stage, const Snapshot& snapshot, std::vector<Action>& all) {
  const auto at_bench = [&stage](auto act) {
    return [&stage, act] {
      stage.to_area = Area::bench;
      act();
    };
  };
  all.push_back({words<"bench.add_camera">(), "", at_bench([&stage] { stage.adds_camera = true; })});
  all.push_back({words<"bench.connect_real">(), "", at_bench([&stage] { stage.show_real_camera(); })});
  for (const CameraSnapshot& camera : snapshot.cameras)
    if (camera.removable)
      all.push_back({words<"bench.remove">({.camera = camera.name}), "",
                     at_bench([&stage, name = camera.name] { stage.removes_camera = name; })});
}

void add_exchange(Stage& stage, const Snapshot& snapshot, std::vector<Action>& all) {
  all.push_back({words<"action.share">(), "", [&stage] { stage.share_open = true; }});
  const auto project = [&stage] {
    stage.to_area = Area::bench;
    stage.project_open = true;
  };
  all.push_back({words<"action.export">(), "", project});
  all.push_back({words<"action.import">(), "", project});
  all.push_back({words<"action.save_capture">(), "", [&stage] { stage.exports->save_capture(); }});
  for (const CameraSnapshot& camera : snapshot.cameras)
    all.push_back({words<"desktop.save_drive">({.camera = camera.name}), "",
                   [&stage, name = camera.name] { stage.exports->save_files(name); }});
  all.push_back({words<"desktop.save_workstation">(), "", [&stage] { stage.exports->save_files(""); }});
}

void add_time(Stage& stage, std::vector<Action>& all) {
  Desk& desk = stage.desk;
  const auto run_to = [&desk](StepGoal goal) { desk.send(RunToCommand{goal, "", {}}); };
  all.push_back({words<"action.jump_next">(), "", [&stage] { jump_to_next(stage); }});
  all.push_back({words<"action.pause">(), words<"keys.space">(), [&desk] { toggle_pause(desk); }});
  all.push_back({words<"action.step">(), ".", [&desk] { desk.send(StepCommand{}); }});
  all.push_back({words<"action.step_back">(), ",", [&desk] { desk.step_back(); }});
  all.push_back({words<"action.step_frame">(), "", [&desk] { desk.send(StepCommand{StepUnit::frame}); }});
  all.push_back({words<"action.to_alert">(), "", [run_to] { run_to(StepGoal::alert); }});
  all.push_back({words<"action.to_handshake_end">(), "", [run_to] { run_to(StepGoal::handshake_done); }});
}

void add_window(Stage& stage, std::vector<Action>& all) {
  DesktopSettings& settings = stage.settings;
  all.push_back({words<"action.cards">(), "", [&stage] { stage.cards_open = true; }});
  all.push_back({words<"page.course">(), "", [&stage] { stage.course_open = true; }});
  all.push_back({words<"action.theme">(), "", [&stage, &settings] {
                   settings.theme = static_cast<ThemeChoice>((static_cast<int>(settings.theme) + 1) % 3);
                   stage.settings_changed();
                 }});
  all.push_back({settings.single_keys ? words<"action.single_keys_off">() : words<"action.single_keys_on">(),
                 "", [&stage, &settings] {
                   settings.single_keys = !settings.single_keys;
                   stage.settings_changed();
                 }});
  all.push_back({words<"action.reset_layout">(), "", [&stage] { reset_layout(stage); }});
  all.push_back({words<"about.title">(), "", [&stage] { stage.about_open = true; }});
  all.push_back({words<"page.keys">(), "?", [&stage] { stage.keys_open = true; }});
}

}  // namespace

std::vector<Action> actions_of(Stage& stage) {
  std::vector<Action> all;
  add_areas(stage, all);
  add_lessons(stage, all);
  if (const Snapshot* const snapshot = stage.desk.snapshot()) {
    add_cameras(stage, *snapshot, all);
    add_bench(stage, *snapshot, all);
    add_time(stage, all);
    add_exchange(stage, *snapshot, all);
  }
  add_window(stage, all);
  return all;
}

void reset_layout(Stage& stage) {
  const DesktopSettings usual;
  stage.settings.lesson_width = usual.lesson_width;
  stage.settings.network_width = usual.network_width;
  stage.settings.wire_height = usual.wire_height;
  stage.lesson_collapsed = stage.network_collapsed = stage.wire_collapsed = false;
  stage.maximised.reset();
  stage.settings_changed();
}

}  // namespace tlscam
