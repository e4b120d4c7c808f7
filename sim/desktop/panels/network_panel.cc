#include "sim/desktop/panels/network_panel.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/panel_bar.h"
#include "sim/words/attacker.h"
#include "sim/words/desktop.h"
#include "sim/words/network.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr float kLeastMap = 220;  // CSS pixels: on a lower map names would stand on each other

}  // namespace

void NetworkPanel::draw_bar(Stage& stage) {
  Look& look = stage.look;
  const Snapshot& snapshot = *stage.desk.snapshot();
  const std::size_t faults = count_faults(snapshot);
  const auto active = std::ranges::count_if(snapshot.attackers, &AttackerView::active);
  const auto one = [&](NetworkTab tab_of, const std::string& name) {
    if (tab_of != NetworkTab::map) ImGui::SameLine(0, 0);
    if (tab(look, name, stage.network_tab == tab_of)) stage.network_tab = tab_of;
    if (stage.network_tab == tab_of && shown_ != tab_of) ImGui::SetScrollHereX(0.5f);
  };
  panel_bar(stage, Area::network, [&] {
    one(NetworkTab::map, words<"page.network">());
    one(NetworkTab::faults,
        faults ? words<"network.faults_count">({.faults = faults}) : words<"network.faults">());
    one(NetworkTab::attackers,
        active ? words<"attacker.attackers_count">({.count_active = active}) : words<"attacker.attackers">());
    one(NetworkTab::bridge, words<"desktop.bridge_tab">());
  });
  shown_ = stage.network_tab;
}

void NetworkPanel::draw(Stage& stage) {
  Look& look = stage.look;
  const Snapshot* const snapshot = stage.desk.snapshot();
  if (!snapshot) return;
  draw_bar(stage);
  if (stage.network_tab == NetworkTab::map) {
    const auto node = std::ranges::find(snapshot->nodes, stage.link, &NodeSnapshot::link);
    const bool selected = !stage.link.empty() && node != snapshot->nodes.end();
    // Where there is no room for both, the panel scrolls.
    ImGui::BeginChild("map");
    const float room = ImGui::GetContentRegionAvail().y;
    const ImVec2 at = ImGui::GetCursorScreenPos();
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
    map_.draw(stage, selected ? std::max(room - LinkCard::height(look), look.px(kLeastMap)) : room - 1);
    ImGui::PopStyleVar();
    if (selected) {
      link_.draw(stage, *node);
    } else {
      const TextStyle small = {Face::text, TextSize::s, Color::soft};
      const std::string frames = words<"network.frames">({.count = snapshot->frames});
      look.draw({at.x + look.px(12), at.y + room - look.px(24)}, small, frames);
      std::string hosts;
      for (const std::string& host : hosts_beyond(snapshot->services))
        hosts += (hosts.empty() ? "" : ", ") + host;
      if (!hosts.empty())
        look.draw_elided({at.x + look.px(12), at.y + room - look.px(42)},
                         ImGui::GetContentRegionAvail().x - look.px(24), small,
                         words<"desktop.beyond">({.hosts = hosts}));
    }
    ImGui::EndChild();
    return;
  }
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(16), look.px(14)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(6), 0});
  ImGui::PushID(static_cast<int>(stage.network_tab));
  ImGui::BeginChild("card", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding);
  if (stage.network_tab == NetworkTab::faults) faults_.draw(stage);
  if (stage.network_tab == NetworkTab::attackers) attackers_.draw(stage);
  if (stage.network_tab == NetworkTab::bridge) bridge_.draw(stage);
  ImGui::EndChild();
  ImGui::PopID();
  ImGui::PopStyleVar(2);
}

}  // namespace tlscam
