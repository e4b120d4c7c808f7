#include "sim/desktop/panels/files_panel.h"

#include <algorithm>
#include <array>
#include <optional>

#include "sim/desktop/look/widgets.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/bench.h"
#include "sim/words/file.h"
#include "sim/words/notice.h"

namespace tlscam {
namespace {

constexpr float kRow = 30;  // CSS pixels

Icon icon_of(FileKind kind) {
  switch (kind) {
    case FileKind::folder:
      return icon::folder;
    case FileKind::certificate:
    case FileKind::certificate_chain:
    case FileKind::certificate_request:
      return icon::file_certificate;
    case FileKind::private_key:
    case FileKind::public_key:
      return icon::file_key;
    case FileKind::script:
    case FileKind::text:
      return icon::file_code;
    case FileKind::capture:
    case FileKind::other:
      return icon::file;
  }
  return icon::file;
}

struct LoadsWords {
  std::string in_full;
  std::string in_short;
};

// The camera does this with a file: in a few words, and in the least that a narrow list has room for.
std::optional<LoadsWords> words_of(const std::string& loads) {
  if (loads == "as_certificate" || loads == "as_key")
    return LoadsWords{words<"file.loads">(), words<"file.loads_short">()};
  if (loads == "only_first") return LoadsWords{words<"file.first_only">(), words<"file.first_only_short">()};
  if (loads == "not_pem") return LoadsWords{words<"file.pem">(), words<"file.pem_short">()};
  if (loads == "not_encrypted")
    return LoadsWords{words<"file.pass_phrase">(), words<"file.pass_phrase_short">()};
  if (loads == "not_this_key")
    return LoadsWords{words<"file.kind_of_key">(), words<"file.kind_of_key_short">()};
  if (loads == "not_trailing")
    return LoadsWords{words<"file.extra_bytes">(), words<"file.extra_bytes_short">()};
  if (loads == "not_readable") return LoadsWords{words<"file.not_readable">(), words<"file.not_readable">()};
  return std::nullopt;
}

}  // namespace

std::string FilesPanel::path_of(const std::string& name) const {
  return folder_.empty() ? name : folder_ + "/" + name;
}

void FilesPanel::list(Stage& stage) {
  stale_ = false;
  stage.desk.send(
      ListFilesCommand{place_, folder_}, [listing = listing_](Result<std::vector<FileEntry>> entries) {
        listing->known = true;
        listing->problem = entries ? "" : entries.error().text;
        listing->entries = entries ? std::move(*entries) : std::vector<FileEntry>();
        // It belongs to the project, not to what the learner works with.
        std::erase_if(listing->entries, [](const FileEntry& entry) { return entry.name == ".tlscam"; });
      });
}

template <class Command>
void FilesPanel::change(Stage& stage, Command command, std::function<void()> then) {
  stage.desk.send(std::move(command), [&desk = stage.desk, then = std::move(then)](Result<Nothing> done) {
    if (!done) return desk.notice(done.error().text);
    if (then) then();
  });
  stale_ = true;
}

void FilesPanel::copy(Stage& stage, const std::string& name, const std::string& to) {
  stage.desk.send(
      ReadFileCommand{place_, path_of(name)}, [&desk = stage.desk, name, to](Result<Bytes> bytes) {
        if (!bytes) return desk.notice(bytes.error().text);
        desk.send(WriteFileCommand{to, name, std::move(*bytes)}, [&desk, name, to](Result<Nothing> done) {
          if (!done) return desk.notice(done.error().text);
          desk.notice(to.empty() ? words<"notice.copied_to_workstation">({.file = name})
                                 : words<"notice.copied_to">({.file = name, .place = to}));
        });
      });
}

void FilesPanel::draw(Stage& stage, std::uint64_t changes) {
  Look& look = stage.look;
  if (std::exchange(listed_, changes) != changes || stale_) list(stage);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {look.px(14), look.px(8)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {look.px(6), 0});
  ImGui::BeginChild("files", {0, 0}, ImGuiChildFlags_AlwaysUseWindowPadding);
  ImGui::PopStyleVar();
  draw_head(stage);
  draw_naming(stage);
  const auto& entries = listing_->entries;
  if (!listing_->problem.empty()) {
    gap(look, 6);
    wrapped(look, listing_->problem, {Face::text, TextSize::sm, Color::failed});
  } else if (entries.empty() && listing_->known) {
    gap(look, 6);
    wrapped(look, place_.empty() ? words<"file.none">() : words<"file.drive_empty">(),
            {Face::text, TextSize::sm, Color::soft});
  }
  // A press may list anew what is drawn.
  const auto shown = listing_;
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(entries.size()), look.px(kRow));
  while (clipper.Step())
    for (int i = clipper.DisplayStart; i < clipper.DisplayEnd; ++i)
      draw_row(stage, shown->entries[static_cast<std::size_t>(i)]);
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

void FilesPanel::draw_head(Stage& stage) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const float acts = look.px(2 * 28 + folder_acts_width);
  const CameraSnapshot* const camera = stage.desk.camera(place_);
  const std::string free =
      camera && camera->drive_total > 0 ? words<"file.free">({.size = size_text(camera->drive_free)}) : "";
  const TextStyle free_style = {Face::text, TextSize::xs, Color::faint};
  const TextStyle style = {Face::strong, TextSize::s, Color::soft};
  const std::string root =
      place_.empty() ? folder_.empty() ? words<"file.here">() : words<"bench.files">() : place_ + " /flash";
  // The name of the place comes before its room.
  float free_width = free.empty() ? 0 : look.measure(free_style, free).x + look.px(8);
  if (look.measure(style, root).x > width - acts - free_width - look.px(4)) free_width = 0;
  const float room = width - acts - free_width - look.px(4);
  const float text_y = at.y + look.px(6);
  if (folder_.empty()) {
    look.draw_elided({at.x, text_y}, room, style, root);
  } else {
    const std::string title = root + "/" + folder_;
    if (row(look, title, false, look.px(28))) {
      const std::size_t slash = folder_.rfind('/');
      folder_ = slash == folder_.npos ? "" : folder_.substr(0, slash);
      stale_ = true;
    }
    look.draw_icon({at.x + look.px(8), at.y + look.px(14)}, icon::chevron_left, 13, look.color(Color::soft));
    look.draw_elided({at.x + look.px(18), text_y}, room - look.px(18), style, title);
  }
  if (free_width > 0) look.draw({at.x + width - acts - free_width, text_y + look.px(1)}, free_style, free);
  ImGui::SetCursorScreenPos({at.x + width - acts, at.y});
  const auto name_new = [&](Naming what) {
    naming_ = what;
    new_name_.clear();
    name_appears_ = true;
  };
  if (icon_button(look, icon::plus, words<"file.new_file">())) name_new(Naming::file);
  ImGui::SameLine(0, look.px(2));
  if (icon_button(look, icon::folder, words<"file.new_folder">())) name_new(Naming::folder);
  if (draw_folder_acts) {
    ImGui::SameLine(0, look.px(2));
    draw_folder_acts();
  }
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(kRow)});
  ImGui::Dummy({1, 0});
}

