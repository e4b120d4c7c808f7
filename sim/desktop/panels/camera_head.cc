#include "sim/desktop/panels/camera_head.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/bench.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr float kLine = 28;  // CSS pixels
constexpr TextStyle kLabel = {Face::text, TextSize::s, Color::soft};
constexpr std::array<std::string_view, 3> kLights = {"LED_RED", "LED_GREEN", "LED_BLUE"};
constexpr std::array<std::string_view, 2> kButtons = {"SW", "ONOFF"};

template <class List>
bool holds(const List& list, const std::string& name) {
  return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_right(Instant clock, Instant truth) {
  return std::abs(std::chrono::duration_cast<std::chrono::seconds>(clock - truth).count()) < 2;
}

std::string script_words(const CameraSnapshot& camera) {
  std::string words_shown;
  switch (camera.script) {
    case ScriptShown::none:
      return {};
    case ScriptShown::running:
      words_shown = words<"bench.script_running">({.script = camera.script_name});
      break;
    case ScriptShown::finished:
      words_shown = words<"bench.script_finished">({.script = camera.script_name});
      break;
    case ScriptShown::raised:
      words_shown = words<"bench.script_raised">({.script = camera.script_name});
      break;
    case ScriptShown::lost:
      words_shown = words<"bench.script_lost">({.script = camera.script_name});
      break;
  }
  return camera.waits.empty() ? words_shown : words_shown + ", " + camera.waits;
}

std::string serial_words(SerialUse use) {
  switch (use) {
    case SerialUse::closed:
      return words<"bench.serial_closed">();
    case SerialUse::free:
      return words<"bench.serial_free">();
    case SerialUse::program:
      return words<"bench.serial_program">();
  }
  return {};
}

}  // namespace

void CameraHead::place(Look& look, float width) {
  if (at_.x > left_ && at_.x + width > right_) at_ = {left_, at_.y + look.px(kLine)};
  ImGui::SetCursorScreenPos(at_);
  at_.x += width;
}

bool CameraHead::draw_power(Look& look, const CameraSnapshot& camera) {
  const bool off = camera.state == CameraState::off;
  const bool on = camera.state == CameraState::running;
  const std::string name = off ? words<"page.power">() : words<"bench.switch_off">();
  const TextStyle style = {Face::text, TextSize::sm, off ? Color::ink : Color::soft};
  const ImVec2 extent = look.measure(style, name);
  const ImVec2 size = {extent.x + look.px(20 + 8 + 7 + 15 + 7), look.px(kLine)};
  place(look, size.x + look.px(8));
  const bool pressed = ImGui::InvisibleButton("power", size, ImGuiButtonFlags_EnableNav);
  const bool hovered = ImGui::IsItemHovered();
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  const float middle = (min.y + max.y) / 2;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const float radius = size.y / 2;
  // A camera that is off invites to be switched on.
  if (off)
    list->AddRect(min - ImVec2(look.px(2), look.px(2)), max + ImVec2(look.px(2), look.px(2)),
                  with_alpha(look.color(Color::brand), 0.12f), radius + look.px(2), 0, look.px(3));
  if (hovered) list->AddRectFilled(min, max, look.color(Color::hover), radius);
  list->AddRect(min, max, off ? with_alpha(look.color(Color::brand), 0.55f) : look.color(Color::line),
                radius);
  const ImVec2 led = {min.x + look.px(14), middle};
  if (on) {
    list->AddCircleFilled(led, look.px(7), with_alpha(look.color(Color::proved), 0.25f), 24);
    list->AddCircleFilled(led, look.px(4), look.color(Color::proved), 24);
  } else {
    list->AddCircle(led, look.px(4), look.color(Color::edge), 24, look.px(1.5f));
  }
  const ImU32 ink = look.color(hovered ? Color::ink : style.color);
  look.draw_icon({min.x + look.px(32), middle}, icon::power, 15, ink);
  list->AddText(look.font(style.face), look.font_size(style.face, style.size),
                {min.x + look.px(46), std::floor(middle - extent.y / 2)}, ink, name.c_str());
  look.seen.note(SeenRole::button, name, min, max, true, on);
  if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  return pressed;
}

