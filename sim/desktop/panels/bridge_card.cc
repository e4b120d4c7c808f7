#include "sim/desktop/panels/bridge_card.h"

#include <charconv>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/form.h"
#include "sim/words/desktop.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr double kAskAgain = 1;  // seconds: a problem with a connection comes by itself

// The number in a field; 0, which the session refuses where a port is needed: it is not a number.
std::uint32_t number_in(const std::string& text) {
  std::uint32_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

void BridgeCard::ask(Stage& stage) {
  if (std::exchange(generation_, stage.desk.generation()) != stage.desk.generation()) *known_ = {};
  const double now = ImGui::GetTime();
  if (known_->asked || (!known_->changed && now - asked_at_ < kAskAgain)) return;
  asked_at_ = now;
  known_->asked = true;
  known_->changed = false;
  stage.desk.send(BridgesCommand{}, [known = known_](Result<BridgesShown> shown) {
    known->asked = false;
    if (shown) known->shown = std::move(*shown);
  });
}

void BridgeCard::draw(Stage& stage) {
  Look& look = stage.look;
  ask(stage);
  form_heading(look, words<"desktop.bridges">());
  wrapped(look, words<"desktop.bridges_note">(), {Face::text, TextSize::s, Color::soft});
  gap(look, 8);
  draw_bridges(stage, *stage.desk.snapshot());
  gap(look, 10);
  hairline(look);
  gap(look, 12);
  form_heading(look, words<"desktop.reaches">());
  wrapped(look, words<"desktop.reaches_note">(), {Face::text, TextSize::s, Color::soft});
  gap(look, 8);
  draw_reaches(stage);
  const auto trouble = [&](const std::string& words_shown) {
    if (words_shown.empty()) return;
    gap(look, 8);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_icon({at.x + look.px(7), at.y + look.px(9)}, icon::alert, 13, look.color(Color::failed));
    ImGui::Indent(look.px(20));
    wrapped(look, words_shown, {Face::text, TextSize::sm, Color::failed});
    ImGui::Unindent(look.px(20));
  };
  trouble(known_->refused);
  trouble(known_->shown.problem);
}

void BridgeCard::draw_bridges(Stage& stage, const Snapshot& snapshot) {
  Look& look = stage.look;
  const auto done = [known = known_](const auto& reply) {
    known->changed = true;
    known->refused = reply ? "" : reply.error().text;
  };
  for (const BridgeShown& bridge : known_->shown.bridges) {
    const std::string protocol = bridge.datagram ? "UDP" : "TCP";
    ImGui::PushID((bridge.real + protocol).c_str());
    if (removable_line(
            look,
            words<"desktop.bridge">(
                {.real = bridge.real, .protocol = protocol, .port = bridge.port, .camera = bridge.camera}),
            words<"desktop.bridge_remove">({.real = bridge.real})))
      stage.desk.send(RemoveBridgeCommand{bridge.real, bridge.datagram}, done);
    // The line that a real program comes here with.
    const std::string line = "openssl s_client -connect " + bridge.real + (bridge.datagram ? " -dtls" : "");
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float width = ImGui::GetContentRegionAvail().x;
    look.draw_elided({at.x, at.y + look.px(4)}, width - look.px(32),
                     {Face::mono, TextSize::code, Color::soft}, line);
    ImGui::SetCursorScreenPos({at.x + width - look.px(26), at.y});
    if (icon_button(look, icon::copy, words<"page.copy">())) ImGui::SetClipboardText(line.c_str());
    ImGui::SetCursorScreenPos({at.x, at.y + look.px(30)});
    ImGui::PopID();
  }
  if (known_->shown.bridges.empty()) {
    wrapped(look, words<"desktop.bridges_none">(), {Face::text, TextSize::sm, Color::soft});
    gap(look, 8);
  }
  std::vector<std::string> cameras;
  for (const CameraSnapshot& camera : snapshot.cameras) cameras.push_back(camera.name);
  if (cameras.empty()) return;
  if (camera_ >= cameras.size()) camera_ = 0;
  bool entered = form_field(look, words<"desktop.real_port">(), real_port_, words<"desktop.any_port">());
  form_choice(look, words<"desktop.bridge_camera">(), cameras, camera_);
  entered |= form_field(look, words<"desktop.camera_port">(), port_, "");
  check(look, words<"desktop.datagrams">(), datagram_);
  gap(look, 6);
  if (button(look, words<"desktop.bridge_add">(), {.icon = icon::plus, .small = true}) || entered)
    stage.desk.send(AddBridgeCommand{number_in(real_port_), cameras[camera_], number_in(port_), datagram_},
                    done);
}

void BridgeCard::draw_reaches(Stage& stage) {
  Look& look = stage.look;
  const auto done = [known = known_](const auto& reply) {
    known->changed = true;
    known->refused = reply ? "" : reply.error().text;
  };
  for (const ReachShown& reach : known_->shown.reaches) {
    ImGui::PushID(reach.name.c_str());
    if (removable_line(look, words<"desktop.reach">({.name = reach.name, .real = reach.real}),
                       words<"desktop.bridge_remove">({.real = reach.name})))
      stage.desk.send(RemoveReachCommand{reach.name}, done);
    ImGui::PopID();
  }
  if (known_->shown.reaches.empty()) {
    wrapped(look, words<"desktop.reaches_none">(), {Face::text, TextSize::sm, Color::soft});
    gap(look, 8);
  }
  bool entered = form_field(look, words<"desktop.reach_name">(), name_, "broker.example");
  entered |= form_field(look, words<"desktop.server_port">(), server_port_, "8883");
  if (button(look, words<"desktop.reach_add">(), {.icon = icon::plus, .small = true}) || entered)
    stage.desk.send(AddReachCommand{name_, number_in(server_port_)}, done);
}

}  // namespace tlscam
