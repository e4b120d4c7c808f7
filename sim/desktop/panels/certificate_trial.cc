#include "sim/desktop/panels/certificate_trial.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/model/certificate_reader.h"
#include "sim/words/certificate.h"

namespace tlscam {
namespace {

constexpr float kLabel = 118;  // CSS pixels

std::string spaced(std::string id) {
  std::replace(id.begin(), id.end(), '_', ' ');
  return id;
}

// An icon with a text behind it that breaks at the panel's edge.
void judged(Look& look, bool good, const std::string& words_shown, TextStyle style) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  look.draw_icon({at.x + look.px(8), at.y + look.px(9)}, good ? icon::check : icon::failed, 14,
                 look.color(good ? Color::proved : Color::failed));
  ImGui::SetCursorScreenPos({at.x + look.px(22), at.y});
  wrapped(look, words_shown, style);
  ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
}

}  // namespace

Instant CertificateTrial::clock(const Stage& stage) const {
  if (const CameraSnapshot* const camera = stage.desk.camera(camera_)) return camera->clock;
  return stage.desk.snapshot()->true_time;
}

void CertificateTrial::look_at(Stage& stage, const Bytes& bytes) {
  state_ = std::make_shared<State>();
  state_->file = bytes;
  decided_of_.clear();
  name_.clear();
  stage.desk.send(ListFilesCommand{"", ""}, [state = state_](Result<std::vector<FileEntry>> files) {
    if (!files) return;
    for (const FileEntry& file : *files)
      if (file.kind == FileKind::certificate || file.kind == FileKind::certificate_chain)
        state->anchors.push_back(file.name);
  });
  ask_reader(stage.desk, WhoMayConnectCommand{bytes, {}},
             [state = state_](Result<std::vector<NameView>> names) {
               if (names)
                 state->names = std::move(*names);
               else
                 state->problem = names.error().text;
             });
}

void CertificateTrial::decide(Stage& stage, const std::string& path) {
  const Instant at = clock(stage);
  // Clocks go on all the time; the verdict changes with a day at most.
  const std::string of = name_ + "\n" + anchor_ + "\n" + to_text(at).substr(0, 10);
  if (std::exchange(decided_of_, of) == of) return;
  const auto verify = [&desk = stage.desk, state = state_, name = name_, at](std::vector<Bytes> anchors) {
    ask_reader(desk, VerifyChainCommand{state->file, std::move(anchors), name, at},
               [state](Result<ChainView> verdict) {
                 state->decided = verdict.has_value();
                 state->problem = verdict ? "" : verdict.error().text;
                 if (verdict) state->verdict = std::move(*verdict);
               });
  };
  if (anchor_.empty()) return verify({});
  if (anchor_ == path) return verify({state_->file});
  stage.desk.send(ReadFileCommand{"", anchor_}, [verify, state = state_](Result<Bytes> anchor) {
    if (anchor) return verify({std::move(*anchor)});
    state->problem = anchor.error().text;
  });
}

void CertificateTrial::draw(Stage& stage, const std::string& path, const Bytes& bytes) {
  Look& look = stage.look;
  if (!state_ || state_->file != bytes) {
    look_at(stage, bytes);
    anchor_ = path;
  }
  gap(look, 10);
  hairline(look);
  gap(look, 8);
  if (name_.empty())
    for (const NameView& one : state_->names)
      if (name_.empty() && one.accepted) name_ = one.name;
  draw_asked(stage, path);
  if (!state_->names.empty()) decide(stage, path);
  gap(look, 6);
  if (!state_->problem.empty())
    wrapped(look, state_->problem, {Face::text, TextSize::sm, Color::failed});
  else if (state_->decided)
    draw_verdict(look);
  if (!state_->names.empty()) draw_names(look);
}

void CertificateTrial::draw_asked(Stage& stage, const std::string& path) {
  Look& look = stage.look;
  const auto label = [&](const std::string& shown) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_elided({at.x, at.y + look.px(6)}, look.px(kLabel - 6), {Face::text, TextSize::sm, Color::soft},
                     shown);
    ImGui::SetCursorScreenPos({at.x + look.px(kLabel), at.y});
    return ImGui::GetContentRegionAvail().x;
  };
  const std::string connects = words<"certificate.connects_to">();
  text_field(look, connects, name_, "", label(connects));

  std::vector<std::string> paths = {""};
  if (std::find(state_->anchors.begin(), state_->anchors.end(), path) == state_->anchors.end())
    paths.push_back(path);
  paths.insert(paths.end(), state_->anchors.begin(), state_->anchors.end());
  std::vector<std::string> shown = paths;
  shown.front() = words<"certificate.trusts_nothing">();
  auto chosen = static_cast<std::size_t>(std::find(paths.begin(), paths.end(), anchor_) - paths.begin());
  const std::string trusts = words<"certificate.trusts">();
  if (choice(look, trusts, shown, chosen, label(trusts))) anchor_ = paths[chosen];

  std::vector<std::string> cameras = {""};
  std::vector<std::string> clocks = {words<"certificate.true_time">()};
  for (const CameraSnapshot& camera : stage.desk.snapshot()->cameras) {
    if (camera.state != CameraState::running) continue;
    cameras.push_back(camera.name);
    clocks.push_back(camera.name + ": " + to_text(camera.clock).substr(0, 10));
  }
  auto whose = static_cast<std::size_t>(std::find(cameras.begin(), cameras.end(), camera_) - cameras.begin());
  if (whose == cameras.size()) whose = 0;
  const std::string says = words<"certificate.clock_says">();
  if (choice(look, says, clocks, whose, label(says))) camera_ = cameras[whose];
}

void CertificateTrial::draw_verdict(Look& look) {
  const ChainView& verdict = state_->verdict;
  const std::string shown = verdict.accepted ? words<"certificate.accepts">()
                            : verdict.alert.empty()
                                ? words<"certificate.refuses">()
                                : words<"certificate.refuses_alert">({.alert = verdict.alert});
  judged(look, verdict.accepted, shown, {Face::strong, TextSize::sm, Color::ink});
  if (!verdict.exception.empty())
    wrapped(look, verdict.exception, {Face::mono, TextSize::code, Color::failed});
  for (const ChainStepView& step : verdict.steps) {
    gap(look, 6);
    const std::string role = step.role == "leaf"     ? words<"certificate.leaf">()
                             : step.role == "anchor" ? words<"certificate.anchor">()
                                                     : words<"certificate.intermediate">();
    wrapped(look, role + "  " + step.subject, {Face::strong, TextSize::sm, Color::ink});
    for (const ChainCheckView& check : step.checks)
      judged(look, check.passed,
             (check.passed ? "" : words<"certificate.fails">()) + spaced(check.check) + ": " + check.reason,
             {Face::text, TextSize::sm, Color::ink});
  }
  for (const std::string& note : verdict.notes) wrapped(look, note, {Face::text, TextSize::s, Color::soft});
}

void CertificateTrial::draw_names(Look& look) {
  gap(look, 10);
  text(look, words<"certificate.who_may_connect">(), {Face::strong, TextSize::sm, Color::ink});
  for (const NameView& name : state_->names) {
    judged(look, name.accepted,
           name.name + "  " + (name.accepted ? words<"certificate.yes">() : words<"certificate.no">()),
           {Face::mono, TextSize::code, Color::ink});
    ImGui::Indent(look.px(22));
    wrapped(look, name.reason, {Face::text, TextSize::s, Color::soft});
    ImGui::Unindent(look.px(22));
  }
}

}  // namespace tlscam
