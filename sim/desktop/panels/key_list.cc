#include "sim/desktop/panels/key_list.h"

#include <string>
#include <vector>

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/panels/dialog.h"
#include "sim/words/desktop.h"
#include "sim/words/keys.h"
#include "sim/words/page.h"

namespace tlscam {
namespace {

struct Key {
  std::string shown;
  std::string does;
};

void draw_group(Look& look, const std::string& name, const std::vector<Key>& keys) {
  text(look, name, {Face::strong, TextSize::sm, Color::ink});
  gap(look, 4);
  const TextStyle mono = {Face::mono, TextSize::code, Color::ink};
  for (const Key& key : keys) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const ImVec2 size = look.measure(mono, key.shown);
    const ImVec2 margin = {look.px(6), look.px(2)};
    const ImVec2 corner = {at.x + look.px(6), at.y + look.px(5)};
    ImGui::GetWindowDrawList()->AddRect(corner - margin, corner + size + margin, look.color(Color::line),
                                        look.px(4));
    look.draw(corner, mono, key.shown);
    ImGui::SetCursorScreenPos({at.x + look.px(170), at.y + look.px(4)});
    wrapped(look, key.does, {Face::text, TextSize::sm, Color::ink});
    gap(look, 6);
  }
  gap(look, 12);
}

}  // namespace

void draw_key_list(Stage& stage) {
  if (!begin_dialog(stage, "keys", words<"page.keys">(), {640, 620}, stage.keys_open)) return;
  Look& look = stage.look;
  ImGui::BeginChild("list");
  draw_group(look, words<"keys.everywhere">(),
             {{"Ctrl-K", words<"keys.palette">()},
              {"Alt-1 … Alt-4", words<"keys.areas">()},
              {"Alt-M", words<"keys.maximise">()},
              {"Ctrl-+  Ctrl--", words<"desktop.scale_keys">()},
              {words<"keys.space">(), words<"keys.pause">()},
              {"Esc", words<"keys.escape">()},
              {"?", words<"keys.this_list">()}});
  draw_group(look, words<"page.bench">(),
             {{"F5", words<"keys.run">()},
              {"Ctrl-S", words<"keys.save">()},
              {"Ctrl-C", words<"keys.interrupt">()},
              {"Ctrl-D", words<"keys.end">()},
              {"Tab", words<"keys.complete">()},
              {"↑ ↓", words<"keys.history">()},
              {"Ctrl-Shift-C, -V", words<"keys.copy">()}});
  draw_group(look, words<"page.wire">(),
             {{"[  ]", words<"keys.messages">()},
              {"{  }", words<"keys.packets">()},
              {".", words<"keys.step">()},
              {",", words<"keys.step_back">()}});
  if (check(look, words<"keys.single">(), stage.settings.single_keys)) stage.settings_changed();
  ImGui::EndChild();
  end_dialog(stage.keys_open);
}

}  // namespace tlscam
