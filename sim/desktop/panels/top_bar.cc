#include "sim/desktop/panels/top_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/world_clock.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/clock.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

using namespace std::chrono;

constexpr std::array kYears = {2013y, 2018y, 2023y, 2028y, 2033y};

float place_of(Instant instant) {
  const auto part = static_cast<float>(static_cast<double>((instant - kClockBegin).count()) /
                                       static_cast<double>((kClockEnd - kClockBegin).count()));
  return std::clamp(part, 0.0f, 1.0f);
}

Instant instant_at(float place) {
  return kClockBegin +
         Duration(static_cast<std::int64_t>(static_cast<double>((kClockEnd - kClockBegin).count()) *
                                            static_cast<double>(std::clamp(place, 0.0f, 1.0f))));
}

std::string date_text(Instant instant) {
  return to_text(instant).substr(0, 10);
}

bool is_right(Instant clock, Instant truth) {
  return std::abs(duration_cast<seconds>(clock - truth).count()) <= 2;
}

}  // namespace

void TopBar::draw(Stage& stage) {
  Look& look = stage.look;
  refresh_dates(stage);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = look.px(look.theme().bar);
  const float middle = at.y + height / 2;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImVec2 sign = {at.x + look.px(28), middle};
  list->AddCircle(sign, look.px(8.5f), look.color(Color::ink), 32, look.px(2));
  list->AddCircleFilled(sign, look.px(4), look.color(Color::brand), 24);
  const TextStyle brand = {Face::title, TextSize::l, Color::ink};
  look.draw({at.x + look.px(46), middle - look.measure(brand, "tlscam").y / 2}, brand, "tlscam");

  const LessonText* const lesson = stage.desk.lesson();
  const std::string title = lesson ? fmt::format("{} {}", stage.desk.lesson_place() + 1, lesson->title)
                                   : words<"page.free_bench">();
  const TextStyle soft = {Face::text, TextSize::sm, Color::soft};
  const TextStyle strong = {Face::strong, TextSize::sm, Color::ink};
  const std::string course = words<"page.course">();
  const float course_x = at.x + look.px(122);
  const float course_width = look.measure(soft, course).x;
  const float title_x = course_x + course_width + look.px(26);
  const float title_width = std::min(look.measure(strong, title).x, look.px(230));
  ImGui::SetCursorScreenPos({course_x - look.px(8), middle - look.px(15)});
  const float button_width = title_x + title_width + look.px(30) - course_x;
  if (ImGui::InvisibleButton("course", {button_width, look.px(30)}, ImGuiButtonFlags_EnableNav))
    stage.course_open = !stage.course_open;
  if (ImGui::IsItemHovered())
    list->AddRectFilled(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(), look.color(Color::hover),
                        look.px(6));
  look.seen.note(SeenRole::button, course, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  look.draw({course_x, middle - look.measure(soft, course).y / 2}, soft, course);
  look.draw({course_x + course_width + look.px(10), middle - look.measure(soft, "/").y / 2},
            {Face::text, TextSize::sm, Color::faint}, "/");
  look.draw_elided({title_x, middle - look.measure(strong, title).y / 2}, title_width + 1, strong, title);
  look.draw_icon({title_x + title_width + look.px(12), middle}, icon::chevron_down, 13,
                 look.color(Color::soft));

  const float buttons = look.px(3 * 30 + 14);
  ImGui::SetCursorScreenPos({at.x + width - buttons, middle - look.px(13)});
  if (icon_button(look, icon::search, words<"page.palette">() + "  Ctrl-K")) stage.palette_open = true;
  ImGui::SameLine(0, look.px(4));
  const bool dark = stage.settings.theme == ThemeChoice::darkroom;
  const std::string theme = stage.settings.theme == ThemeChoice::system  ? words<"page.theme_system">()
                            : stage.settings.theme == ThemeChoice::paper ? words<"page.theme_paper">()
                                                                         : words<"page.theme_darkroom">();
  if (icon_button(look,
                  dark                                         ? icon::moon
                  : stage.settings.theme == ThemeChoice::paper ? icon::sun
                                                               : icon::theme,
                  words<"page.theme_change">({.theme = theme}))) {
    stage.settings.theme = static_cast<ThemeChoice>((static_cast<int>(stage.settings.theme) + 1) % 3);
    stage.settings_changed();
  }
  ImGui::SameLine(0, look.px(4));
  if (icon_button(look, icon::keyboard, words<"page.keys_note">())) stage.keys_open = true;

  draw_clocks(stage, at.x + look.px(122) + button_width + look.px(16), at.x + width - buttons - look.px(16));
  ImGui::SetCursorScreenPos({at.x, at.y + height - 1});
  hairline(look, Color::line);
}

void TopBar::draw_clocks(Stage& stage, float left, float right) {
  Look& look = stage.look;
  const Snapshot* const snapshot = stage.desk.snapshot();
  if (!snapshot || right - left < look.px(160)) return;
  const float top = ImGui::GetWindowPos().y;
  const float middle = top + look.px(look.theme().bar) / 2;
  ImDrawList* const list = ImGui::GetWindowDrawList();

  // The clocks in words, from the right; those that find no room stand on the line alone.
  const TextStyle label = {Face::text, TextSize::s, Color::soft};
  const TextStyle value = {Face::mono, TextSize::s, Color::ink};
  const std::string true_label = snapshot->paused ? words<"clock.paused">() : words<"clock.true_time">();
  const std::string true_text = to_text(snapshot->true_time).substr(0, 16);
  struct Shown {
    const CameraSnapshot* camera;
    std::string text;
    float width;
  };
  std::vector<Shown> cameras;
  float room =
      right - left - look.measure(label, true_label).x - look.measure(value, true_text).x - look.px(24 + 150);
  for (const CameraSnapshot& camera : snapshot->cameras) {
    if (camera.state != CameraState::running) continue;
    const bool right_clock = is_right(camera.clock, snapshot->true_time);
    std::string said =
        right_clock ? offset_text(camera.clock, snapshot->true_time)
                    : date_text(camera.clock) + " (" + offset_text(camera.clock, snapshot->true_time) + ")";
    const float needed =
        look.px(16 + 8 + 16) + look.measure(label, camera.name).x + look.measure(value, said).x;
    if (needed > room) break;
    room -= needed;
    cameras.push_back({&camera, std::move(said), needed});
  }
  float words_width = look.measure(label, true_label).x + look.measure(value, true_text).x + look.px(8);
  for (const Shown& one : cameras) words_width += one.width;
  const float track_right = right - words_width - look.px(16);

  float x = track_right + look.px(16);
  look.draw({x, middle - look.measure(label, true_label).y / 2}, label, true_label);
  x += look.measure(label, true_label).x + look.px(8);
  look.draw({x, middle - look.measure(value, true_text).y / 2}, value, true_text);
  x += look.measure(value, true_text).x;
  for (const Shown& one : cameras) {
    x += look.px(16);
    const Role role = role_of(stage.desk, one.camera->name);
    draw_shape(look, {x + look.px(4), middle}, 9, role == Role::server ? Shape::square : Shape::circle,
               look.color(color_of(role)));
    x += look.px(16);
    look.draw({x, middle - look.measure(label, one.camera->name).y / 2}, label, one.camera->name);
    x += look.measure(label, one.camera->name).x + look.px(8);
    const bool right_clock = is_right(one.camera->clock, snapshot->true_time);
    look.draw({x, middle - look.measure(value, one.text).y / 2},
              {Face::mono, TextSize::s, right_clock ? Color::proved : Color::failed}, one.text);
    x += look.measure(value, one.text).x;
  }

  draw_clock_button(stage, track_right + look.px(8), right + look.px(8));

  // The line.
  const float track = track_right - left - look.px(16);
  if (track < look.px(80)) return;
  const float y = middle - look.px(4);
  const auto on_line = [&](Instant instant) { return left + look.px(8) + track * place_of(instant); };
  ImGui::SetCursorScreenPos({left, middle - look.px(18)});
  ImGui::InvisibleButton("clocks", {track + look.px(16), look.px(36)}, ImGuiButtonFlags_EnableNav);
  look.seen.note(SeenRole::field, words<"clock.slider">(), ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  if (ImGui::IsItemActive() && (dragged_ || std::abs(ImGui::GetMouseDragDelta(0).x) > look.px(4)))
    dragged_ = instant_at((ImGui::GetMousePos().x - left - look.px(8)) / track);
  if (ImGui::IsItemDeactivated() && dragged_) {
    leap(stage, *dragged_);
    dragged_.reset();
  }
  if (ImGui::IsItemFocused()) {
    const auto jump = [&](Duration by) {
      stage.desk.send(SetClockCommand{std::clamp(snapshot->true_time + by, kClockBegin, kClockEnd)});
    };
    if (ImGui::IsKeyPressed(ImGuiKey_RightArrow)) jump(days(1));
    if (ImGui::IsKeyPressed(ImGuiKey_LeftArrow)) jump(-days(1));
    if (ImGui::IsKeyPressed(ImGuiKey_PageUp)) jump(days(365));
    if (ImGui::IsKeyPressed(ImGuiKey_PageDown)) jump(-days(365));
  }
  list->AddLine({left + look.px(8), y}, {left + look.px(8) + track, y}, look.color(Color::line));
  const TextStyle year = {Face::text, TextSize::xs, Color::soft};
  for (const auto tick : kYears) {
    const float at = on_line(sys_days(tick / January / 1));
    list->AddLine({at, y - look.px(4)}, {at, y + look.px(4)}, look.color(Color::edge));
    if (track < look.px(240)) continue;
    const std::string digits = std::to_string(static_cast<int>(tick));
    look.draw({at - look.measure(year, digits).x / 2, y + look.px(7)}, year, digits);
  }
  for (const CertificateEvent& event : stage.dates) {
    const float at = on_line(event.at);
    list->AddRectFilled({at - look.px(1), y - look.px(5)}, {at + look.px(1), y + look.px(5)},
                        look.color(Color::proved));
    if (ImGui::IsMouseHoveringRect({at - look.px(3), y - look.px(8)}, {at + look.px(3), y + look.px(8)}))
      tooltip(look, to_text(event.at) + ": " + event.text);
  }
  for (const CameraSnapshot& camera : snapshot->cameras) {
    if (camera.state != CameraState::running) continue;
    const Role role = role_of(stage.desk, camera.name);
    draw_shape(look, {on_line(camera.clock), y}, 11, role == Role::server ? Shape::square : Shape::circle,
               look.color(color_of(role)));
  }
  const float now = on_line(dragged_.value_or(snapshot->true_time));
  list->AddTriangleFilled({now, y - look.px(2)}, {now - look.px(5), y - look.px(10)},
                          {now + look.px(5), y - look.px(10)}, look.color(Color::ink));
  if (dragged_) tooltip(look, date_text(*dragged_));
}

void TopBar::draw_clock_button(Stage& stage, float left, float right) {
  Look& look = stage.look;
  const float middle = ImGui::GetWindowPos().y + look.px(look.theme().bar) / 2;
  ImGui::SetCursorScreenPos({left, middle - look.px(15)});
  if (ImGui::InvisibleButton("change the clock", {right - left, look.px(30)}, ImGuiButtonFlags_EnableNav))
    stage.clock_open = !stage.clock_open;
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  if (ImGui::IsItemHovered() || stage.clock_open) {
    ImGui::GetWindowDrawList()->AddRect(min, max, look.color(Color::line), look.px(look.theme().radius));
    if (!stage.clock_open) tooltip(look, words<"clock.change">());
  }
  look.seen.note(SeenRole::button, words<"clock.change">(), min, max, true, stage.clock_open);
  clock_left_ = left;
}

void TopBar::draw_clock(Stage& stage) {
  clock_.draw(stage, clock_left_);
}

}  // namespace tlscam
