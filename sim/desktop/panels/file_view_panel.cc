#include "sim/desktop/panels/file_view_panel.h"

#include <algorithm>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/hex_view.h"
#include "sim/words/bench.h"
#include "sim/words/desktop.h"
#include "sim/words/file.h"
#include "sim/words/page.h"

namespace tlscam {

void FileViewPanel::open(Stage& stage, const FileAddress& address) {
  state_ = std::make_shared<State>();
  state_->address = address;
  editor_ = {};
  card_ = {};
  finding_ = false;
  documents_.open(address, [this, &stage, state = state_](std::shared_ptr<Document> document) {
    state->document = std::move(document);
    if (state_ != state) return;
    inspect(stage, [state] {
      state->tab = !state->view.content.empty() ? Tab::certificate : state->document ? Tab::text : Tab::hex;
      state->loaded = true;
    });
  });
}

void FileViewPanel::inspect(Stage& stage, std::function<void()> then) {
  const auto state = state_;
  stage.desk.send(InspectFileCommand{state->address.place, state->address.path},
                  [state](Result<FileView> view) { state->view = view ? std::move(*view) : FileView(); });
  stage.desk.send(ReadFileCommand{state->address.place, state->address.path},
                  [state, then = std::move(then)](Result<Bytes> bytes) {
                    state->bytes = bytes ? std::move(*bytes) : Bytes();
                    if (then) then();
                  });
}

std::string FileViewPanel::camera(const Stage& stage) const {
  const FileAddress& address = state_->address;
  if (!address.place.empty()) return address.place;
  return camera_for_script(address.path, stage.desk.snapshot()->cameras, stage.desk.lesson(), scripts_);
}

// The script runs as it stands in the editor, and is saved before.
void FileViewPanel::run(Stage& stage) {
  const std::string path = state_->address.path;
  const std::string name = camera(stage);
  Desk& desk = stage.desk;
  const CameraSnapshot* const meant = desk.camera(name);
  if (!meant) return desk.notice(words<"file.choose_camera">({.file = path}));
  if (meant->script == ScriptShown::running) return desk.notice(words<"file.runs_already">({.camera = name}));
  scripts_.chosen.erase(path);
  scripts_.ran[path] = name;
  if (state_->document->changed()) documents_.write(state_->document);
  if (meant->state == CameraState::off) desk.send(PowerCommand{name, true});
  desk.send(RunScriptCommand{name, path, state_->document->text});
}

void FileViewPanel::draw(Stage& stage, const FileAddress& address, std::uint64_t changes) {
  if (!state_ || state_->address != address) open(stage, address);
  if (std::exchange(state_->changes, changes) != changes && state_->loaded) inspect(stage);
  Look& look = stage.look;
  draw_head(stage);
  if (!state_->loaded) {
    ImGui::SetCursorScreenPos(ImGui::GetCursorScreenPos() + ImVec2(look.px(14), look.px(12)));
    text(look, words<"file.opening">({.file = address.path}), {Face::text, TextSize::sm, Color::soft});
    return;
  }
  if (state_->tab == Tab::certificate && !state_->view.content.empty())
    card_.draw(stage, state_->view, address.path, state_->bytes);
  else if (state_->tab == Tab::text && state_->document)
    draw_editor(stage);
  else
    draw_hex(look, state_->bytes, address.path);
}

void FileViewPanel::draw_head(Stage& stage) {
  Look& look = stage.look;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorScreenPos(at + ImVec2(look.px(6), look.px(4)));
  if (icon_button(look, icon::arrow_left, words<"file.back">())) stage.desk.selection.file.reset();
  const auto& document = state_->document;
  const bool unsaved = document && document->changed();
  const std::string mark = words<"file.not_saved">();
  const float mark_width =
      unsaved ? look.measure({Face::text, TextSize::xs, Color::half}, mark).x + look.px(22) : 0;
  const std::string save = words<"file.save">();
  const bool saves = document && state_->tab == Tab::text;
  const float save_width = saves ? button_size(look, save, {.small = true}).x + look.px(10) : look.px(8);
  const TextStyle title = {Face::strong, TextSize::sm, Color::ink};
  const float room = width - look.px(38) - mark_width - save_width;
  const float title_width = std::min(look.measure(title, state_->address.path).x + 1, room);
  look.draw_elided(at + ImVec2(look.px(38), look.px(8)), title_width, title, state_->address.path);
  if (unsaved) {
    ImGui::SetCursorScreenPos(at + ImVec2(look.px(46) + title_width, look.px(7)));
    badge(look, mark, Color::half);
  }
  if (saves) {
    ImGui::SetCursorScreenPos({at.x + width - save_width, at.y + look.px(4)});
    if (button(look, save, {.enabled = unsaved || document->gone, .small = true, .tip = "Ctrl-S"}))
      documents_.write(document);
  }
  float y = at.y + look.px(34);
  if (state_->loaded) {
    ImGui::SetCursorScreenPos({at.x + look.px(10), y});
    draw_tabs(look);
    if (saves && is_script()) draw_acts(stage, ImGui::GetItemRectMax().x, at.x + width - look.px(10), y);
    y += look.px(32);
  }
  ImGui::SetCursorScreenPos({at.x, y});
  hairline(look);
  ImGui::SetCursorScreenPos({at.x, y + 1});
}

void FileViewPanel::draw_tabs(Look& look) {
  const auto kind = [&](Tab which, const std::string& name) {
    const TextStyle style = {Face::text, TextSize::s, state_->tab == which ? Color::ink : Color::soft};
    const ImVec2 extent = look.measure(style, name);
    if (ImGui::InvisibleButton(name.c_str(), {extent.x + look.px(16), look.px(26)},
                               ImGuiButtonFlags_EnableNav))
      state_->tab = which;
    const ImVec2 min = ImGui::GetItemRectMin();
    const ImVec2 max = ImGui::GetItemRectMax();
    if (state_->tab == which || ImGui::IsItemHovered())
      ImGui::GetWindowDrawList()->AddRectFilled(min, max, look.color(Color::hover), look.px(4));
    ImGui::GetWindowDrawList()->AddText(look.font(style.face), look.font_size(style.face, style.size),
                                        {min.x + look.px(8), min.y + (look.px(26) - extent.y) / 2},
                                        look.color(style.color), name.c_str());
    look.seen.note(SeenRole::tab, name, min, max, true, state_->tab == which);
    ImGui::SameLine(0, look.px(2));
  };
  if (!state_->view.content.empty())
    kind(Tab::certificate,
         state_->view.kind == FileKind::certificate ? words<"file.certificate">() : words<"file.contents">());
  if (state_->document) kind(Tab::text, words<"file.text">());
  kind(Tab::hex, words<"file.hex">());
}

void FileViewPanel::draw_acts(Stage& stage, float left, float right, float y) {
  Look& look = stage.look;
  const auto& cameras = stage.desk.snapshot()->cameras;
  const std::string where = camera(stage);
  const CameraSnapshot* const meant = stage.desk.camera(where);
  const bool running = meant && meant->script == ScriptShown::running;
  const std::string name = running ? words<"page.stop">() : words<"file.run">();
  const ButtonStyle style = {.kind = running ? ButtonKind::bad : ButtonKind::primary,
                             .icon = running ? icon::stop : icon::play,
                             .small = true};
  float x = right - button_size(look, name, style).x;
  ImGui::SetCursorScreenPos({x, y});
  const bool pressed = button(look, name, style);
  if (ImGui::IsItemHovered())
    tooltip(look, where.empty() ? words<"file.choose_camera">({.file = state_->address.path})
                                : words<"file.run_on_key">({.camera = where}));
  if (pressed && running) stage.desk.send(StopScriptCommand{where});
  if (pressed && !running) run(stage);
  if (!state_->address.place.empty() || cameras.size() < 2) return;
  const float width = std::min(look.px(120), x - left - look.px(12));
  if (width < look.px(60)) return;
  std::vector<std::string> names;
  names.reserve(cameras.size() + 1);
  for (const CameraSnapshot& one : cameras) names.push_back(one.name);
  auto chosen = static_cast<std::size_t>(std::find(names.begin(), names.end(), where) - names.begin());
  if (where.empty()) names.push_back(words<"file.run_where">());
  x -= width + look.px(6);
  ImGui::SetCursorScreenPos({x, y});
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {look.px(8), look.px(3)});
  if (choice(look, words<"file.run_on">(), names, chosen, width) && chosen < cameras.size())
    scripts_.chosen[state_->address.path] = names[chosen];
  ImGui::PopStyleVar();
}

