#include "sim/desktop/panels/bench_panel.h"

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/model/capture_opening.h"
#include "sim/desktop/panels/panel_bar.h"
#include "sim/desktop/panels/splitter.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/bench.h"
#include "sim/words/desktop.h"
#include "sim/words/notice.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr std::size_t kLargestDropped = 16u << 20;  // bytes

std::string base_name_of(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

}  // namespace

BenchPanel::BenchPanel(Stage& stage)
    : stage_(stage), documents_(stage.desk), file_view_(documents_, scripts_) {
  stage.desk.on_output = [this](const std::string& camera, ByteView bytes) {
    // Output of another world is not mixed with what was.
    begin_world();
    if (!bytes.empty()) spoke_.insert(camera);
    console(camera).screen.write(bytes);
  };
  stage.desk.on_rewind = [this] {
    spoke_.clear();
    for (auto& [name, view] : consoles_) view->screen.clear();
  };
}

void BenchPanel::begin_world() {
  if (std::exchange(generation_, stage_.desk.generation()) == stage_.desk.generation()) return;
  consoles_.clear();
  spoke_.clear();
  files_.clear();
  changes_.clear();
  scripts_ = {};
  written_ = 0;
}

TerminalView& BenchPanel::console(const std::string& camera) {
  auto& view = consoles_[camera];
  if (view) return *view;
  view = std::make_unique<TerminalView>();
  if (camera.empty()) {
    view->on_keys = [this](Bytes keys) { stage_.desk.send(TerminalKeysCommand{std::move(keys)}); };
    view->on_width = [this](int columns) {
      stage_.desk.send(TerminalSizeCommand{static_cast<std::uint32_t>(columns), false});
    };
  } else {
    view->on_keys = [this, camera](Bytes keys) { stage_.desk.send(TypeCommand{camera, std::move(keys)}); };
  }
  return *view;
}

// The bench shows the place where something is done in the learner's sight, and the file that was written.
void BenchPanel::follow_performance(const Snapshot& snapshot) {
  if (!snapshot.performance) return;
  const PerformanceSnapshot& performance = *snapshot.performance;
  Selection& selection = stage_.desk.selection;
  const bool fresh = std::exchange(performance_, performance.number) != performance.number;
  if (fresh) {
    written_ = 0;
    performed_at_ = "?";
  }
  if (performance.goes_on && performance.camera && performed_at_ != *performance.camera) {
    performed_at_ = *performance.camera;
    selection.place = performed_at_;
  }
  if (written_ >= performance.written.size()) return;
  written_ = performance.written.size();
  documents_.refresh("");
  selection.place.clear();
  selection.file = FileAddress{"", performance.written.back()};
}

std::uint64_t BenchPanel::changes_of(const std::string& place) const {
  if (place.empty()) return stage_.desk.snapshot()->terminal.folder_changes;
  const CameraSnapshot* const camera = stage_.desk.camera(place);
  return camera ? camera->drive_changes * 4 + static_cast<std::uint64_t>(camera->state) : 0;
}

// Texts that are open follow their files, wherever they are looked at.
void BenchPanel::follow_files(Stage& stage) {
  std::vector<std::string> places = {""};
  for (const CameraSnapshot& camera : stage.desk.snapshot()->cameras) places.push_back(camera.name);
  for (const std::string& place : places) {
    const std::uint64_t changes = changes_of(place);
    if (std::exchange(changes_[place], changes) != changes) documents_.refresh(place);
  }
}

void BenchPanel::draw(Stage& stage) {
  Look& look = stage.look;
  Desk& desk = stage.desk;
  const Snapshot* const snapshot = desk.snapshot();
  if (!snapshot) return;
  begin_world();
  follow_performance(*snapshot);
  follow_files(stage);
  folder_acts_.look(stage);
  take_dropped(stage);
  panel_bar(
      stage, Area::bench,
      [&] {
        if (tab(look, words<"bench.workstation">(), desk.selection.place.empty())) {
          desk.selection.place.clear();
          console("").focus();
        }
        for (const CameraSnapshot& camera : snapshot->cameras) {
          ImGui::SameLine(0, 0);
          const Role role = role_of(desk, camera.name);
          if (tab(look, camera.name, desk.selection.place == camera.name,
                  role == Role::server ? Shape::square : Shape::circle, color_of(role))) {
            desk.selection.place = camera.name;
            console(camera.name).focus();
          }
        }
        if (stage.real_camera_shown) {
          ImGui::SameLine(0, 0);
          if (tab(look, words<"bench.real_camera">(), desk.selection.place == kRealPlace))
            desk.selection.place = kRealPlace;
        }
        ImGui::SameLine(0, look.px(2));
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (look.px(look.theme().tabs) - look.px(26)) / 2);
        if (icon_button(look, icon::plus, words<"bench.add_camera">())) add_.open(stage);
      },
      30,
      [&] {
        ImGui::SetCursorPosY(ImGui::GetCursorPosY() + (look.px(look.theme().tabs) - look.px(26)) / 2);
        if (icon_button(look, icon::save, words<"desktop.project">())) stage.project_open = true;
      });
  const CameraSnapshot* const camera = desk.camera(desk.selection.place);
  if (camera) {
    scripts_.camera = camera->name;
    draw_camera(stage, *camera);
  } else if (desk.selection.place == kRealPlace) {
    real_camera_.draw(stage);
  } else {
    desk.selection.place.clear();
    draw_workstation(stage);
  }
  real_camera_.poll(stage);
  if (std::exchange(stage.adds_camera, false)) add_.open(stage);
  if (!stage.removes_camera.empty()) remove_.open(stage, std::exchange(stage.removes_camera, ""));
  add_.draw(stage);
  remove_.draw(stage);
  project_.draw(stage);
}

