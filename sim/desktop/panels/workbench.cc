#include "sim/desktop/panels/workbench.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/about.h"
#include "sim/desktop/panels/course_list.h"
#include "sim/desktop/panels/key_list.h"
#include "sim/desktop/panels/keys.h"
#include "sim/desktop/panels/panel_bar.h"
#include "sim/desktop/panels/splitter.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr float kNarrow = 1100;  // CSS pixels: below this the areas are tabs
constexpr float kCollapsed = 30;
constexpr std::array kAreas = {Area::lesson, Area::bench, Area::network, Area::wire};
constexpr std::array<const char*, 4> kAreaIds = {"lesson", "bench", "network", "wire"};

const char* id_of(Area area) {
  return kAreaIds[static_cast<std::size_t>(area)];
}

}  // namespace

Workbench::Workbench(Stage& stage, const Glossary* glossary)
    : stage_(stage), lesson_(glossary), bench_(stage) {}

void Workbench::draw() {
  Look& look = stage_.look;
  look.seen.begin_frame();
  if (std::any_of(stage_.dropped.begin(), stage_.dropped.end(), is_capture)) show(Area::wire);
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos({0, 0});
  ImGui::SetNextWindowSize(viewport.Size);
  ImGui::Begin("window", nullptr,
               ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings |
                   ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollWithMouse);
  look.seen.set_area("bar");
  top_bar_.draw(stage_);
  const float bar = look.px(look.theme().bar);
  draw_areas({0, bar}, {viewport.Size.x, viewport.Size.y - bar});
  ImGui::End();
  top_bar_.draw_clock(stage_);
  draw_course_list(stage_);
  palette_.draw(stage_);
  share_.draw(stage_);
  cards_.draw(stage_);
  draw_key_list(stage_);
  draw_about(stage_);
  draw_notices(stage_);
  take_keys(stage_);
  keep_finished(stage_);
  stage_.dropped.clear();
}

void Workbench::draw_areas(ImVec2 at, ImVec2 size) {
  Look& look = stage_.look;
  DesktopSettings& settings = stage_.settings;
  if (stage_.to_area) show(*stage_.to_area);
  if (size.x < look.px(kNarrow) && !stage_.maximised) stage_.maximised = Area::lesson;
  if (size.x < look.px(kNarrow)) {
    ImGui::SetCursorScreenPos(at);
    for (const Area area : kAreas) {
      if (tab(look, name_of(area), stage_.maximised == area)) stage_.maximised = area;
      ImGui::SameLine(0, 0);
    }
    const float tabs = look.px(look.theme().tabs);
    return draw_area(*stage_.maximised, at + ImVec2(0, tabs), size - ImVec2(0, tabs));
  }
  if (stage_.maximised) return draw_area(*stage_.maximised, at, size);

  const float lesson = look.px(stage_.lesson_collapsed
                                   ? kCollapsed
                                   : std::clamp(settings.lesson_width, 280.0f, size.x / look.scale() * 0.5f));
  const float network = look.px(
      stage_.network_collapsed ? kCollapsed
                               : std::clamp(settings.network_width, 220.0f, size.x / look.scale() * 0.4f));
  const float wire = stage_.wire_collapsed
                         ? look.px(look.theme().tabs)
                         : std::floor(size.y * std::clamp(settings.wire_height, 0.15f, 0.85f));
  const float top = size.y - wire;
  draw_area(Area::lesson, at, {lesson, size.y});
  draw_area(Area::bench, at + ImVec2(lesson, 0), {size.x - lesson - network, top});
  draw_area(Area::network, at + ImVec2(size.x - network, 0), {network, top});
  draw_area(Area::wire, at + ImVec2(lesson, top), {size.x - lesson, wire});

  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImU32 line = look.color(Color::line);
  list->AddLine(at + ImVec2(lesson, 0), at + ImVec2(lesson, size.y), line);
  list->AddLine(at + ImVec2(size.x - network, 0), at + ImVec2(size.x - network, top), line);
  list->AddLine(at + ImVec2(lesson, top), at + ImVec2(size.x, top), line);
  bool moved = false;
  if (!stage_.lesson_collapsed)
    moved |= splitter(look, "lesson width", at + ImVec2(lesson, 0), size.y, true, 1, 280,
                      size.x / look.scale() * 0.5f, settings.lesson_width);
  if (!stage_.network_collapsed)
    moved |= splitter(look, "network width", at + ImVec2(size.x - network, 0), top, true, -1, 220,
                      size.x / look.scale() * 0.4f, settings.network_width);
  if (!stage_.wire_collapsed) {
    float height = wire / look.scale();
    const bool let_go = splitter(look, "wire height", at + ImVec2(lesson, top), size.x - lesson, false, -1,
                                 80, size.y / look.scale() - 80, height);
    settings.wire_height = height * look.scale() / size.y;
    moved |= let_go;
  }
  if (moved) stage_.settings_changed();
}

void Workbench::show(Area area) {
  if (stage_.maximised) stage_.maximised = area;
  if (area == Area::lesson) stage_.lesson_collapsed = false;
  if (area == Area::network) stage_.network_collapsed = false;
  if (area == Area::wire) stage_.wire_collapsed = false;
}

void Workbench::draw_collapsed(Area area, ImVec2 at) {
  Look& look = stage_.look;
  ImGui::SetCursorScreenPos(at + ImVec2(look.px(2), look.px(6)));
  const std::string name = words<"page.open_area">({.area = name_of(area)});
  bool& collapsed = area == Area::lesson    ? stage_.lesson_collapsed
                    : area == Area::network ? stage_.network_collapsed
                                            : stage_.wire_collapsed;
  const Icon sign = area == Area::lesson    ? icon::chevron_right
                    : area == Area::network ? icon::chevron_left
                                            : icon::chevron_up;
  if (icon_button(look, sign, name)) collapsed = false;
  if (area == Area::wire) {
    ImGui::SameLine(0, look.px(4));
    look.draw(ImGui::GetCursorScreenPos() + ImVec2(0, look.px(5)), {Face::text, TextSize::sm, Color::soft},
              name_of(area));
  }
}

void Workbench::draw_area(Area area, ImVec2 at, ImVec2 size) {
  Look& look = stage_.look;
  ImGui::SetCursorScreenPos(at);
  if (stage_.to_area == area) {
    ImGui::SetNextWindowFocus();
    stage_.to_area.reset();
  }
  ImGui::BeginChild(id_of(area), size, 0, ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  look.seen.set_area(id_of(area));
  if (ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows)) stage_.area = area;
  const bool collapsed = stage_.maximised != area && ((area == Area::lesson && stage_.lesson_collapsed) ||
                                                      (area == Area::network && stage_.network_collapsed) ||
                                                      (area == Area::wire && stage_.wire_collapsed));
  if (collapsed) {
    draw_collapsed(area, at);
  } else {
    switch (area) {
      case Area::lesson:
        lesson_.draw(stage_);
        break;
      case Area::bench:
        bench_.draw(stage_);
        break;
      case Area::network:
        network_.draw(stage_);
        break;
      case Area::wire:
        wire_.draw(stage_);
        break;
    }
  }
  ImGui::EndChild();
}

}  // namespace tlscam