void FileViewPanel::draw_editor(Stage& stage) {
  Look& look = stage.look;
  const std::shared_ptr<Document> document = state_->document;
  const ImGuiIO& io = ImGui::GetIO();
  const bool here = ImGui::IsWindowFocused(ImGuiFocusedFlags_ChildWindows);
  if (here && io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_S, false)) documents_.write(document);
  if (here && io.KeyCtrl && ImGui::IsKeyPressed(ImGuiKey_F, false)) finding_ = find_appears_ = true;
  if (is_script() && ImGui::IsKeyPressed(ImGuiKey_F5, false)) run(stage);
  draw_outside(stage);
  if (finding_) draw_find(look);
  if (editor_.draw(look, words<"bench.text_of">({.file = state_->address.path}), document->text, is_script(),
                   document->revision))
    document->tried.clear();
}

void FileViewPanel::draw_outside(Stage& stage) {
  const auto& document = state_->document;
  if (!document->gone && !document->other_outside) return;
  Look& look = stage.look;
  const std::string& file = state_->address.path;
  ImGui::Indent(look.px(14));
  gap(look, 6);
  wrapped(look,
          document->gone ? words<"desktop.file_gone">({.file = file})
                         : words<"desktop.changed_outside">({.file = file}),
          {Face::text, TextSize::sm, Color::half}, ImGui::GetContentRegionAvail().x - look.px(14));
  if (document->other_outside && !document->gone) {
    if (button(look, words<"desktop.take_file">(), {.small = true})) documents_.reload(document);
    ImGui::SameLine(0, look.px(6));
    if (button(look, words<"desktop.keep_text">(), {.small = true})) documents_.write(document);
  }
  gap(look, 6);
  ImGui::Unindent(look.px(14));
  hairline(look);
}