// Files that are dropped onto the bench go to the place that it shows.
void BenchPanel::take_dropped(Stage& stage) {
  if (stage.dropped.empty() || !ImGui::IsWindowHovered(ImGuiHoveredFlags_ChildWindows)) return;
  Desk& desk = stage.desk;
  const std::string place = desk.camera(desk.selection.place) ? desk.selection.place : "";
  std::erase_if(stage.dropped, [&](const std::string& path) {
    if (is_capture(path)) return false;
    auto bytes = read_file(path, kLargestDropped);
    const std::string name = base_name_of(path);
    if (!bytes) {
      desk.notice(bytes.error() == std::errc::file_too_large
                      ? words<"desktop.file_too_large">({.file = path, .most = size_text(kLargestDropped)})
                      : path + ": " + bytes.error().message());
      return true;
    }
    desk.send(WriteFileCommand{place, name, std::move(*bytes)}, [&desk, name, place](Result<Nothing> done) {
      if (!done) return desk.notice(done.error().text);
      desk.notice(place.empty() ? words<"notice.copied_to_workstation">({.file = name})
                                : words<"notice.copied_to">({.file = name, .place = place}));
    });
    return true;
  });
}

void BenchPanel::draw_halves(Stage& stage, const std::string& place, const std::function<void()>& first) {
  Look& look = stage.look;
  DesktopSettings& settings = stage.settings;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const float side = std::floor(room.x * std::clamp(settings.side_width, 0.2f, 0.7f));
  const float x = at.x + room.x - side;
  ImGui::BeginChild("first", {room.x - side, room.y});
  first();
  ImGui::EndChild();
  ImGui::SetCursorScreenPos({x + 1, at.y});
  ImGui::BeginChild("second", {side - 1, room.y});
  const auto& file = stage.desk.selection.file;
  const std::uint64_t changes = changes_of(place);
  if (file && file->place == place) {
    file_view_.draw(stage, FileAddress(*file), changes);
  } else {
    auto& panel = files_.try_emplace(place, place).first->second;
    if (place.empty()) folder_acts_.add_to(panel, stage);
    panel.draw(stage, changes);
  }
  ImGui::EndChild();
  ImGui::GetWindowDrawList()->AddLine({x, at.y}, {x, at.y + room.y}, look.color(Color::line2));
  float width = side / look.scale();
  const float whole = room.x / look.scale();
  const bool let_go =
      splitter(look, "side width", {x, at.y}, room.y, true, -1, whole * 0.2f, whole * 0.7f, width);
  settings.side_width = width / std::max(whole, 1.0f);
  if (let_go) stage.settings_changed();
}

void BenchPanel::draw_workstation(Stage& stage) {
  folder_acts_.draw_trouble(stage);
  draw_halves(stage, "", [&] {
    const bool running = stage.desk.snapshot()->terminal.running;
    const float strip = running ? stage.look.px(38) : 0;
    ImGui::BeginChild("above", {0, ImGui::GetContentRegionAvail().y - strip});
    console("").draw(stage.look, words<"bench.terminal_name">());
    ImGui::EndChild();
    if (running) draw_running(stage);
  });
}

void BenchPanel::draw_running(Stage& stage) {
  Look& look = stage.look;
  hairline(look);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const std::string stop = words<"page.stop">();
  const float button_width = button_size(look, stop, {.icon = icon::stop, .small = true}).x;
  look.draw_icon({at.x + look.px(22), at.y + look.px(18)}, icon::waiting, 13, look.color(Color::soft));
  look.draw_elided({at.x + look.px(36), at.y + look.px(10)}, width - look.px(56) - button_width,
                   {Face::mono, TextSize::s, Color::soft}, stage.desk.snapshot()->terminal.command);
  ImGui::SetCursorScreenPos({at.x + width - button_width - look.px(10), at.y + look.px(5)});
  if (button(look, stop, {.icon = icon::stop, .small = true}))
    stage.desk.send(TerminalKeysCommand{Bytes{0x03}});
}

void BenchPanel::draw_off(Stage& stage, const CameraSnapshot& camera) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 room = ImGui::GetContentRegionAvail();
  const std::string is_off = words<"bench.is_off">({.camera = camera.name});
  const std::string power = words<"page.power">();
  const TextStyle soft = {Face::text, TextSize::sm, Color::soft};
  const ImVec2 extent = look.measure(soft, is_off);
  const ImVec2 size = button_size(look, power, {.icon = icon::power});
  const float y = at.y + std::max(look.px(10), (room.y - extent.y - size.y - look.px(12)) / 2);
  look.draw({at.x + (room.x - extent.x) / 2, y}, soft, is_off);
  ImGui::SetCursorScreenPos({at.x + (room.x - size.x) / 2, y + extent.y + look.px(12)});
  if (button(look, power, {.icon = icon::power})) stage.desk.send(PowerCommand{camera.name, true});
}

void BenchPanel::draw_camera(Stage& stage, const CameraSnapshot& camera) {
  if (head_.draw(stage, camera)) remove_.open(stage, camera.name);
  draw_halves(stage, camera.name, [&] {
    if (camera.state == CameraState::off && !spoke_.contains(camera.name)) return draw_off(stage, camera);
    console(camera.name).draw(stage.look, words<"bench.console_name">({.camera = camera.name}));
  });
}

}  // namespace tlscam
