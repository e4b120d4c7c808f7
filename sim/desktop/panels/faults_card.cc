#include "sim/desktop/panels/faults_card.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/form.h"
#include "sim/words/desktop.h"
#include "sim/words/network.h"

namespace tlscam {
namespace {

bool is_same(const ServiceFaultFields& one, const ServiceFaultFields& other) {
  return one.kind == other.kind && one.name == other.name && one.address == other.address &&
         one.offset == other.offset;
}

void set(Stage& stage, const ServiceView& service, std::vector<ServiceFaultFields> faults) {
  stage.desk.send(SetServiceFaultsCommand{service.id, std::move(faults)});
}

std::vector<ServiceFaultFields> fields_of(const ServiceView& service) {
  std::vector<ServiceFaultFields> fields;
  for (const ServiceFaultView& fault : service.faults) fields.push_back(fault.fault);
  return fields;
}

struct State {
  Icon icon;
  Color color;
  std::string words;
};

State state_of(PlacedFault::State state) {
  switch (state) {
    case PlacedFault::State::pending:
      return {icon::waiting, Color::soft, words<"desktop.fault_pending">()};
    case PlacedFault::State::done:
      return {icon::check, Color::half, words<"desktop.fault_done">()};
    case PlacedFault::State::missed:
      return {icon::failed, Color::failed, words<"desktop.fault_missed">()};
  }
  return {};
}

}  // namespace

std::size_t count_faults(const Snapshot& snapshot) {
  std::size_t count = 0;
  for (const ServiceView& service : snapshot.services) count += service.faults.size();
  const auto pending = [](const std::vector<FaultSnapshot>& faults) {
    return static_cast<std::size_t>(
        std::ranges::count(faults, PlacedFault::State::pending, &FaultSnapshot::state));
  };
  for (const NodeSnapshot& node : snapshot.nodes) {
    count += pending(node.faults);
    if (node.radio) count += pending(node.radio->faults);
  }
  return count;
}

void FaultsCard::draw(Stage& stage) {
  const Snapshot& snapshot = *stage.desk.snapshot();
  for (const ServiceView& service : snapshot.services) {
    if (service.kinds.empty()) continue;
    ImGui::PushID(service.id.c_str());
    form_heading(stage.look, service.title);
    if (service.many_faults)
      draw_many(stage, service);
    else
      draw_choices(stage, service);
    gap(stage.look, 14);
    ImGui::PopID();
  }
  for (const NodeSnapshot& node : snapshot.nodes) {
    draw_placed(stage, node.name, node.link, node.faults);
    if (node.radio) draw_placed(stage, node.radio->link, node.radio->link, node.radio->faults);
  }
}

void FaultsCard::draw_many(Stage& stage, const ServiceView& service) {
  Look& look = stage.look;
  for (std::size_t i = 0; i < service.faults.size(); ++i) {
    ImGui::PushID(static_cast<int>(i));
    const ServiceFaultView& fault = service.faults[i];
    if (removable_line(look, fault.title, words<"network.remove_fault">({.name = fault.fault.name}))) {
      auto kept = fields_of(service);
      kept.erase(kept.begin() + static_cast<std::ptrdiff_t>(i));
      set(stage, service, std::move(kept));
    }
    ImGui::PopID();
  }
  draw_form(stage, service);
}

void FaultsCard::draw_form(Stage& stage, const ServiceView& service) {
  Look& look = stage.look;
  Form& form = forms_[service.id];
  form.kind = std::min(form.kind, service.kinds.size() - 1);
  std::vector<std::string> kinds;
  for (const ServiceFaultKindView& kind : service.kinds) kinds.push_back(kind.title);
  bool entered = form_field(look, words<"network.name">(), form.name, words<"network.name_example">());
  form_choice(look, words<"network.answer">(), kinds, form.kind);
  const ServiceFaultKindView& kind = service.kinds[form.kind];
  if (kind.has_address) entered |= form_field(look, words<"network.address">(), form.address, "");
  if (!button(look, words<"network.add_fault">(), {.icon = icon::plus, .small = true}) && !entered) return;
  auto faults = fields_of(service);
  faults.push_back({kind.kind, form.name.empty() ? "*" : form.name, kind.has_address ? form.address : "",
                    Duration::zero()});
  set(stage, service, std::move(faults));
}

void FaultsCard::draw_choices(Stage& stage, const ServiceView& service) {
  Look& look = stage.look;
  if (service.choices.size() == 1) {
    bool broken = !service.faults.empty();
    if (check(look, service.choices[0].title, broken))
      set(stage, service, broken ? std::vector{service.choices[0].fault} : std::vector<ServiceFaultFields>{});
    return;
  }
  // The first choice stands for nothing wrong; a fault that is not among the choices is the last.
  std::vector<std::string> titles = {service.no_fault};
  std::size_t chosen = 0;
  for (std::size_t i = 0; i < service.choices.size(); ++i) {
    titles.push_back(service.choices[i].title);
    if (!service.faults.empty() && is_same(service.choices[i].fault, service.faults[0].fault)) chosen = i + 1;
  }
  if (!service.faults.empty() && chosen == 0) {
    chosen = titles.size();
    titles.push_back(service.faults[0].title);
  }
  if (!form_choice(look, service.subject.empty() ? service.title : service.subject, titles, chosen)) return;
  if (chosen == 0) return set(stage, service, {});
  if (chosen <= service.choices.size()) set(stage, service, {service.choices[chosen - 1].fault});
}

void FaultsCard::draw_placed(Stage& stage, const std::string& name, const std::string& link,
                             const std::vector<FaultSnapshot>& faults) {
  if (faults.empty()) return;
  Look& look = stage.look;
  ImGui::PushID(link.c_str());
  form_heading(look, words<"network.link_of">({.name = name}));
  for (const FaultSnapshot& fault : faults) {
    ImGui::PushID(static_cast<int>(fault.id));
    const bool pending = fault.state == PlacedFault::State::pending;
    if (!pending) {
      wrapped(look, fault.title, {Face::text, TextSize::sm, Color::ink});
    } else if (removable_line(look, fault.title, words<"network.remove_fault">({.name = fault.title}))) {
      stage.desk.send(RemoveFaultCommand{link, fault.id});
    }
    const State state = state_of(fault.state);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_icon({at.x + look.px(7), at.y + look.px(8)}, state.icon, 12, look.color(state.color));
    ImGui::Indent(look.px(20));
    wrapped(look, fault.text.empty() ? state.words : state.words + ": " + fault.text,
            {Face::text, TextSize::s, state.color});
    ImGui::Unindent(look.px(20));
    gap(look, 6);
    ImGui::PopID();
  }
  gap(look, 8);
  ImGui::PopID();
}

}  // namespace tlscam
