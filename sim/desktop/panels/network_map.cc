#include "sim/desktop/panels/network_map.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "sim/desktop/look/widgets.h"
#include "sim/words/attacker.h"
#include "sim/words/network.h"

namespace tlscam {
namespace {

constexpr double kFlight = 0.4;      // seconds
constexpr double kLostStays = 0.5;   // seconds, after a frame was lost
constexpr double kBetween = 0.04;    // seconds: frames that went together start one after the other
constexpr std::size_t kAtOnce = 24;  // frames under way; more would only blur
constexpr float kReach = 11;         // CSS pixels around a link that belong to it

std::string title_of(const NodeSnapshot& node) {
  if (node.kind == NodeKind::gateway) return words<"network.map_services">();
  if (node.kind == NodeKind::workstation) return words<"network.map_workstation">();
  return node.name;
}

Color color_of(const FrameShown& frame) {
  if (frame.protocol == "TLS" || frame.protocol == "DTLS") return Color::half;
  if (frame.protocol == "TCP" || frame.protocol == "UDP") return Color::client;
  return Color::service;
}

float distance(ImVec2 point, ImVec2 from, ImVec2 to) {
  const ImVec2 way = to - from;
  const ImVec2 there = point - from;
  const float length = way.x * way.x + way.y * way.y;
  const float part = std::clamp((there.x * way.x + there.y * way.y) / std::max(length, 1.0f), 0.0f, 1.0f);
  return std::hypot(there.x - way.x * part, there.y - way.y * part);
}

void dashed_line(ImVec2 from, ImVec2 to, ImU32 color, float width, float on, float off) {
  const float length = std::hypot(to.x - from.x, to.y - from.y);
  for (float at = 0; at < length; at += on + off)
    ImGui::GetWindowDrawList()->AddLine(from + (to - from) * (at / length),
                                        from + (to - from) * (std::min(at + on, length) / length), color,
                                        width);
}

// Text with its middle at a place, on a ground that keeps lines away from it.
void draw_label(Look& look, ImVec2 middle, TextStyle style, const std::string& words, bool ground = false) {
  if (words.empty()) return;
  const ImVec2 size = look.measure(style, words);
  const ImVec2 at = middle - size * 0.5f;
  if (ground) {
    const ImVec2 margin = {look.px(3), 0};
    ImGui::GetWindowDrawList()->AddRectFilled(at - margin, at + size + margin, look.color(Color::panel));
  }
  look.draw(at, style, words);
}

void focus_ring(Look& look, ImVec2 middle, float radius) {
  if (ImGui::IsItemFocused() && ImGui::GetIO().NavVisible)
    ImGui::GetWindowDrawList()->AddCircle(middle, radius, look.color(Color::client), 32, look.px(2));
}

}  // namespace

ImVec2 NetworkMap::at(MapPlace place) const {
  return origin_ + ImVec2(place.x, place.y) * scale_;
}

void NetworkMap::draw(Stage& stage, float height) {
  Look& look = stage.look;
  const ImVec2 begin = ImGui::GetCursorScreenPos();
  const ImVec2 room = {ImGui::GetContentRegionAvail().x, height};
  scale_ = std::min({room.x / kMapSize.x, room.y / kMapSize.y, look.px(1.5f)});
  origin_ = begin + (room - ImVec2(kMapSize.x, kMapSize.y) * scale_) * 0.5f;
  places_ = map_layout(stage.desk.snapshot()->nodes);
  take_frames(stage);
  draw_links(stage);
  draw_air(stage);
  draw_frames(stage);
  draw_switch(stage);
  draw_nodes(stage);
  draw_attackers(stage);
  ImGui::SetCursorScreenPos(begin);
  ImGui::Dummy(room);
}

void NetworkMap::take_frames(const Stage& stage) {
  const Desk& desk = stage.desk;
  if (std::exchange(generation_, desk.generation()) != desk.generation()) {
    flights_.clear();
    seen_ = desk.frames_seen();
  }
  const std::size_t fresh =
      std::min<std::uint64_t>({desk.frames_seen() - seen_, desk.frames().size(), kAtOnce});
  seen_ = desk.frames_seen();
  double begin = ImGui::GetTime();
  for (std::size_t i = desk.frames().size() - fresh; i < desk.frames().size(); ++i) {
    const FrameShown& frame = desk.frames()[i];
    const auto& nodes = desk.snapshot()->nodes;
    auto way = map_way(frame.link, nodes);
    if (!way || flights_.size() >= kAtOnce) continue;
    flights_.push_back(
        {std::move(*way), begin, frame.from_node, frame.fate != Fate::delivered, color_of(frame)});
    begin += kBetween;
  }
}

void NetworkMap::draw_links(Stage& stage) {
  Look& look = stage.look;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImVec2 hub = at(kMapSwitch);
  const auto& nodes = stage.desk.snapshot()->nodes;
  const auto toggle = [&](const NodeSnapshot& node) {
    stage.link = stage.link == node.link ? "" : node.link;
  };
  const NodeSnapshot* under_mouse = nullptr;
  if (ImGui::IsWindowHovered()) {
    float nearest = look.px(kReach);
    for (const NodeSnapshot& node : nodes) {
      const float away = distance(ImGui::GetMousePos(), hub, at(places_.at(node.name)));
      if (!node.link.empty() && away < nearest) {
        nearest = away;
        under_mouse = &node;
      }
    }
  }
  bool pressed_item = false;
  for (const NodeSnapshot& node : nodes) {
    const ImVec2 end = at(places_.at(node.name));
    const ImVec2 middle = (hub + end) * 0.5f;
    const std::string trouble = link_trouble(node);
    bool focused = false;
    if (!node.link.empty()) {
      ImGui::PushID(node.name.c_str());
      const ImVec2 half = {look.px(16), look.px(12)};
      ImGui::SetCursorScreenPos(middle - half);
      ImGui::SetNextItemAllowOverlap();
      if (ImGui::InvisibleButton("link", half * 2, ImGuiButtonFlags_EnableNav)) {
        toggle(node);
        pressed_item = true;
      }
      focused = ImGui::IsItemFocused() && ImGui::GetIO().NavVisible;
      std::string name = title_of(node);
      if (!node.address.empty()) name += " " + node.address;
      look.seen.note(SeenRole::button,
                     words<"network.describe_link">(
                         {.name = name, .state = trouble.empty() ? words<"network.works">() : trouble}),
                     middle - half, middle + half, true, stage.link == node.link);
      ImGui::PopID();
    }
    const bool selected = !stage.link.empty() && stage.link == node.link;
    const bool lit = selected || under_mouse == &node;
    if (!node.conditions.up) {
      dashed_line(hub, end, look.color(Color::failed), look.px(1.5f), look.px(2), look.px(6));
    } else if (!trouble.empty()) {
      dashed_line(hub, end, look.color(Color::half), look.px(1.5f), look.px(5), look.px(4));
    } else {
      list->AddLine(hub, end, lit ? look.color(Color::ink) : with_alpha(look.color(Color::edge), 0.65f),
                    look.px(lit ? 2 : 1.5f));
    }
    if (focused) list->AddLine(hub, end, look.color(Color::client), look.px(4));
    if (trouble.empty()) continue;
    const Color color = node.conditions.up ? Color::half : Color::failed;
    const TextStyle style = {Face::text, TextSize::xs, color};
    const ImVec2 label = {middle.x + look.px(8), middle.y - look.px(10)};
    draw_label(look, label, style, trouble, true);
    look.draw_icon({label.x - look.measure(style, trouble).x / 2 - look.px(10), label.y},
                   node.conditions.up ? icon::alert : icon::unplug, 12, look.color(color));
  }
  if (!under_mouse || ImGui::IsAnyItemHovered()) return;
  ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  if (ImGui::IsMouseClicked(0) && !pressed_item) toggle(*under_mouse);
}

// The ways of cameras to the camera whose network they have joined.
void NetworkMap::draw_air(Stage& stage) {
  Look& look = stage.look;
  for (const AirLink& air : air_links(stage.desk.snapshot()->nodes)) {
    const ImVec2 from = at(places_.at(air.station));
    const ImVec2 to = at(places_.at(air.access_point));
    dashed_line(from, to, look.color(Color::client), look.px(1.5f), look.px(2), look.px(5));
    look.seen.note(
        SeenRole::text,
        words<"network.joined">({.station = air.station, .network = air.network, .camera = air.access_point}),
        ImVec2(std::min(from.x, to.x), std::min(from.y, to.y)),
        ImVec2(std::max(from.x, to.x), std::max(from.y, to.y)));
  }
}

// Waves at the side that looks inward, and the name of the network.
void NetworkMap::draw_radio(Stage& stage, const NodeSnapshot& node) {
  Look& look = stage.look;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const AccessPointView& network = *node.radio->serves;
  const MapPlace place = places_.at(node.name);
  const ImVec2 middle = at(place);
  const float inward = place.x > kMapSwitch.x ? -1.0f : 1.0f;
  constexpr float kQuarter = 0.7f;  // radians, to both sides
  const float direction = inward > 0 ? 0 : std::numbers::pi_v<float>;
  for (const float radius : {21.0f, 27.0f}) {
    list->PathArcTo(middle, look.px(radius), direction - kQuarter / 2, direction + kQuarter / 2, 12);
    list->PathStroke(look.color(Color::soft), 0, look.px(1.5f));
  }
  const std::string name =
      network.open ? words<"network.open_network">({.network = network.ssid}) : network.ssid;
  const TextStyle style = {Face::text, TextSize::xs, network.open ? Color::exposed : Color::soft};
  const float width = look.measure(style, name).x;
  draw_label(look, {middle.x + inward * (look.px(33) + width / 2), middle.y}, style, name, true);
}

void NetworkMap::draw_frames(Stage& stage) {
  Look& look = stage.look;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const double now = ImGui::GetTime();
  const ImU32 ground = look.color(Color::panel);
  std::erase_if(flights_, [&](const Flight& flight) {
    return now - flight.begin > kFlight + (flight.lost ? kLostStays : 0) ||
           !places_.contains(flight.way.node) ||
           (!flight.way.other.empty() && !places_.contains(flight.way.other));
  });
  for (const Flight& flight : flights_) {
    if (now < flight.begin) continue;
    const ImVec2 node = at(places_.at(flight.way.node));
    const ImVec2 hub = at(flight.way.other.empty() ? kMapSwitch : places_.at(flight.way.other));
    const ImVec2 from = flight.from_node ? node : hub;
    ImVec2 to = flight.from_node ? hub : node;
    if (flight.lost) to = (from + to) * 0.5f;
    float part = std::clamp(static_cast<float>((now - flight.begin) / kFlight), 0.0f, 1.0f);
    part = part * part * (3 - 2 * part);
    // Without motion a frame is a mark on its link.
    const ImVec2 middle = stage.look.motion ? from + (to - from) * part : (node + hub) * 0.5f;
    const float width = look.px(1.5f);
    if (flight.lost) {
      const float arm = look.px(5);
      const ImU32 failed = look.color(Color::failed);
      list->AddLine(middle - ImVec2(arm, arm), middle + ImVec2(arm, arm), failed, look.px(2));
      list->AddLine(middle + ImVec2(-arm, arm), middle + ImVec2(arm, -arm), failed, look.px(2));
      continue;
    }
    const ImVec2 half = {look.px(9), look.px(6)};
    list->AddRectFilled(middle - half, middle + half, ground, look.px(2.5f));
    list->AddRect(middle - half, middle + half, look.color(flight.color), look.px(2.5f), 0, width);
    list->AddLine({middle.x - look.px(5), middle.y}, {middle.x + look.px(5), middle.y},
                  look.color(flight.color), width);
  }
  if (!flights_.empty()) stage.moves = true;
}

void NetworkMap::draw_switch(Stage& stage) {
  Look& look = stage.look;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const ImVec2 hub = at(kMapSwitch);
  const ImVec2 half = {look.px(24), look.px(15)};
  list->AddRectFilled(hub - half, hub + half, look.color(Color::panel), look.px(5));
  list->AddRect(hub - half, hub + half, look.color(Color::soft), look.px(5), 0, look.px(1.2f));
  draw_label(look, hub, {Face::text, TextSize::xs, Color::soft}, words<"network.switch">());
}

void NetworkMap::draw_nodes(Stage& stage) {
  Look& look = stage.look;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  for (const NodeSnapshot& node : stage.desk.snapshot()->nodes) {
    const MapPlace place = places_.at(node.name);
    const ImVec2 middle = at(place);
    const CameraSnapshot* const camera = stage.desk.camera(node.name);
    const bool off = camera && camera->state != CameraState::running;
    const ImU32 color = look.color(node.kind == NodeKind::workstation ? Color::soft : color_of(node.role));
    const float stroke = look.px(1.5f);
    const auto square = [&](ImVec2 half, float radius, bool hollow) {
      list->AddRectFilled(middle - half, middle + half, hollow ? look.color(Color::panel) : color, radius);
      if (hollow) list->AddRect(middle - half, middle + half, color, radius, 0, stroke);
    };
    if (node.kind == NodeKind::gateway) {
      draw_shape(look, middle, 34, Shape::diamond, color);
    } else if (node.kind == NodeKind::workstation) {
      square({look.px(18), look.px(12)}, look.px(3.5f), true);
    } else if (node.role == Role::server) {
      square({look.px(15), look.px(15)}, look.px(4), off);
    } else {
      list->AddCircleFilled(middle, look.px(16), off ? look.color(Color::panel) : color, 40);
      if (off) list->AddCircle(middle, look.px(16), color, 40, stroke);
    }
    const std::string title = off ? words<"network.off">({.camera = title_of(node)}) : title_of(node);
    ImGui::PushID(node.name.c_str());
    const ImVec2 half = {look.px(19), look.px(19)};
    ImGui::SetCursorScreenPos(middle - half);
    if (ImGui::InvisibleButton("node", half * 2, ImGuiButtonFlags_EnableNav)) {
      if (node.kind == NodeKind::gateway)
        stage.network_tab = NetworkTab::faults;
      else
        stage.desk.selection.place = node.kind == NodeKind::camera ? node.name : "";
    }
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    focus_ring(look, middle, look.px(21));
    look.seen.note(SeenRole::button, title, middle - half, middle + half);
    ImGui::PopID();
    const bool above = place.y < kMapSwitch.y;
    const TextStyle name = {Face::text, TextSize::s, off ? Color::soft : Color::ink};
    draw_label(look, {middle.x, middle.y + look.px(above ? -40.0f : 28.0f)}, name, title);
    draw_label(look, {middle.x, middle.y + look.px(above ? -26.0f : 42.0f)},
               {Face::text, TextSize::xs, Color::soft}, node.address);
    if (node.radio && node.radio->serves) draw_radio(stage, node);
  }
}

void NetworkMap::draw_attackers(Stage& stage) {
  Look& look = stage.look;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  const Snapshot& snapshot = *stage.desk.snapshot();
  for (const AttackerView& attacker : snapshot.attackers) {
    const auto place = attacker_place(attacker, snapshot.nodes, places_);
    if (!place) continue;
    const ImVec2 middle = at(*place);
    const ImVec2 top = {middle.x, middle.y - look.px(12)};
    const ImVec2 right = {middle.x + look.px(13), middle.y + look.px(10)};
    const ImVec2 left = {middle.x - look.px(13), middle.y + look.px(10)};
    list->AddTriangleFilled(top, right, left, look.color(attacker.active ? Color::attacker : Color::panel));
    list->AddTriangle(top, right, left, look.color(Color::attacker), look.px(1.5f));
    const TextStyle style = {Face::text, TextSize::s, Color::attacker};
    const ImVec2 size = look.measure(style, attacker.name);
    draw_label(look, {middle.x + look.px(18) + size.x / 2, middle.y + look.px(3)}, style, attacker.name,
               true);
    ImGui::PushID(attacker.name.c_str());
    const ImVec2 from = {middle.x - look.px(16), middle.y - look.px(14)};
    const ImVec2 extent = {look.px(36) + size.x, look.px(28)};
    ImGui::SetCursorScreenPos(from);
    if (ImGui::InvisibleButton("attacker", extent, ImGuiButtonFlags_EnableNav))
      stage.network_tab = NetworkTab::attackers;
    if (ImGui::IsItemHovered()) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
    focus_ring(look, middle, look.px(17));
    look.seen.note(SeenRole::button,
                   words<"attacker.on_map">(
                       {.attacker = attacker.name,
                        .title = attacker.title,
                        .state = attacker.active ? words<"attacker.at_work">() : words<"attacker.rests">()}),
                   from, from + extent, true, attacker.active);
    ImGui::PopID();
  }
}

}  // namespace tlscam
