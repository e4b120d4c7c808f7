#include "sim/desktop/panels/wire_menus.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/ladder_svg.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/desktop.h"
#include "sim/words/page.h"
#include "sim/words/wire.h"

namespace tlscam {
namespace {

constexpr float kWidth = 360;  // CSS pixels
constexpr TextStyle kNote = {Face::text, TextSize::xs, Color::soft};

// A menu below the button that was drawn last, with its right edge at the button's.
bool begin_menu(Look& look, const char* id) {
  const ImVec2 corner = {ImGui::GetItemRectMax().x, ImGui::GetItemRectMax().y + look.px(4)};
  ImGui::SetNextWindowPos(corner, ImGuiCond_Always, {1, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(14), look.px(12)});
  const bool open = ImGui::BeginPopup(id);
  ImGui::PopStyleVar();
  return open;
}

// An entry with a line that says more.
bool menu_entry(Look& look, const std::string& name, const std::string& note) {
  ImGui::PushID(name.c_str());
  const bool pressed =
      ImGui::InvisibleButton("entry", {look.px(kWidth), look.px(42)}, ImGuiButtonFlags_EnableNav);
  ImGui::PopID();
  const ImVec2 at = ImGui::GetItemRectMin();
  const ImVec2 end = ImGui::GetItemRectMax();
  if (ImGui::IsItemHovered())
    ImGui::GetWindowDrawList()->AddRectFilled(at, end, look.color(Color::hover), look.px(4));
  look.draw({at.x + look.px(8), at.y + look.px(4)}, {Face::strong, TextSize::sm, Color::ink}, name);
  look.draw_elided({at.x + look.px(8), at.y + look.px(22)}, look.px(kWidth - 16), kNote, note);
  look.seen.note(SeenRole::button, name, at, end);
  return pressed;
}

}  // namespace

void WireMenus::draw_open(Stage& stage) {
  Look& look = stage.look;
  if (icon_button(look, icon::folder, words<"wire.open_capture">())) ImGui::OpenPopup("open capture");
  if (!begin_menu(look, "open capture")) return;
  const std::string open = words<"page.open">();
  const float button_width = button_size(look, open).x;
  text(look, words<"desktop.capture_path">(), {Face::strong, TextSize::sm, Color::ink});
  bool wanted = text_field(look, words<"desktop.capture_path">(), path_, "/…/capture.pcapng",
                           look.px(kWidth) - button_width - look.px(8), ImGui::IsWindowAppearing());
  ImGui::SameLine(0, look.px(8));
  wanted |= button(look, open, {.enabled = !path_.empty()});
  wrapped(look, words<"desktop.capture_drop">(), kNote, look.px(kWidth));
  if (wanted && !path_.empty()) {
    stage.reading->open_files({path_});
    ImGui::CloseCurrentPopup();
  }
  ImGui::EndPopup();
}

void WireMenus::draw_export(Stage& stage, const ConversationSnapshot& conversation) {
  Look& look = stage.look;
  WireExport& out = *stage.exports;
  if (icon_button(look, icon::download, words<"wire.export">())) ImGui::OpenPopup("export");
  if (!begin_menu(look, "export")) return;
  const OpenCapture* const capture = stage.reading->capture();
  text(look, words<"desktop.export_folder">(), kNote);
  text_field(look, words<"desktop.export_folder">(), out.folder, "", look.px(kWidth));
  gap(look, 4);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  bool done = false;
  if (menu_entry(look, capture ? words<"wire.export_capture_file">() : words<"wire.export_capture">(),
                 capture ? capture->name : words<"wire.export_capture_note">())) {
    out.save_capture();
    done = true;
  }
  if (menu_entry(look, words<"wire.export_key_log">(), words<"wire.export_key_log_note">())) {
    out.save_key_log();
    done = true;
  }
  if (menu_entry(look, words<"wire.export_text">(), words<"wire.export_text_note">())) {
    out.save_text(conversation);
    done = true;
  }
  if (menu_entry(look, words<"wire.export_svg">(), words<"wire.export_svg_note">())) {
    out.save_ladder(ladder_svg(stage, conversation));
    done = true;
  }
  ImGui::PopStyleVar();
  if (!capture) draw_follow(stage);
  if (done) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
}

void WireMenus::draw_follow(Stage& stage) {
  Look& look = stage.look;
  WireExport& out = *stage.exports;
  gap(look, 6);
  ImGui::Dummy({look.px(kWidth), 1});
  ImGui::GetWindowDrawList()->AddLine(ImGui::GetItemRectMin(), ImGui::GetItemRectMax(),
                                      look.color(Color::line2));
  gap(look, 4);
  text(look, words<"desktop.follow">(), {Face::strong, TextSize::sm, Color::ink});
  wrapped(look, words<"desktop.follow_note">(), kNote, look.px(kWidth));
  const CapturePipe* const pipe = out.pipe();
  const std::string act = pipe ? words<"desktop.follow_end">() : words<"desktop.follow_begin">();
  const float field = look.px(kWidth) - button_size(look, act).x - look.px(8);
  if (pipe) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw_elided({at.x, at.y + look.px(6)}, field, {Face::mono, TextSize::code, Color::ink},
                     pipe->path());
    ImGui::Dummy({field, look.px(30)});
  } else {
    text_field(look, words<"desktop.follow_pipe">(), out.pipe_path, "", field);
  }
  ImGui::SameLine(0, look.px(8));
  if (button(look, act)) return pipe ? out.end_following() : out.follow();
  if (!pipe) return;
  if (pipe->state() == CapturePipe::State::follows)
    return wrapped(look, words<"desktop.follow_reads">({.size = size_text(pipe->written())}), kNote,
                   look.px(kWidth));
  wrapped(look, words<"desktop.follow_waits">(), kNote, look.px(kWidth));
  const std::string command = "wireshark -k -i " + pipe->path();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  look.draw_elided({at.x, at.y + look.px(4)}, look.px(kWidth - 80), {Face::mono, TextSize::code, Color::ink},
                   command);
  ImGui::SetCursorScreenPos({at.x + look.px(kWidth - 74), at.y});
  if (text_button(look, words<"page.copy">(), icon::copy)) ImGui::SetClipboardText(command.c_str());
}

}  // namespace tlscam
