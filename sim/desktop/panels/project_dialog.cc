#include "sim/desktop/panels/project_dialog.h"

#include <chrono>
#include <filesystem>

#include "sim/base/file.h"
#include "sim/desktop/look/widgets.h"
#include "sim/desktop/model/project.h"
#include "sim/desktop/panels/question.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/desktop.h"
#include "sim/words/page.h"

namespace tlscam {

void ProjectDialog::open(Stage& stage, const std::string& folder) {
  const LessonText* const lesson = stage.desk.lesson();
  if (stage.project->open(typed_path(folder), lesson ? lesson->id : "")) stage.project_open = false;
}

void ProjectDialog::draw_present(Stage& stage) {
  Look& look = stage.look;
  const std::string& folder = stage.project->folder();
  if (folder.empty()) {
    wrapped(look, words<"desktop.project_none">(), {Face::text, TextSize::sm, Color::soft});
    return;
  }
  wrapped(look, folder, {Face::mono, TextSize::code, Color::ink});
  if (const auto kept = stage.project->kept()) {
    const Instant now(
        std::chrono::duration_cast<Duration>(std::chrono::system_clock::now().time_since_epoch()));
    wrapped(look, words<"desktop.project_kept">({.when = relative_text(*kept, now)}),
            {Face::text, TextSize::s, Color::soft});
  }
}

void ProjectDialog::draw_recent(Stage& stage) {
  Look& look = stage.look;
  const auto& recent = stage.settings.recent_projects;
  if (recent.empty()) return;
  gap(look, 12);
  text(look, words<"desktop.project_recent">(), {Face::strong, TextSize::sm, Color::ink});
  gap(look, 2);
  std::string chosen;
  for (const std::string& folder : recent) {
    const bool present = folder == stage.project->folder();
    if (row(look, folder, present, look.px(28)) && !present) chosen = folder;
    const ImVec2 at = ImGui::GetItemRectMin();
    look.draw_icon({at.x + look.px(14), at.y + look.px(14)}, present ? icon::folder_open : icon::folder, 14,
                   look.color(Color::soft));
    look.draw_elided({at.x + look.px(28), at.y + look.px(5)}, ImGui::GetItemRectSize().x - look.px(36),
                     {Face::mono, TextSize::code, Color::ink}, folder);
  }
  if (!chosen.empty()) open(stage, chosen);
}

void ProjectDialog::read(Stage& stage, const std::string& typed) {
  const auto bytes = read_file(typed);
  if (!bytes) return stage.desk.notice(typed + ": " + bytes.error().message());
  auto worlds = read_backup(*bytes);
  if (!worlds) return stage.desk.notice(worlds.error().text);
  imported_ = std::move(*worlds);
}

// A file that page and window exchange.
void ProjectDialog::draw_exchange(Stage& stage, const std::string& typed) {
  Look& look = stage.look;
  std::error_code error;
  if (button(
          look, words<"page.export">(),
          {.kind = ButtonKind::primary, .icon = icon::upload, .enabled = stage.desk.snapshot() != nullptr})) {
    stage.project->export_to(typed, stage.settings.recent_projects);
    stage.project_open = false;
  }
  ImGui::SameLine(0, look.px(8));
  if (button(look, words<"page.import">(),
             {.icon = icon::download, .enabled = std::filesystem::is_regular_file(typed, error)}))
    read(stage, typed);
  if (imported_.empty()) return;
  gap(look, 10);
  text(look, words<"desktop.import_lesson">(), {Face::strong, TextSize::sm, Color::ink});
  const std::string* chosen = nullptr;
  for (const auto& [id, world] : imported_) {
    std::string title = words<"page.free_bench">();
    for (const LessonText& lesson : stage.desk.course())
      if (lesson.id == id) title = lesson.title;
    if (row(look, title, false, look.px(28))) chosen = &id;
    look.draw(ImGui::GetItemRectMin() + ImVec2(look.px(10), look.px(5)), {}, title);
  }
  if (!chosen) return;
  stage.project->go_on_with(imported_.at(*chosen));
  imported_.clear();
  stage.project_open = false;
}

void ProjectDialog::draw(Stage& stage) {
  Look& look = stage.look;
  question(look, "project", stage.project_open, words<"desktop.project">(), 560, [&] {
    gap(look, 6);
    draw_present(stage);
    gap(look, 10);
    const std::string folder = words<"desktop.project_folder">();
    const ImVec2 at = ImGui::GetCursorScreenPos();
    look.draw({at.x, at.y + look.px(6)}, {Face::text, TextSize::sm, Color::ink}, folder);
    ImGui::SetCursorScreenPos({at.x + look.px(64), at.y});
    text_field(look, folder, path_, "~/tls", ImGui::GetContentRegionAvail().x, ImGui::IsWindowAppearing());
    const std::string typed = path_.empty() ? "" : typed_path(path_);
    std::error_code error;
    const bool kept = !typed.empty() && std::filesystem::exists(project_path(typed), error);
    gap(look, 4);
    wrapped(look,
            words<"desktop.project_note">({.place = ".tlscam"}) + " " + words<"desktop.project_is_new">() +
                " " + words<"desktop.exchange_note">(),
            {Face::text, TextSize::s, Color::soft});
    gap(look, 8);
    if (typed.ends_with(".zip")) return draw_exchange(stage, typed);
    if (button(look, kept ? words<"desktop.project_open">() : words<"desktop.project_new">(),
               {.kind = ButtonKind::primary, .icon = icon::folder_open, .enabled = !typed.empty()}))
      open(stage, typed);
    ImGui::SameLine(0, look.px(8));
    if (button(look, words<"desktop.project_save">(),
               {.icon = icon::save, .enabled = !typed.empty() && stage.desk.snapshot() != nullptr})) {
      stage.project->save_as(typed);
      stage.project_open = false;
    }
    draw_recent(stage);
  });
}

}  // namespace tlscam
