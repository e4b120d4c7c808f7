#include "sim/desktop/panels/camera_dialogs.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/question.h"
#include "sim/lab/view/bench_view.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/bench.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

constexpr std::size_t kFilesNamed = 3;

std::string facts_of(const CameraModelShown& model) {
  return words<"bench.model_facts">({.core = model.core,
                                     .mhz = model.clock_mhz,
                                     .heap = size_text(model.heap),
                                     .date = to_text(model.power_up_clock).substr(0, 10)});
}

std::string what_goes(const std::vector<FileEntry>& files) {
  if (files.empty()) return words<"bench.drive_empty">();
  std::string names;
  for (std::size_t i = 0; i < std::min(files.size(), kFilesNamed); ++i)
    names += (i == 0 ? "" : ", ") + files[i].name;
  return files.size() > kFilesNamed
             ? words<"bench.drive_goes_more">({.files = names, .more = files.size() - kFilesNamed})
             : words<"bench.drive_goes">({.files = names});
}

std::string machine_words(MachineKind machine) {
  switch (machine) {
    case MachineKind::mcu:
      return words<"bench.machine_m7">();
    case MachineKind::mcu_an547:
      return words<"bench.machine_m55">();
    case MachineKind::usual:
      break;
  }
  return words<"bench.machine_usual">();
}

std::string machine_facts(MachineKind machine) {
  return machine == MachineKind::usual ? words<"bench.machine_usual_facts">()
                                       : words<"bench.machine_emulated_facts">();
}

// One of several, with a line about it. Returns whether it was clicked.
bool choice(Look& look, const std::string& name, const std::string& facts, bool chosen) {
  const bool clicked = row(look, name, chosen, look.px(46));
  const ImVec2 corner = ImGui::GetItemRectMin();
  const float width = ImGui::GetItemRectMax().x - corner.x - look.px(40);
  const ImVec2 dot = {corner.x + look.px(16), corner.y + look.px(14)};
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->AddCircle(dot, look.px(6), look.color(Color::edge), 24, look.px(1.5f));
  if (chosen) list->AddCircleFilled(dot, look.px(3.5f), look.color(Color::ink), 24);
  look.draw_elided({corner.x + look.px(32), corner.y + look.px(5)}, width,
                   {Face::strong, TextSize::sm, Color::ink}, name);
  look.draw_elided({corner.x + look.px(32), corner.y + look.px(24)}, width,
                   {Face::text, TextSize::s, Color::soft}, facts);
  return clicked;
}

}  // namespace

void AddCameraDialog::open(Stage& stage) {
  state_ = std::make_shared<State>();
  state_->open = true;
  if (const Snapshot* const snapshot = stage.desk.snapshot())
    state_->name = next_camera_name(snapshot->cameras);
  stage.desk.send(CameraModelsCommand{}, [state = state_](Result<std::vector<CameraModelShown>> models) {
    if (models)
      state->models = std::move(*models);
    else
      state->problem = models.error().text;
  });
}

void AddCameraDialog::add(Stage& stage) {
  stage.desk.send(AddCameraCommand{state_->name, state_->models[state_->chosen].id, std::nullopt,
                                   name_of(state_->machine)},
                  [state = state_](Result<Nothing> done) {
                    if (!done) {
                      state->problem = done.error().text;
                      return;
                    }
                    state->added = state->name;
                    state->open = false;
                  });
}

void AddCameraDialog::draw(Stage& stage) {
  Look& look = stage.look;
  if (!state_->added.empty() && stage.desk.camera(state_->added))
    stage.desk.selection.place = std::exchange(state_->added, {});
  question(look, "add camera", state_->open, words<"bench.another_camera">(), 500, [&] {
    State& state = *state_;
    gap(look, 8);
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw({at.x, at.y + look.px(6)}, {Face::text, TextSize::sm, Color::ink}, words<"bench.name">());
    ImGui::SetCursorScreenPos({at.x + look.px(64), at.y});
    const bool entered = text_field(look, words<"bench.name">(), state.name, "",
                                    ImGui::GetContentRegionAvail().x, std::exchange(state.fresh, false));
    if (ImGui::IsItemEdited()) state.problem.clear();
    ImGui::SetCursorScreenPos({at.x + look.px(64), ImGui::GetCursorScreenPos().y});
    wrapped(look, state.problem.empty() ? words<"bench.name_note">() : state.problem,
            {Face::text, TextSize::s, state.problem.empty() ? Color::soft : Color::failed});
    gap(look, 6);
    text(look, words<"bench.model">());
    for (std::size_t i = 0; i < state.models.size(); ++i)
      if (choice(look, state.models[i].name, facts_of(state.models[i]), i == state.chosen)) state.chosen = i;
    gap(look, 6);
    text(look, words<"bench.runs_on">());
    for (const MachineName& machine : kMachineNames)
      if (choice(look, machine_words(machine.value), machine_facts(machine.value),
                 machine.value == state.machine))
        state.machine = machine.value;
    gap(look, 10);
    const std::string cancel = words<"page.cancel">();
    const std::string adds = words<"bench.add">();
    const float buttons =
        button_size(look, cancel).x + look.px(8) + button_size(look, adds, {.icon = icon::plus}).x;
    const float left = ImGui::GetCursorPosX();
    const float right = left + ImGui::GetContentRegionAvail().x - buttons;
    if (button(look, words<"bench.connect_real">())) {
      state.open = false;
      stage.show_real_camera();
    }
    ImGui::SameLine();
    ImGui::SetCursorPosX(std::max(right, ImGui::GetCursorPosX()));
    if (button(look, cancel)) state.open = false;
    ImGui::SameLine(0, look.px(8));
    const bool ready = !state.models.empty() && !state.name.empty();
    if (button(look, adds, {.kind = ButtonKind::primary, .icon = icon::plus, .enabled = ready}) ||
        (entered && ready))
      add(stage);
  });
}

void RemoveCameraDialog::open(Stage& stage, const std::string& camera) {
  state_ = std::make_shared<State>();
  state_->camera = camera;
  state_->open = true;
  stage.desk.send(ListFilesCommand{camera, ""}, [state = state_](Result<std::vector<FileEntry>> files) {
    if (files) state->files = std::move(*files);
  });
}

void RemoveCameraDialog::draw(Stage& stage) {
  Look& look = stage.look;
  State& state = *state_;
  question(look, "remove camera", state.open, words<"bench.remove_ask">({.camera = state.camera}), 440, [&] {
    gap(look, 4);
    wrapped(look, what_goes(state.files), {Face::text, TextSize::sm, Color::soft});
    gap(look, 10);
    const std::string keep = words<"bench.keep">();
    const std::string remove = words<"bench.remove">({.camera = state.camera});
    const float buttons =
        button_size(look, keep).x + look.px(8) + button_size(look, remove, {.icon = icon::trash}).x;
    ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - buttons);
    if (ImGui::IsWindowAppearing()) ImGui::SetKeyboardFocusHere();
    if (button(look, keep)) state.open = false;
    ImGui::SameLine(0, look.px(8));
    if (button(look, remove, {.kind = ButtonKind::bad, .icon = icon::trash})) {
      stage.desk.send(RemoveCameraCommand{state.camera});
      state.open = false;
    }
  });
}

}  // namespace tlscam