void FilesPanel::draw_naming(Stage& stage) {
  if (naming_ == Naming::none) return;
  Look& look = stage.look;
  const bool file = naming_ == Naming::file;
  const std::string create = words<"file.create">();
  const float width =
      ImGui::GetContentRegionAvail().x - button_size(look, create, {.small = true}).x - look.px(6);
  const bool entered = text_field(look, file ? words<"file.name_of_file">() : words<"file.name_of_folder">(),
                                  new_name_, file ? "main.py" : words<"file.folder_example">(), width,
                                  std::exchange(name_appears_, false));
  ImGui::SameLine(0, look.px(6));
  const bool pressed = button(look, create, {.small = true});
  gap(look, 4);
  if (ImGui::IsKeyPressed(ImGuiKey_Escape)) naming_ = Naming::none;
  if (!entered && !pressed) return;
  naming_ = Naming::none;
  if (new_name_.empty()) return;
  const std::string path = path_of(new_name_);
  if (!file) return change(stage, MakeFolderCommand{place_, path});
  change(stage, WriteFileCommand{place_, path, {}}, [&desk = stage.desk, place = place_, path] {
    desk.selection.file = FileAddress{place, path};
  });
}

void FilesPanel::draw_row(Stage& stage, const FileEntry& entry) {
  Look& look = stage.look;
  ImGui::PushID(entry.name.c_str());
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (renaming_ == entry.name) {
    const std::string rename = words<"file.rename">();
    const float width =
        ImGui::GetContentRegionAvail().x - button_size(look, rename, {.small = true}).x - look.px(6);
    const bool entered = text_field(look, words<"file.new_name">({.file = entry.name}), new_name_, "", width,
                                    std::exchange(name_appears_, false));
    ImGui::SameLine(0, look.px(6));
    if (button(look, rename, {.small = true}) || entered) {
      renaming_.clear();
      if (!new_name_.empty() && new_name_ != entry.name)
        change(stage, RenameFileCommand{place_, path_of(entry.name), path_of(new_name_)});
    }
    if (ImGui::IsKeyPressed(ImGuiKey_Escape)) renaming_.clear();
  } else if (deleting_ == entry.name) {
    const std::string remove = words<"file.delete">();
    const std::string keep = words<"file.keep">();
    const float buttons = button_size(look, remove, {.small = true}).x +
                          button_size(look, keep, {.small = true}).x + look.px(6);
    const float room = ImGui::GetContentRegionAvail().x - buttons - look.px(8);
    look.draw_elided({at.x + look.px(4), at.y + look.px(6)}, room, {Face::text, TextSize::sm, Color::failed},
                     words<"file.delete_ask">({.file = entry.name}));
    ImGui::SetCursorScreenPos({at.x + room + look.px(8), at.y + look.px(2)});
    if (button(look, remove, {.kind = ButtonKind::bad, .small = true})) {
      deleting_.clear();
      change(stage, RemoveFileCommand{place_, path_of(entry.name)});
    }
    ImGui::SameLine(0, look.px(6));
    if (button(look, keep, {.small = true}) || ImGui::IsKeyPressed(ImGuiKey_Escape)) deleting_.clear();
  } else {
    draw_entry(stage, entry);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(kRow)});
  ImGui::PopID();
}