bool CameraHead::draw(Stage& stage, const CameraSnapshot& camera) {
  Look& look = stage.look;
  ImGui::PushID(camera.name.c_str());
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  left_ = start.x + look.px(12);
  right_ = start.x + width - look.px(12);
  at_ = {left_, start.y + look.px(7)};
  const bool on = camera.state == CameraState::running;
  if (draw_power(look, camera)) stage.desk.send(PowerCommand{camera.name, camera.state == CameraState::off});
  const auto small = [&](const std::string& name, ButtonStyle style) {
    style.small = true;
    place(look, button_size(look, name, style).x + look.px(8));
    ImGui::SetCursorScreenPos(ImGui::GetCursorScreenPos() + ImVec2(0, look.px(1)));
    return button(look, name, style);
  };
  if (small(words<"page.reset">(), {.icon = icon::reset, .enabled = on}))
    stage.desk.send(ResetCommand{camera.name});
  if (camera.script == ScriptShown::running &&
      small(words<"page.stop">(), {.kind = ButtonKind::bad, .icon = icon::stop}))
    stage.desk.send(StopScriptCommand{camera.name});
  bool removes = false;
  if (camera.removable) {
    right_ -= look.px(30);
    ImGui::SetCursorScreenPos({right_ + look.px(4), at_.y + look.px(1)});
    removes = icon_button(look, icon::trash, words<"bench.remove">({.camera = camera.name}));
  }
  at_.x += look.px(6);
  draw_facts(stage, camera);
  ImGui::SetCursorScreenPos({start.x, at_.y + look.px(kLine + 6)});
  hairline(look);
  ImGui::SetCursorScreenPos({start.x, at_.y + look.px(kLine + 6) + 1});
  draw_trouble(stage, camera);
  ImGui::PopID();
  return removes;
}

void CameraHead::draw_facts(Stage& stage, const CameraSnapshot& camera) {
  Look& look = stage.look;
  const Instant truth = stage.desk.snapshot()->true_time;
  const float gap_after = look.px(16);
  const float down = (look.px(kLine) - look.measure(kLabel, "x").y) / 2;
  const auto plain = [&](const std::string& shown, TextStyle style, const std::string& note) {
    const float width = std::min(look.measure(style, shown).x, right_ - left_);
    place(look, width + gap_after);
    const ImVec2 corner = ImGui::GetCursorScreenPos() + ImVec2(0, down);
    look.draw_elided(corner, width + 1, style, shown);
    if (!note.empty() && ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect(corner, corner + ImVec2(width, look.px(16))))
      tooltip(look, note);
  };
  const bool emulated = find_machine_kind(camera.machine) != MachineKind::usual;
  plain(emulated ? camera.model + " · " + words<"bench.machine_emulated">() : camera.model, kLabel,
        words<"bench.model">());
  if (camera.state == CameraState::running) {
    const TextStyle mono = {Face::mono, TextSize::s, Color::ink};
    const std::string clock = to_text(camera.clock);
    const float clock_width = look.measure(mono, clock).x;
    const std::string offset = offset_text(camera.clock, truth);
    const bool right = is_right(camera.clock, truth);
    const float badge_width = look.measure({Face::text, TextSize::xs, Color::ink}, offset).x + look.px(29);
    place(look, look.px(19) + clock_width + look.px(6) + badge_width + gap_after);
    const ImVec2 corner = ImGui::GetCursorScreenPos();
    look.draw_icon({corner.x + look.px(7), corner.y + look.px(kLine / 2)}, icon::clock, 13,
                   look.color(Color::soft));
    look.draw({corner.x + look.px(19), corner.y + down}, mono, clock);
    ImGui::SetCursorScreenPos({corner.x + look.px(25) + clock_width, corner.y + look.px((kLine - 19) / 2)});
    badge(look, offset, right ? Color::proved : Color::failed, right ? icon::check : icon::failed);
    if (ImGui::IsWindowHovered() &&
        ImGui::IsMouseHoveringRect(corner, corner + ImVec2(clock_width + look.px(19), look.px(kLine))))
      tooltip(look, words<"bench.clock_note">({.time = to_text(camera.clock, true)}));
    if (camera.heap_total > 0) {
      const std::string label = words<"bench.heap">();
      const std::string used = size_text(camera.heap_used);
      const float label_width = look.measure(kLabel, label).x;
      const float whole = label_width + look.px(6 + 56 + 6) + look.measure(kLabel, used).x;
      place(look, whole + gap_after);
      const ImVec2 heap = ImGui::GetCursorScreenPos();
      look.draw(heap + ImVec2(0, down), kLabel, label);
      const ImVec2 meter = heap + ImVec2(label_width + look.px(6), look.px((kLine - 8) / 2));
      const ImVec2 meter_size = {look.px(56), look.px(8)};
      const float part = static_cast<float>(camera.heap_used) / static_cast<float>(camera.heap_total);
      ImDrawList* const list = ImGui::GetWindowDrawList();
      list->AddRectFilled(meter, meter + meter_size, look.color(Color::line2), look.px(4));
      list->AddRectFilled(meter, meter + ImVec2(std::max(meter_size.x * part, look.px(4)), meter_size.y),
                          look.color(Color::proved), look.px(4));
      look.draw({meter.x + meter_size.x + look.px(6), heap.y + down}, kLabel, used);
      if (ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(heap, heap + ImVec2(whole, look.px(kLine))))
        tooltip(look, words<"bench.heap_note">({.used = camera.heap_used, .total = camera.heap_total}));
    }
    plain(serial_words(camera.serial), kLabel, words<"bench.serial_port">());
    draw_pins(stage, camera);
  }
  if (camera.script == ScriptShown::none) return;
  const bool bad = camera.script == ScriptShown::raised || camera.script == ScriptShown::lost;
  plain(script_words(camera), {Face::text, TextSize::s, bad ? Color::failed : Color::soft},
        camera.script_error);
}

