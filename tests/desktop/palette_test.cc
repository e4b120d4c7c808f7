// Things that float over the window, and its keys.
#include <gmock/gmock.h>

#include "tests/desktop/driven_window.h"

namespace tlscam {
namespace {

TEST(DesktopPalette, action_is_found_by_its_words_and_done) {
  DrivenWindow window({"bench"});
  window.wait_for("[network] Link of cam2: works");
  window.key("ctrl+k");
  window.wait_for("[palette] What do you want to do?");
  window.type("cam2 switch");
  window.wait_for("[palette] Switch cam2 off");
  EXPECT_FALSE(window.shows("Go to wire", "palette"));
  window.picture("palette");
  window.type("\\n");
  window.wait_for("[network] cam2 (off)");
  EXPECT_FALSE(window.shows("What do you want to do?"));
}

TEST(DesktopPalette, lists_of_keys_versions_and_cards_close_by_escape) {
  DrivenWindow window({"bench"});
  window.wait_for("[network] Link of cam2: works");
  window.click("All keys (?)");
  window.wait_for("[keys] Palette: everything that can be done");
  window.picture("keys");
  window.key("escape");
  window.wait_until_gone("[keys] Palette: everything that can be done");
  window.key("ctrl+k");
  window.type("about\\n");
  window.wait_for("[about] Dear ImGui");
  window.picture("about");
  window.key("escape");
  window.wait_until_gone("[about] Dear ImGui");
  window.key("ctrl+k");
  window.type("cards\\n");
  window.wait_for("[cards] Every lesson that you finish leaves a card here");
}

TEST(DesktopClock, world_jumps_and_comes_back) {
  DrivenWindow window({"bench"});
  window.wait_for("Change the world's clock");
  window.click("Change the world's clock");
  window.click("[clock] Jump to");
  window.type("2031-05-06 07:08\\n");
  window.wait_for("[bar] 2031-05-06 07:0");
  window.picture("clock");
  window.key("escape");
  window.click("[notices] Jump back");
  window.wait_until_gone("[bar] 2031-05-06");
  window.click("Change the world's clock");
  window.click("[clock] Pause");
  window.wait_for("[bar] paused");
}

TEST(DesktopMystery, cause_is_chosen_and_kept) {
  DrivenWindow window({"mysteries", "--seed", "7"});
  window.wait_for("[lesson] Mystery 7", 60);
  window.click("[lesson] What is wrong:");
  window.click("The key is missing on the server's drive");
  window.click("[lesson] Name it");
  window.wait_for("[lesson] Kept. Now repair it");
  window.picture("mystery");
}

}  // namespace
}  // namespace tlscam