void FilesPanel::draw_entry(Stage& stage, const FileEntry& entry) {
  Look& look = stage.look;
  const float height = look.px(kRow);
  ImGui::SetNextItemAllowOverlap();
  const bool pressed =
      ImGui::InvisibleButton("file", {ImGui::GetContentRegionAvail().x, height}, ImGuiButtonFlags_EnableNav);
  const ImVec2 min = ImGui::GetItemRectMin();
  const ImVec2 max = ImGui::GetItemRectMax();
  const bool focused = ImGui::IsItemFocused();
  const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(min, max);
  const bool active = hovered || focused || focused_ == entry.name;
  if (active) ImGui::GetWindowDrawList()->AddRectFilled(min, max, look.color(Color::hover), look.px(4));
  const float middle = (min.y + max.y) / 2;
  look.draw_icon({min.x + look.px(11), middle}, icon_of(entry.kind), 15, look.color(Color::faint));
  const TextStyle name = {Face::text, TextSize::sm, Color::ink};
  const TextStyle small = {Face::text, TextSize::xs, Color::faint};
  const std::string size = entry.is_folder ? "" : size_text(entry.size);
  const float size_width = look.measure(small, size).x;
  const float left = min.x + look.px(27);
  const float right = max.x - look.px(6) - size_width;
  const auto loads = words_of(entry.loads);
  const float whole = look.measure(name, entry.name).x + 1;
  const float y = middle - look.measure(name, "x").y / 2;
  // There may be room beside the name for this: all words about the file, the least of them, their icon
  // alone.
  constexpr TextStyle kChip = {Face::text, TextSize::xs, Color::ink};
  const float spare = right - left - std::min(whole, (right - left) * 0.6f) - look.px(16);
  const auto fits = [&](const std::string& words_shown, float icon_room) {
    return !words_shown.empty() && look.measure(kChip, words_shown).x + look.px(14 + icon_room) <= spare;
  };
  const Color verdict = entry.good ? Color::proved : Color::failed;
  const Icon sign = entry.good ? icon::check : icon::failed;
  std::string chip;
  if (loads)
    chip = fits(loads->in_full, 15) ? loads->in_full : fits(loads->in_short, 15) ? loads->in_short : "";
  else if (fits(entry.summary, 0))
    chip = entry.summary;
  const bool icon_alone = loads && chip.empty();
  const float name_room = right - left - look.px(icon_alone ? 26 : 8) -
                          (chip.empty() ? 0 : look.measure(kChip, chip).x + look.px(37));
  const float name_width = std::min(whole, name_room);
  look.draw_elided({left, y}, name_width, name, entry.name);
  if (icon_alone) {
    look.draw_icon({left + name_width + look.px(13), middle}, sign, 13, look.color(verdict));
  } else if (!chip.empty()) {
    ImGui::SetCursorScreenPos({left + name_width + look.px(8), middle - look.px(9.5f)});
    badge(look, chip, loads ? verdict : Color::soft, loads ? sign : Icon());
  }
  look.seen.note(SeenRole::row, entry.name, min, {left + name_width, max.y});
  if (!active) look.draw({right, middle - look.measure(small, "x").y / 2}, small, size);
  const float acts = look.px(26 * static_cast<float>(places_to_copy_to(stage, entry).size() + 2) + 4);
  if (hovered && ImGui::GetMousePos().x < max.x - acts && (loads || !entry.summary.empty()))
    tooltip(look, entry.summary + (loads ? ": " + loads->in_full : ""));
  draw_acts(stage, entry, {max.x, min.y + look.px(2)}, active);
  if (!pressed) return;
  if (!entry.is_folder) {
    stage.desk.selection.file = FileAddress{place_, path_of(entry.name)};
    return;
  }
  folder_ = path_of(entry.name);
  stale_ = true;
}

