#include "sim/desktop/panels/certificate_card.h"

#include <algorithm>
#include <cmath>

#include "sim/desktop/look/widgets.h"
#include "sim/lab/view/bench_view.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/certificate.h"
#include "sim/words/page.h"

namespace tlscam {

void CertificateCard::draw(Stage& stage, const FileView& view, const std::string& path, const Bytes& bytes) {
  Look& look = stage.look;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(16), look.px(14)});
  ImGui::BeginChild("card", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  wrapped(look, view.summary.empty() ? view.content : view.summary, {Face::strong, TextSize::m, Color::ink});
  gap(look, 4);
  const auto verdict = [&](bool good, const std::string& words_shown) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_icon({at.x + look.px(8), at.y + look.px(9)}, good ? icon::check : icon::failed, 15,
                   look.color(good ? Color::proved : Color::failed));
    ImGui::SetCursorScreenPos({at.x + look.px(24), at.y});
    wrapped(look, words_shown);
    ImGui::SetCursorScreenPos({at.x, ImGui::GetCursorScreenPos().y});
  };
  if (!view.problem.empty()) verdict(false, view.problem);
  if (!view.loads.empty()) {
    verdict(view.good, view.reason);
    if (!view.command.empty()) draw_command(stage, view);
  }
  draw_validity(stage, view);
  gap(look, 6);
  if (!view.content.empty()) {
    if (button(look, words<"certificate.byte_by_byte">(), {.icon = icon::binary, .small = true})) {
      stage.wire.certificate = WireView::Certificate{path, bytes};
      stage.wire.tab = WireTab::certificate;
      stage.to_area = Area::wire;
    }
    if (view.kind == FileKind::certificate) {
      const std::string trial = words<"certificate.trial">();
      ImGui::SameLine(0, look.px(6));
      if (button_size(look, trial, {.small = true}).x > ImGui::GetContentRegionAvail().x) ImGui::NewLine();
      if (button(look, trial, {.small = true})) tries_ = !tries_;
    }
  }
  if (tries_ && view.kind == FileKind::certificate) trial_.draw(stage, path, bytes);
  gap(look, 8);
  constexpr float kEdge = 118;
  for (const FileField& field : view.fields) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_elided(at, look.px(kEdge - 10), {Face::text, TextSize::sm, Color::soft}, field.label);
    ImGui::SetCursorScreenPos({at.x + look.px(kEdge), at.y});
    wrapped(look, field.value, {Face::mono, TextSize::code, Color::ink});
    ImGui::SetCursorScreenPos({at.x, std::max(ImGui::GetCursorScreenPos().y, at.y + look.px(20))});
  }
  ImGui::Dummy({1, 1});
  ImGui::EndChild();
}

void CertificateCard::draw_command(Stage& stage, const FileView& view) {
  Look& look = stage.look;
  gap(look, 4);
  const std::string type_it = words<"page.type_it">();
  const float button_width = button_size(look, type_it, {.small = true}).x;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->ChannelsSplit(2);
  list->ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos(at + ImVec2(look.px(10), look.px(8)));
  wrapped(look, view.command, {Face::mono, TextSize::code, Color::ink}, width - button_width - look.px(28));
  const float height = std::max(ImGui::GetItemRectSize().y + look.px(16), look.px(40));
  ImGui::SetCursorScreenPos({at.x + width - button_width - look.px(8), at.y + (height - look.px(26)) / 2});
  if (button(look, type_it, {.small = true}))
    stage.desk.send(TypeLineCommand{"", view.command, look.motion},
                    [&desk = stage.desk](Result<std::uint32_t> begun) {
                      if (!begun) desk.notice(begun.error().text);
                    });
  list->ChannelsSetCurrent(0);
  list->AddRectFilled(at, at + ImVec2(width, height), look.color(Color::code), look.px(look.theme().radius));
  list->ChannelsMerge();
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  ImGui::Dummy({1, look.px(2)});
}

void CertificateCard::draw_validity(Stage& stage, const FileView& view) {
  if (!view.not_before || !view.not_after) return;
  Look& look = stage.look;
  const Instant now = stage.desk.snapshot()->true_time;
  const Validity validity = validity_at(*view.not_before, *view.not_after, now);
  std::string shown;
  switch (validity.state) {
    case Validity::State::not_yet:
      shown = words<"certificate.not_yet_valid">({.when = relative_text(*view.not_before, now)});
      break;
    case Validity::State::expired:
      shown = words<"certificate.expired">({.when = relative_text(*view.not_after, now)});
      break;
    case Validity::State::valid:
      shown = words<"certificate.valid">({.when = relative_text(*view.not_after, now)});
      break;
  }
  const bool good = validity.state == Validity::State::valid;
  gap(look, 12);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImDrawList* const list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, at + ImVec2(width, look.px(4)), with_alpha(look.color(Color::proved), 0.35f),
                      look.px(2));
  const float x = std::floor(at.x + (width - look.px(2)) * validity.through);
  list->AddRectFilled({x, at.y - look.px(4)}, {x + look.px(2), at.y + look.px(8)}, look.color(Color::ink));
  const TextStyle soft = {Face::text, TextSize::s, Color::soft};
  const std::string end = to_text(*view.not_after).substr(0, 10);
  look.draw({at.x, at.y + look.px(10)}, soft, to_text(*view.not_before).substr(0, 10));
  look.draw({at.x + width - look.measure(soft, end).x, at.y + look.px(10)}, soft, end);
  look.draw_elided({at.x, at.y + look.px(28)}, width,
                   {Face::text, TextSize::s, good ? Color::proved : Color::failed}, shown);
  ImGui::Dummy({1, look.px(46)});
}

}  // namespace tlscam
