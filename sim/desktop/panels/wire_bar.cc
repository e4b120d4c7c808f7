#include "sim/desktop/panels/wire_bar.h"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/panel_bar.h"
#include "sim/desktop/panels/wire_words.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/page.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

// CSS pixels.
constexpr float kButton = 28;
constexpr float kStrip = 38;
constexpr float kWidestChoice = 260;
constexpr float kNarrowestChoice = 56;
constexpr float kShowsVersion = 1280;  // the window's width
constexpr TextStyle kSmall = {Face::text, TextSize::s, Color::soft};

float tab_width(Look& look, const std::string& name) {
  return look.measure({Face::strong, TextSize::sm}, name).x + look.px(24);
}

bool shows_conversation(const Stage& stage) {
  return stage.wire.tab == WireTab::messages || stage.wire.tab == WireTab::sides;
}

// A line of news above what the wire shows: its place and height.
struct NewsLine {
  ImVec2 at;
  float width;
  float middle;
};

NewsLine begin_news(Look& look) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddRectFilled(at, at + ImVec2(width, look.px(kStrip)),
                                            look.color(Color::hover));
  return {at, width, at.y + look.px(kStrip) / 2};
}

void end_news(Look& look, const NewsLine& news) {
  ImGui::SetCursorScreenPos({news.at.x, news.at.y + look.px(kStrip)});
  hairline(look);
  ImGui::SetCursorScreenPos({news.at.x, news.at.y + look.px(kStrip + 1)});
}

float draw_middle(Look& look, float x, float middle, TextStyle style, const std::string& said, float room) {
  const ImVec2 extent = look.measure(style, said);
  look.draw_elided({x, middle - extent.y / 2}, room, style, said);
  return std::min(extent.x, room);
}

}  // namespace

void WireBar::draw(Stage& stage) {
  Look& look = stage.look;
  const bool can_collapse = stage.maximised != Area::wire;
  float tabs = look.px(8) + tab_width(look, words<"page.wire">()) +
               tab_width(look, words<"wire.two_sides">()) + tab_width(look, words<"wire.packets">());
  if (stage.wire.certificate) tabs += tab_width(look, stage.wire.certificate->name);
  const float room = std::max(look.px(4 * kButton), ImGui::GetContentRegionAvail().x - tabs -
                                                        look.px(can_collapse ? 62.0f : 34.0f) - look.px(8));
  panel_bar(
      stage, Area::wire, [&] { draw_tabs(stage); }, room / look.scale(), [&] { draw_right(stage, room); });
  if (stage.reading->opening()) draw_opening(stage);
  if (stage.reading->capture())
    draw_banner(stage);
  else
    draw_strip(stage);
}

void WireBar::draw_tabs(Stage& stage) {
  const auto one = [&](const std::string& name, WireTab which) {
    if (tab(stage.look, name, stage.wire.tab == which)) stage.wire.tab = which;
    ImGui::SameLine(0, 0);
  };
  one(words<"page.wire">(), WireTab::messages);
  one(words<"wire.two_sides">(), WireTab::sides);
  one(words<"wire.packets">(), WireTab::packets);
  if (stage.wire.certificate) one(stage.wire.certificate->name, WireTab::certificate);
}

void WireBar::draw_right(Stage& stage, float room) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float y = at.y + (look.px(look.theme().tabs) - look.px(26)) / 2;
  float right = at.x + room;
  const auto take = [&](float css) {
    right -= look.px(css);
    ImGui::SetCursorScreenPos({right, y});
  };
  const ConversationSnapshot* const shown = stage.desk.conversation();
  if (shown) {
    take(kButton);
    menus_.draw_export(stage, *shown);
  }
  take(kButton);
  menus_.draw_open(stage);
  if (!stage.reading->capture()) {
    take(3 * kButton);
    draw_time(stage, right, y);
  }
  if (stage.wire.tab == WireTab::packets && !stage.reading->capture()) {
    const std::string name = words<"wire.each_link">();
    right -= button_size(look, name, {.small = true}).x + look.px(8);
    ImGui::SetCursorScreenPos({right, y});
    if (button(look, name,
               {.icon = stage.wire.each_link ? icon::check : Icon(),
                .small = true,
                .tip = words<"wire.each_link_note">()})) {
      stage.wire.each_link = !stage.wire.each_link;
      stage.wire.packet.reset();
    }
  }
  if (!shown || !shows_conversation(stage)) return;
  if (stage.wire.tab == WireTab::messages) {
    take(kButton);
    if (icon_button(look, icon::list, words<"wire.as_list">(), true, stage.wire.as_list))
      stage.wire.as_list = !stage.wire.as_list;
  }
  if (!shown->version.empty() && ImGui::GetMainViewport()->Size.x >= look.px(kShowsVersion)) {
    right -= look.measure(kSmall, shown->version).x + look.px(10);
    draw_middle(look, right, y + look.px(13), kSmall, shown->version, look.px(200));
  }
  draw_conversation(stage, *shown, at.x, y, right - at.x - look.px(10));
}