// The acts are always there for the keyboard, and seen when the row is.
bool FilesPanel::act(Stage& stage, Icon icon, const std::string& name, float& x, float y, bool visible) {
  Look& look = stage.look;
  ImGui::SetCursorScreenPos({x, y});
  x += look.px(26);
  if (visible) return icon_button(look, icon, name);
  ImGui::PushID(name.c_str());
  const bool pressed = ImGui::InvisibleButton("##", {look.px(26), look.px(26)}, ImGuiButtonFlags_EnableNav);
  ImGui::PopID();
  look.seen.note(SeenRole::button, name, ImGui::GetItemRectMin(), ImGui::GetItemRectMax());
  return pressed;
}

// The places that a file can be copied to.
std::vector<std::string> FilesPanel::places_to_copy_to(const Stage& stage, const FileEntry& entry) const {
  constexpr std::size_t kMost = 4;  // with more cameras there is mpremote in the terminal
  std::vector<std::string> others;
  if (entry.is_folder) return others;
  if (!place_.empty()) others.emplace_back();
  for (const CameraSnapshot& camera : stage.desk.snapshot()->cameras)
    if (camera.name != place_ && others.size() < kMost) others.push_back(camera.name);
  return others;
}

void FilesPanel::draw_acts(Stage& stage, const FileEntry& entry, ImVec2 right, bool visible) {
  Look& look = stage.look;
  const std::vector<std::string> others = places_to_copy_to(stage, entry);
  const float width = look.px(26 * static_cast<float>(others.size() + 2));
  if (visible)
    ImGui::GetWindowDrawList()->AddRectFilled({right.x - width - look.px(4), right.y - look.px(2)},
                                              {right.x, right.y + look.px(28)}, look.color(Color::hover));
  float x = right.x - width;
  bool keyboard = false;
  for (const std::string& other : others) {
    const std::string name = other.empty() ? words<"file.copy_file_to_workstation">({.file = entry.name})
                                           : words<"file.copy_file_to">({.file = entry.name, .place = other});
    if (act(stage, other.empty() ? icon::monitor : icon::drive, name, x, right.y, visible))
      copy(stage, entry.name, other);
    keyboard |= ImGui::IsItemFocused();
  }
  if (act(stage, icon::rename, words<"file.rename_file">({.file = entry.name}), x, right.y, visible)) {
    renaming_ = new_name_ = entry.name;
    name_appears_ = true;
  }
  keyboard |= ImGui::IsItemFocused();
  if (act(stage, icon::trash, words<"file.delete_file">({.file = entry.name}), x, right.y, visible))
    deleting_ = entry.name;
  keyboard |= ImGui::IsItemFocused();
  if (keyboard)
    focused_ = entry.name;
  else if (focused_ == entry.name)
    focused_.clear();
}

}  // namespace tlscam
