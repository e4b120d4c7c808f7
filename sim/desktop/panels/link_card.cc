#include "sim/desktop/panels/link_card.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/words/network.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr float kMostDelay = 1000;  // milliseconds
constexpr float kDelayStep = 10;
constexpr float kMostLoss = 90;  // percent
constexpr float kLossStep = 5;

// A line with a slider; returns true when it was let go at another value.
bool slider(Look& look, const std::string& label, float present, float most, float step,
            std::optional<float>& dragged, const char* unit) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float label_width = look.px(64);
  const float value_width = look.px(62);
  const TextStyle style = {Face::text, TextSize::sm, Color::soft};
  look.draw({at.x, at.y + look.px(3)}, style, label);
  ImGui::SetCursorScreenPos({at.x + label_width, at.y});
  ImGui::PushID(label.c_str());
  ImGui::SetNextItemWidth(width - label_width - value_width);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {look.px(4), look.px(1)});
  float value = dragged.value_or(present);
  if (ImGui::SliderFloat("##slider", &value, 0, most, "", ImGuiSliderFlags_NoInput))
    dragged = std::round(value / step) * step;
  const bool let_go = ImGui::IsItemDeactivated() && dragged && *dragged != present;
  look.seen.note(SeenRole::field, label, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  ImGui::PopStyleVar();
  ImGui::PopID();
  const TextStyle number = {Face::text, TextSize::sm, Color::ink};
  const std::string text = fmt::format("{:.0f} {}", dragged.value_or(present), unit);
  look.draw({at.x + width - look.measure(number, text).x, at.y + look.px(3)}, number, text);
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(27)});
  return let_go;
}

}  // namespace

void LinkCard::draw(Stage& stage, const NodeSnapshot& node) {
  Look& look = stage.look;
  Desk& desk = stage.desk;
  hairline(look, Color::line);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(14), look.px(10)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(6), look.px(6)});
  ImGui::BeginChild("link", {0, height(look) - look.px(2)}, ImGuiChildFlags_AlwaysUseWindowPadding);
  const std::string name = node.kind == NodeKind::gateway ? words<"network.services">() : node.name;
  const ImVec2 head = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  look.draw({head.x, head.y + look.px(4)}, {Face::strong, TextSize::sm, Color::ink},
            words<"network.link_of">({.name = name}));
  ImGui::SetCursorScreenPos({head.x + width - look.px(26), head.y});
  if (icon_button(look, icon::close, words<"page.close">())) stage.link.clear();
  ImGui::SetCursorScreenPos({head.x, head.y + look.px(30)});

  const LinkShown& present = node.conditions;
  const auto set = [&](const auto& change) {
    LinkSetting setting{present.up, present.delay, present.loss, present.duplication, present.reordering};
    change(setting);
    desk.send(SetLinkCommand{node.link, setting});
  };
  using Milliseconds = std::chrono::duration<float, std::milli>;
  if (slider(look, words<"network.delay">(), std::round(Milliseconds(present.delay).count()), kMostDelay,
             kDelayStep, delay_, "ms"))
    set([&](LinkSetting& to) { to.delay = std::chrono::milliseconds(static_cast<int>(*delay_)); });
  if (!ImGui::IsAnyItemActive()) delay_.reset();
  if (slider(look, words<"network.loss">(), std::round(static_cast<float>(present.loss) * 100), kMostLoss,
             kLossStep, loss_, "%"))
    set([&](LinkSetting& to) { to.loss = std::round(*loss_) / 100.0; });
  if (!ImGui::IsAnyItemActive()) loss_.reset();

  // Two buttons in a row, whatever their words.
  const auto fits = [&](const std::string& words_shown, ButtonStyle style) {
    ImGui::SameLine();
    if (ImGui::GetContentRegionAvail().x < button_size(look, words_shown, style).x) ImGui::NewLine();
  };
  const std::string plug = present.up ? words<"network.unplug">() : words<"network.plug_in">();
  if (button(look, plug,
             {.kind = present.up ? ButtonKind::bad : ButtonKind::plain, .icon = icon::unplug, .small = true}))
    set([&](LinkSetting& to) { to.up = !present.up; });
  const std::string packet =
      node.drop_pending ? words<"network.drop_pending">() : words<"network.drop_packet">();
  const ButtonStyle drop = {.enabled = !node.drop_pending, .small = true};
  fits(packet, drop);
  if (button(look, packet, drop)) desk.send(DropNextCommand{node.link, false});
  fits(words<"network.drop_datagram">(), drop);
  if (button(look, words<"network.drop_datagram">(), drop)) desk.send(DropNextCommand{node.link, true});
  const std::string restore = words<"network.restore_link">();
  fits(restore, {.small = true});
  if (button(look, restore, {.small = true})) set([](LinkSetting& to) { to = {}; });
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
}

}  // namespace tlscam