void WireBar::draw_conversation(Stage& stage, const ConversationSnapshot& shown, float x, float y,
                                float room) {
  Look& look = stage.look;
  Selection& selection = stage.desk.selection;
  const Desk::Conversations& all = stage.desk.shown_conversations();
  const std::uint32_t latest = all.rbegin()->first;
  float right = x + room;
  if (shown.id != latest && selection.entry) {
    const std::string name = words<"wire.to_latest">();
    right -= button_size(look, name, {.small = true}).x;
    ImGui::SetCursorScreenPos({right, y});
    if (button(look, name, {.small = true, .tip = words<"wire.to_latest_note">()})) {
      selection.conversation.reset();
      selection.entry.reset();
    }
    right -= look.px(8);
  }
  if (all.size() == 1) {
    const std::string ends = fmt::format("{} → {}", shown.client.name, end_words(shown.server));
    const float width = std::min(look.measure(kSmall, ends).x, right - x);
    draw_middle(look, right - width, y + look.px(13), kSmall, ends, width);
    return;
  }
  const float width = std::min(right - x, look.px(kWidestChoice));
  if (width < look.px(kNarrowestChoice)) return;
  // The latest comes first.
  std::vector<std::string> names;
  std::vector<std::uint32_t> ids;
  std::size_t chosen = 0;
  for (auto one = all.rbegin(); one != all.rend(); ++one) {
    if (one->first == shown.id) chosen = names.size();
    names.push_back(fmt::format("{} {} → {}", time_of_day(one->second->started).substr(0, 8),
                                one->second->client.name, end_words(one->second->server)));
    ids.push_back(one->first);
  }
  ImGui::SetCursorScreenPos({right - width, y});
  if (!choice(look, words<"wire.conversations">(), names, chosen, width)) return;
  selection.conversation = ids[chosen] == latest ? std::nullopt : std::optional(ids[chosen]);
  selection.entry.reset();
}

void WireBar::draw_time(Stage& stage, float x, float y) {
  Look& look = stage.look;
  Desk& desk = stage.desk;
  const Snapshot* const snapshot = desk.snapshot();
  const bool paused = snapshot && snapshot->paused;
  const auto at = [&](int place) {
    ImGui::SetCursorScreenPos({x + look.px(kButton * static_cast<float>(place)), y});
  };
  at(0);
  if (icon_button(look, icon::step_back, words<"wire.step_back_note">(), snapshot != nullptr))
    desk.step_back();
  at(1);
  const std::string action = paused ? words<"wire.go_on">() : words<"wire.pause">();
  if (icon_button(look, paused ? icon::play : icon::pause, words<"wire.with_space">({.action = action}),
                  snapshot != nullptr))
    desk.send(SetPaceCommand{!paused, snapshot->pace});
  at(2);
  if (icon_button(look, icon::step_on, words<"wire.step_note">(), snapshot != nullptr))
    desk.send(StepCommand{});
}

void WireBar::draw_strip(Stage& stage) {
  const Snapshot* const snapshot = stage.desk.snapshot();
  if (!snapshot || (snapshot->step.running_to.empty() && !snapshot->paused)) return;
  Look& look = stage.look;
  Desk& desk = stage.desk;
  const std::string said =
      !snapshot->step.running_to.empty() ? words<"wire.goes_on_to">({.goal = snapshot->step.running_to})
      : !snapshot->step.stopped.empty()  ? words<"wire.paused_at">({.where = snapshot->step.stopped})
                                         : words<"wire.paused">();
  const NewsLine news = begin_news(look);
  struct Act {
    std::string name;
    std::function<void()> run;
  };
  const std::vector<Act> acts = {
      {words<"wire.to_next_message">(), [&] { desk.send(StepCommand{}); }},
      {words<"wire.to_next_frame">(), [&] { desk.send(StepCommand{StepUnit::frame}); }},
      {words<"wire.to_alert">(),
       [&] {
         desk.send(RunToCommand{StepGoal::alert, "", {}});
       }},
      {words<"wire.to_handshake_end">(),
       [&] {
         desk.send(RunToCommand{StepGoal::handshake_done, "", {}});
       }},
  };
  float right = news.at.x + news.width - look.px(10);
  for (auto act = acts.rbegin(); act != acts.rend(); ++act) {
    right -= button_size(look, act->name, {.small = true}).x;
    ImGui::SetCursorScreenPos({right, news.at.y + look.px(6)});
    if (button(look, act->name, {.small = true})) act->run();
    right -= look.px(6);
  }
  float x = news.at.x + look.px(16);
  look.draw_icon({x + look.px(6), news.middle}, icon::pause, 13, look.color(Color::ink));
  x += look.px(20);
  const TextStyle strong = {Face::strong, TextSize::sm, Color::ink};
  x += draw_middle(look, x, news.middle, strong, said, std::max(1.0f, right - x - look.px(8))) + look.px(14);
  const TextStyle mono = {Face::mono, TextSize::code, Color::soft};
  const std::string exact = to_text(snapshot->now, true);
  const std::string time = exact.substr(std::min<std::size_t>(11, exact.size()), 15);
  if (look.measure(mono, time).x < right - x) draw_middle(look, x, news.middle, mono, time, right - x);
  end_news(look, news);
}

