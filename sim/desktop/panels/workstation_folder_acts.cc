#include "sim/desktop/panels/workstation_folder_acts.h"

#include <cstdlib>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/model/outside_program.h"
#include "sim/words/desktop.h"

namespace tlscam {
namespace {

constexpr double kEvery = 1;  // second

}  // namespace

void WorkstationFolderActs::look(Stage& stage) {
  if (shared_->asked || ImGui::GetTime() < asked_at_ + kEvery) return;
  asked_at_ = ImGui::GetTime();
  shared_->asked = true;
  stage.desk.on_session([shared = shared_](Session& session) -> std::function<void()> {
    auto found = shared->watch.look(session);
    return [shared, found = std::move(found)] {
      shared->folder = found;
      shared->asked = false;
    };
  });
}

void WorkstationFolderActs::add_to(FilesPanel& panel, Stage& stage) {
  if (!shared_->folder) return;
  panel.folder_acts_width = 2 * 28;
  panel.draw_folder_acts = [this, &stage] {
    const std::string path = shared_->folder->path;
    if (icon_button(stage.look, icon::external, words<"desktop.open_folder">())) stage.open_outside(path);
    ImGui::SameLine(0, stage.look.px(2));
    const std::string editor = editor_name();
    if (!icon_button(stage.look, icon::rename,
                     words<"desktop.edit_folder">({.editor = editor.empty() ? "$EDITOR" : editor})))
      return;
    if (editor.empty()) return stage.desk.notice(words<"desktop.no_editor">());
    if (auto started = start_editor(path); !started) stage.desk.notice(started.error().text);
  };
}

void WorkstationFolderActs::draw_trouble(Stage& stage) const {
  const auto& folder = shared_->folder;
  if (!folder || (folder->there && folder->writable)) return;
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddRectFilled(at, at + ImVec2(width, look.px(36)),
                                            look.color(Color::failed_bg));
  look.draw_icon(at + ImVec2(look.px(22), look.px(18)), icon::failed, 15, look.color(Color::failed));
  look.draw_elided(at + ImVec2(look.px(38), look.px(9)), width - look.px(50),
                   {Face::text, TextSize::sm, Color::failed},
                   folder->there ? words<"desktop.folder_read_only">({.folder = folder->path})
                                 : words<"desktop.folder_gone">({.folder = folder->path}));
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(36)});
}

}  // namespace tlscam