void FileViewPanel::draw_find(Look& look) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  ImGui::GetWindowDrawList()->AddRectFilled(at, at + ImVec2(width, look.px(38)), look.color(Color::hover));
  const std::string count =
      needle_.empty() ? ""
      : editor_.matches() == 0
          ? words<"desktop.find_none">()
          : words<"desktop.find_count">({.at = editor_.match() + 1, .places = editor_.matches()});
  const TextStyle soft = {Face::text, TextSize::s, Color::soft};
  const float buttons = look.px(3 * 28 + 8);
  const float count_width = look.px(72);
  ImGui::SetCursorScreenPos(at + ImVec2(look.px(8), look.px(5)));
  const bool entered = text_field(look, words<"desktop.find">(), needle_, words<"desktop.find">(),
                                  width - buttons - count_width - look.px(24), find_appears_);
  // A field that has got the keyboard by Enter keeps it, so that the next Enter goes on.
  find_appears_ = entered;
  if (ImGui::IsItemEdited()) editor_.find(needle_, state_->document->text);
  if (entered) editor_.go_on(ImGui::GetIO().KeyShift ? -1 : 1);
  look.draw_elided({at.x + width - buttons - count_width - look.px(8), at.y + look.px(11)}, count_width, soft,
                   count);
  ImGui::SetCursorScreenPos({at.x + width - buttons, at.y + look.px(6)});
  const bool any = editor_.matches() > 0;
  if (icon_button(look, icon::chevron_up, words<"desktop.find_previous">(), any)) editor_.go_on(-1);
  ImGui::SameLine(0, look.px(2));
  if (icon_button(look, icon::chevron_down, words<"desktop.find_next">(), any)) editor_.go_on(1);
  ImGui::SameLine(0, look.px(2));
  if (icon_button(look, icon::close, words<"page.close">()) || ImGui::IsKeyPressed(ImGuiKey_Escape)) {
    finding_ = false;
    editor_.select_match();
    editor_.find("", state_->document->text);
  }
  ImGui::SetCursorScreenPos({at.x, at.y + look.px(38)});
  hairline(look);
}

}  // namespace tlscam