void CameraHead::draw_pins(Stage& stage, const CameraSnapshot& camera) {
  Look& look = stage.look;
  const float down = (look.px(kLine) - look.measure(kLabel, "x").y) / 2;
  const auto is_light = [](const PinShown& pin) { return holds(kLights, pin.name); };
  if (std::any_of(camera.pins.begin(), camera.pins.end(), is_light)) {
    std::string shown;
    std::array<bool, 3> lit{};
    const std::array<std::string, 3> names = {words<"bench.red">(), words<"bench.green">(),
                                              words<"bench.blue">()};
    for (std::size_t i = 0; i < lit.size(); ++i) {
      lit[i] = std::any_of(camera.pins.begin(), camera.pins.end(), [&](const PinShown& pin) {
        return pin.name == kLights[i] && pin.camera == PinLevel::low;
      });
      if (lit[i]) shown += (shown.empty() ? "" : " + ") + names[i];
    }
    const bool dark = shown.empty();
    if (dark) shown = words<"bench.dark">();
    const std::string label = words<"bench.light">();
    const float label_width = look.measure(kLabel, label).x;
    place(look, label_width + look.px(26) + look.measure(kLabel, shown).x + look.px(16));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw(at + ImVec2(0, down), kLabel, label);
    const ImVec2 lamp = at + ImVec2(label_width + look.px(12), look.px(kLine / 2));
    const ImU32 color = IM_COL32(lit[0] ? 230 : 40, lit[1] ? 200 : 40, lit[2] ? 240 : 40, 255);
    if (!dark) ImGui::GetWindowDrawList()->AddCircleFilled(lamp, look.px(5), color, 24);
    ImGui::GetWindowDrawList()->AddCircle(lamp, look.px(5), look.color(Color::edge), 24);
    look.draw(at + ImVec2(label_width + look.px(22), down), kLabel, shown);
  }
  for (const PinShown& pin : camera.pins) {
    if (is_light(pin)) continue;
    if (!holds(kButtons, pin.name)) {
      const std::string level = pin.camera == PinLevel::none   ? words<"bench.pin_input">()
                                : pin.camera == PinLevel::high ? words<"bench.pin_high">()
                                                               : words<"bench.pin_low">();
      const std::string shown = pin.name + " " + level;
      place(look, look.measure(kLabel, shown).x + look.px(16));
      look.draw(ImGui::GetCursorScreenPos() + ImVec2(0, down), kLabel, shown);
      continue;
    }
    const std::string name = words<"bench.hold">({.button = pin.name});
    place(look, button_size(look, name, {.small = true}).x + look.px(8));
    ImGui::SetCursorScreenPos(ImGui::GetCursorScreenPos() + ImVec2(0, look.px(1)));
    button(look, name, {.small = true});
    // It is pressed for as long as it is held, by mouse or by keyboard.
    const std::string key = camera.name + "/" + pin.name;
    const bool down_now = ImGui::IsItemActive();
    if (down_now == held_.contains(key)) continue;
    if (down_now)
      held_.insert(key);
    else
      held_.erase(key);
    stage.desk.send(HoldPinCommand{camera.name, pin.name, down_now ? PinLevel::low : PinLevel::none});
  }
}

