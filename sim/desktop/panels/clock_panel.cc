#include "sim/desktop/panels/clock_panel.h"

#include <fmt/format.h>

#include <array>
#include <chrono>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/dialog.h"
#include "sim/desktop/panels/world_clock.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/clock.h"

namespace tlscam {
namespace {

constexpr std::array kPaces = {0.1, 0.5, 1.0, 2.0, 10.0};
constexpr std::size_t kToMinutes = 16;  // characters of an instant's text

}  // namespace

void ClockPanel::draw(Stage& stage, float left) {
  const Snapshot* const snapshot = stage.desk.snapshot();
  if (!stage.clock_open || !snapshot) return;
  Look& look = stage.look;
  begin_hanging(stage, "clock", left, {440, 520});
  const std::string exact = to_text(snapshot->true_time, true) + " UTC";
  const ImVec2 at = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorPos({at.x, at.y + look.px(5)});
  text(look, exact, {Face::mono, TextSize::code, Color::ink});
  ImGui::SetCursorPos({at.x + width - look.px(26), at.y});
  if (icon_button(look, icon::copy, words<"clock.copy_exact">())) {
    ImGui::SetClipboardText(exact.c_str());
    stage.desk.notice(words<"clock.copied">());
  }
  ImGui::SetCursorPos({at.x, at.y + look.px(34)});
  draw_pace(stage, *snapshot);
  gap(look, 10);
  draw_jump(stage, *snapshot);
  gap(look, 14);
  hairline(look);
  gap(look, 12);
  draw_dates(stage, *snapshot);
  end_hanging(stage.clock_open);
}

void ClockPanel::draw_pace(Stage& stage, const Snapshot& snapshot) {
  Look& look = stage.look;
  const bool paused = snapshot.paused;
  if (button(look, paused ? words<"clock.continue">() : words<"clock.pause">(),
             {.icon = paused ? icon::play : icon::pause, .small = true}))
    toggle_pause(stage.desk);
  for (const double pace : kPaces) {
    ImGui::SameLine();
    const bool present = snapshot.pace == pace;
    if (button(look, fmt::format("{}×", pace),
               {.kind = present ? ButtonKind::primary : ButtonKind::plain, .small = true}))
      stage.desk.send(SetPaceCommand{paused, pace});
  }
}

void ClockPanel::draw_jump(Stage& stage, const Snapshot& snapshot) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const TextStyle label = {Face::text, TextSize::sm, Color::ink};
  const float label_width = look.measure(label, words<"clock.jump_to">()).x + look.px(10);
  const float button_width = button_size(look, words<"clock.jump">(), {.small = true}).x;
  ImGui::SetCursorPos({at.x, at.y + look.px(4)});
  text(look, words<"clock.jump_to">(), label);
  ImGui::SetCursorPos({at.x + label_width, at.y});
  bool entered =
      text_field(look, words<"clock.jump_to">(), typed_, to_text(snapshot.true_time).substr(0, kToMinutes),
                 width - label_width - button_width - look.px(8));
  ImGui::SetCursorPos({at.x + width - button_width, at.y});
  entered |= button(look, words<"clock.jump">(), {.small = true});
  ImGui::SetCursorPos({at.x, at.y + look.px(36)});
  if (entered) {
    const auto instant = parse_instant(typed_);
    wrong_ = !instant                                         ? words<"clock.not_a_time">()
             : *instant < kClockBegin || *instant > kClockEnd ? words<"clock.out_of_range">()
                                                              : "";
    if (wrong_.empty()) leap(stage, *instant);
  }
  if (!wrong_.empty()) wrapped(look, wrong_, {Face::text, TextSize::sm, Color::failed});
  wrapped(look, words<"clock.cameras_follow">(), {Face::text, TextSize::sm, Color::soft});
}

void ClockPanel::draw_dates(Stage& stage, const Snapshot& snapshot) {
  Look& look = stage.look;
  text(look, words<"clock.certificate_dates">(), {Face::strong, TextSize::s, Color::soft});
  gap(look, 6);
  if (stage.dates.empty()) {
    wrapped(look, words<"clock.no_certificates">(), {Face::text, TextSize::sm, Color::soft});
    return;
  }
  if (button(look, words<"clock.jump_next">(), {.icon = icon::jump, .small = true})) jump_to_next(stage);
  gap(look, 6);
  const TextStyle mono = {Face::mono, TextSize::code, Color::ink};
  const TextStyle soft = {Face::text, TextSize::sm, Color::soft};
  for (std::size_t i = 0; i < stage.dates.size(); ++i) {
    const CertificateEvent& event = stage.dates[i];
    ImGui::PushID(static_cast<int>(i));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    const std::string date = to_text(event.at).substr(0, kToMinutes);
    if (row(look, words<"clock.jump_there">({.time = to_text(event.at) + " " + event.text}), false,
            look.px(27)))
      leap(stage, event.at + std::chrono::seconds(1));
    const float date_width = look.measure(mono, date).x + look.px(16);
    const std::string away = relative_text(event.at, snapshot.true_time);
    const float away_width = look.measure(soft, away).x;
    look.draw({at.x + look.px(6), at.y + look.px(5)}, mono, date);
    look.draw_elided({at.x + look.px(6) + date_width, at.y + look.px(5)},
                     width - date_width - away_width - look.px(24), {Face::text, TextSize::sm, Color::ink},
                     event.text);
    look.draw({at.x + width - away_width - look.px(6), at.y + look.px(5)}, soft, away);
    ImGui::PopID();
  }
}

}  // namespace tlscam