void WireBar::draw_opening(Stage& stage) {
  Look& look = stage.look;
  const CaptureOpening& opening = *stage.reading->opening();
  const NewsLine news = begin_news(look);
  float x = news.at.x + look.px(16);
  look.draw_icon({x + look.px(7), news.middle}, icon::waiting, 15, look.color(Color::soft));
  x += look.px(24);
  const std::string cancel = words<"page.cancel">();
  const float right = news.at.x + news.width - look.px(10) - button_size(look, cancel, {.small = true}).x;
  ImGui::SetCursorScreenPos({right, news.at.y + look.px(6)});
  const bool cancelled = button(look, cancel, {.small = true});
  const TextStyle strong = {Face::strong, TextSize::sm, Color::ink};
  x += draw_middle(look, x, news.middle, strong, words<"wire.opening">({.file = opening.name}),
                   (right - x) / 2) +
       look.px(10);
  const std::uint64_t total = std::max<std::uint64_t>(opening.total, 1);
  const TextStyle soft = {Face::text, TextSize::sm, Color::soft};
  x += draw_middle(look, x, news.middle, soft,
                   words<"wire.opening_amount">({.read = size_text(opening.read), .total = size_text(total)}),
                   right - x) +
       look.px(12);
  if (const float length = right - look.px(14) - x; length > look.px(40)) {
    ImDrawList* const list = ImGui::GetWindowDrawList();
    const float part = std::min(1.0f, static_cast<float>(opening.read) / static_cast<float>(total));
    const ImVec2 from = {x, news.middle - look.px(2)};
    list->AddRectFilled(from, from + ImVec2(length, look.px(4)), look.color(Color::line), look.px(2));
    list->AddRectFilled(from, from + ImVec2(length * part, look.px(4)), look.color(Color::ink), look.px(2));
  }
  end_news(look, news);
  if (cancelled) stage.reading->cancel_opening();
}

void WireBar::draw_banner(Stage& stage) {
  Look& look = stage.look;
  const OpenCapture& capture = *stage.reading->capture();
  std::string found =
      fmt::format("{} · {} · {}", words<"wire.file_frames">({.count = capture.overview.frames}),
                  words<"wire.file_conversations">({.count = capture.conversations->size()}),
                  capture.overview.secrets ? words<"wire.file_secrets">({.count = capture.overview.secrets})
                                           : words<"wire.file_no_secrets">());
  if (!capture.overview.note.empty()) found += " · " + capture.overview.note;
  const NewsLine news = begin_news(look);
  const std::string back = words<"wire.back_to_world">();
  const float right = news.at.x + news.width - look.px(10) - button_size(look, back, {.small = true}).x;
  ImGui::SetCursorScreenPos({right, news.at.y + look.px(6)});
  const bool goes_back = button(look, back, {.small = true});
  float x = news.at.x + look.px(16);
  look.draw_icon({x + look.px(7), news.middle}, icon::file, 15, look.color(Color::ink));
  x += look.px(24);
  x += draw_middle(look, x, news.middle, {Face::strong, TextSize::sm, Color::ink}, capture.name,
                   (right - x) / 2) +
       look.px(12);
  draw_middle(look, x, news.middle, {Face::text, TextSize::sm, Color::soft}, found, right - x - look.px(10));
  end_news(look, news);
  if (!goes_back) return;
  stage.wire.packet.reset();
  stage.reading->back_to_world();
}

}  // namespace tlscam