void CameraHead::draw_trouble(Stage& stage, const CameraSnapshot& camera) {
  Look& look = stage.look;
  if (camera.state == CameraState::crashed) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string again = words<"bench.start_again">();
    const float button_width = button_size(look, again, {.small = true}).x;
    ImGui::GetWindowDrawList()->AddRectFilled(at, at + ImVec2(width, look.px(40)),
                                              look.color(Color::failed_bg));
    look.draw_icon(at + ImVec2(look.px(22), look.px(20)), icon::failed, 15, look.color(Color::failed));
    look.draw_elided(at + ImVec2(look.px(38), look.px(11)), width - look.px(66) - button_width,
                     {Face::text, TextSize::sm, Color::failed},
                     words<"bench.crashed">({.camera = camera.name}) + " " + camera.death);
    ImGui::SetCursorScreenPos({at.x + width - button_width - look.px(14), at.y + look.px(7)});
    if (button(look, again, {.small = true})) stage.desk.send(ResetCommand{camera.name});
    ImGui::SetCursorScreenPos({at.x, at.y + look.px(40)});
  }
  if (!camera.diagnosis.empty()) draw_diagnosis(stage, camera);
}

void CameraHead::draw_diagnosis(Stage& stage, const CameraSnapshot& camera) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float height = look.px(40);
  ImGui::GetWindowDrawList()->AddRectFilled(at, at + ImVec2(width, height), look.color(Color::failed_bg));
  look.draw_icon(at + ImVec2(look.px(22), height / 2), icon::failed, 15, look.color(Color::failed));
  const std::string why = words<"page.why">();
  const std::string what = words<"page.what_now">();
  const float buttons = (camera.why.empty() ? 0 : button_size(look, why, {.small = true}).x + look.px(6)) +
                        (camera.next_steps.empty() ? 0 : button_size(look, what, {.small = true}).x);
  look.draw_elided(at + ImVec2(look.px(38), look.px(11)), width - look.px(64) - buttons,
                   {Face::text, TextSize::sm, Color::ink}, camera.diagnosis);
  ImGui::SetCursorScreenPos({at.x + width - buttons - look.px(14), at.y + look.px(7)});
  if (!camera.why.empty()) {
    if (button(look, why, {.small = true})) why_ = !why_;
    ImGui::SameLine(0, look.px(6));
  }
  if (!camera.next_steps.empty() && button(look, what, {.small = true})) what_ = !what_;
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  if (!why_ && !what_) return;
  ImGui::Indent(look.px(38));
  if (why_)
    for (const std::string& evidence : camera.why) wrapped(look, evidence);
  if (what_)
    for (const NextStep& step : camera.next_steps) {
      ImGui::PushID(&step);
      wrapped(look, step.text);
      if (!step.line.empty() && step.kind != StepKind::lesson && step.kind != StepKind::link) {
        text(look, step.line, {Face::mono, TextSize::code, Color::ink});
        ImGui::SameLine(0, look.px(10));
        if (text_button(look, words<"page.type_it">(), icon::enter))
          stage.desk.send(
              TypeLineCommand{step.kind == StepKind::command ? "" : step.camera, step.line, look.motion}, {});
      }
      ImGui::PopID();
    }
  gap(look, 6);
  ImGui::Unindent(look.px(38));
  hairline(look);
}

}  // namespace tlscam
