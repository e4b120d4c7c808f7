#include "sim/deploy/board_path.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::HasSubstr;

BoardFacts camera() {
  BoardFacts facts;
  facts.places = {{"/rom", false, 1000, 0}, {"/sdcard", true, 1000, 1000}, {"/flash", true, 1000, 1000}};
  return facts;
}

BoardFacts pico() {
  BoardFacts facts;
  facts.places = {{"/", true, 1000, 1000}};
  return facts;
}

std::string why_not(const BoardFacts& facts, std::string_view path) {
  const auto resolved = resolve_board_path(facts, path);
  return resolved ? "it resolves to " + resolved->path : resolved.error().text;
}

TEST(BoardPath, lies_in_the_place_with_the_longest_path) {
  EXPECT_EQ(resolve_board_path(camera(), "/flash/lib/../x").has_value(), false);
  const auto path = resolve_board_path(camera(), "/flash//lib/./a.py");
  ASSERT_TRUE(path);
  EXPECT_EQ(path->path, "/flash/lib/a.py");
  EXPECT_EQ(path->place, "/flash");
  EXPECT_EQ(resolve_board_path(camera(), "/sdcard")->place, "/sdcard");
  EXPECT_EQ(resolve_board_path(pico(), "/lib/a.py")->place, "/");
  EXPECT_EQ(resolve_board_path(pico(), "/")->path, "/");
}

TEST(BoardPath, says_why_it_is_none) {
  EXPECT_THAT(why_not(camera(), "main.py"), HasSubstr("not an absolute path"));
  EXPECT_THAT(why_not(camera(), "/rom/a.py"), HasSubstr("/rom is the board's read-only file system (ROMFS)"));
  EXPECT_THAT(why_not(pico(), "/rom/a.py"), HasSubstr("ROMFS"));
  EXPECT_THAT(why_not(camera(), "/main.py"),
              HasSubstr("in no file system of the board. It can be written at: /sdcard or /flash"));
  EXPECT_THAT(why_not(camera(), "/flashy/main.py"), HasSubstr("in no file system"));
  EXPECT_THAT(why_not(camera(), "/flash/.tlscam/j1"), HasSubstr("tlscam keeps its own files"));
  EXPECT_THAT(why_not(camera(), "/flash/a\nb"), HasSubstr("control character"));
}

TEST(BoardPath, is_by_itself_on_the_boards_own_flash) {
  EXPECT_EQ(*default_place(camera()), "/flash");
  EXPECT_EQ(*default_place(pico()), "/");
  BoardFacts only_card;
  only_card.places = {{"/sdcard", true, 1, 1}};
  EXPECT_THAT(default_place(only_card).error().text, HasSubstr("--to: /sdcard"));
}

TEST(BoardPath, is_joined_with_one_slash) {
  EXPECT_EQ(join_board_path("/flash", "a/b"), "/flash/a/b");
  EXPECT_EQ(join_board_path("/", "a"), "/a");
}

}  // namespace
}  // namespace tlscam
