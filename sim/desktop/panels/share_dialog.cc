#include "sim/desktop/panels/share_dialog.h"

#include "sim/desktop/look/widgets.h"
#include "sim/desktop/model/shared_world.h"
#include "sim/desktop/panels/question.h"
#include "sim/lab/command/save.h"
#include "sim/lab/view/time_words.h"
#include "sim/words/desktop.h"
#include "sim/words/share.h"

namespace tlscam {

void ShareDialog::read(Stage& stage) {
  shared_ = std::make_shared<Shared>();
  stage.desk.send(SaveCommand{}, [shared = shared_, &stage](Result<SavedWorld> world) {
    if (!world) {
      stage.share_open = false;
      return stage.desk.notice(world.error().text);
    }
    shared->scene = scene_fragment(*world);
    shared->state = state_fragment(*world);
    shared->world = std::move(*world);
  });
}

void ShareDialog::draw(Stage& stage) {
  if (!stage.share_open) {
    appears_ = true;
    return;
  }
  if (std::exchange(appears_, false)) read(stage);
  Look& look = stage.look;
  question(look, "share", stage.share_open, words<"share.title">(), 560, [&] {
    const auto choose = [&](bool everything, const std::string& name, const std::string& note) {
      gap(look, 8);
      bool chosen = everything_ == everything;
      if (check(look, name, chosen)) everything_ = everything;
      wrapped(look, note, {Face::text, TextSize::s, Color::soft});
    };
    choose(false, words<"share.scene">(), words<"share.scene_note">());
    choose(true, words<"share.state">(), words<"share.state_note">());
    gap(look, 10);
    if (!shared_->world) return;
    const std::string& fragment = everything_ ? shared_->state : shared_->scene;
    wrapped(look,
            fragment.empty() ? words<"share.too_long">({.most = size_text(kLongestLink)})
                             : words<"share.size">({.size = size_text(fragment.size())}) + " " +
                                   words<"desktop.link_is_for">(),
            {Face::text, TextSize::s, Color::soft});
    gap(look, 10);
    if (button(look, words<"share.copy">(),
               {.kind = ButtonKind::primary, .icon = icon::copy, .enabled = !fragment.empty()})) {
      ImGui::SetClipboardText(fragment.c_str());
      stage.desk.notice(everything_ ? words<"share.state_copied">() : words<"share.scene_copied">());
      stage.share_open = false;
    }
    if (!everything_) return;
    ImGui::SameLine(0, look.px(8));
    if (button(look, words<"share.save">(), {.icon = icon::download})) {
      stage.exports->save_state(*shared_->world);
      stage.share_open = false;
    }
  });
}

}  // namespace tlscam
