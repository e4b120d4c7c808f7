#include "sim/desktop/panels/course_list.h"

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/cards.h"
#include "sim/words/lesson.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr ImGuiWindowFlags kFloating =
    ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings;

}  // namespace

void draw_course_list(Stage& stage) {
  if (!stage.course_open) return;
  Look& look = stage.look;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos({look.px(112), look.px(look.theme().bar)});
  ImGui::SetNextWindowSize({look.px(440), std::min(look.px(650), viewport.Size.y - look.px(60))});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, look.color(Color::raised));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(8), look.px(8)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(6));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::Begin("course", nullptr, kFloating & ~ImGuiWindowFlags_NoScrollbar);
  look.seen.set_area("course");
  const std::string present = stage.desk.lesson() ? stage.desk.lesson()->id : "";
  const auto line = [&](const std::string& id, const std::string& number, const std::string& title,
                        const std::string& more) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const bool done = !id.empty() && is_finished(stage, id);
    if (row(look, title + (done ? words<"lesson.list_finished">() : ""), id == present, look.px(34))) {
      stage.desk.open(id);
      stage.course_open = false;
    }
    const TextStyle soft = {Face::text, TextSize::s, Color::soft};
    const float width = ImGui::GetContentRegionAvail().x;
    const float more_width = look.measure(soft, more).x;
    const ImVec2 sign = {at.x + look.px(20), at.y + look.px(17)};
    if (done) {
      ImGui::GetWindowDrawList()->AddCircleFilled(sign, look.px(10), look.color(Color::proved), 32);
      look.draw_icon(sign, icon::check, 12, look.color(Color::panel));
    } else if (number.empty()) {
      look.draw_icon(sign, icon::terminal, 13, look.color(Color::soft));
    } else {
      look.draw(sign - look.measure(soft, number) * 0.5f, soft, number);
    }
    look.draw_elided({at.x + look.px(40), at.y + look.px(8)}, width - more_width - look.px(60),
                     {Face::text, TextSize::sm, Color::ink}, title);
    look.draw({at.x + width - more_width - look.px(10), at.y + look.px(9)}, soft, more);
  };
  const auto& course = stage.desk.course();
  for (std::size_t i = 0; i < course.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    line(course[i].id, std::to_string(i + 1), course[i].title,
         words<"lesson.list_minutes">({.minutes = course[i].minutes}));
    ImGui::PopID();
  }
  hairline(look);
  line("", "", words<"page.free_bench">(), "");
  gap(look, 8);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + look.px(10));
  if (button(look, words<"lesson.cards">(), {.icon = icon::list, .small = true})) {
    stage.course_open = false;
    stage.cards_open = true;
  }
  if (!ImGui::IsWindowAppearing() && !ImGui::IsWindowFocused(ImGuiFocusedFlags_RootAndChildWindows))
    stage.course_open = false;
  ImGui::End();
  ImGui::PopStyleVar(4);
  ImGui::PopStyleColor();
}

void draw_notices(Stage& stage) {
  if (stage.desk.notices().empty()) return;
  Look& look = stage.look;
  const ImGuiViewport& viewport = *ImGui::GetMainViewport();
  ImGui::SetNextWindowPos({viewport.Size.x / 2, viewport.Size.y - look.px(24)}, 0, {0.5f, 1});
  ImGui::SetNextWindowSize({std::min(look.px(560), viewport.Size.x - look.px(32)), 0});
  ImGui::PushStyleColor(ImGuiCol_WindowBg, look.color(Color::raised));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(16), look.px(12)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowBorderSize, 1);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowRounding, look.px(6));
  ImGui::Begin("notices", nullptr, kFloating | ImGuiWindowFlags_NoFocusOnAppearing);
  look.seen.set_area("notices");
  const float width = ImGui::GetContentRegionAvail().x;
  const ImVec2 at = ImGui::GetCursorPos();
  const Desk::Notice notice = stage.desk.notices().front();
  const float right =
      notice.label.empty() ? look.px(36) : look.px(44) + button_size(look, notice.label, {.small = true}).x;
  wrapped(look, notice.text, {Face::text, TextSize::sm, Color::ink}, width - right);
  const float bottom = ImGui::GetCursorPosY();
  if (!notice.label.empty()) {
    ImGui::SetCursorPos({at.x + width - right + look.px(8), at.y - look.px(4)});
    if (button(look, notice.label, {.small = true})) {
      stage.desk.dismiss_notice();
      notice.run();
    }
  }
  ImGui::SetCursorPos({at.x + width - look.px(26), at.y - look.px(4)});
  if (icon_button(look, icon::close, words<"page.close_message">())) stage.desk.dismiss_notice();
  ImGui::SetCursorPos({at.x, bottom});
  ImGui::Dummy({1, 1});
  ImGui::End();
  ImGui::PopStyleVar(3);
  ImGui::PopStyleColor();
}

}  // namespace tlscam
