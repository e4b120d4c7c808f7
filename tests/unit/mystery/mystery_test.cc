#include "sim/mystery/mystery.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "sim/mystery/mystery_repair.h"

namespace tlscam {
namespace {

std::string all_of(const Scene& scene) {
  std::string text = to_text(scene.clock);
  for (const SceneCamera& camera : scene.cameras) {
    text += camera.name + (camera.powered ? "on" : "off") + (camera.script ? camera.script->text : "");
    if (camera.link && !camera.link->up) text += "cable out";
    for (const auto& [there, here] : camera.copies) text += there + here;
    for (const auto& [path, bytes] : camera.files) text += path + std::string(bytes.begin(), bytes.end());
  }
  for (const std::string& command : scene.workstation_commands) text += command + "\n";
  for (const auto& [path, bytes] : scene.workstation_files)
    text += path + std::string(bytes.begin(), bytes.end());
  for (const SceneService& service : scene.services)
    for (const ServiceFault& fault : service.faults) text += service.key + fault.kind;
  return text;
}

TEST(Mystery, has_at_least_25_kinds_with_ids_and_titles_of_their_own) {
  std::set<std::string> ids, titles;
  for (const MysteryKind& kind : mystery_kinds()) {
    EXPECT_TRUE(ids.emplace(kind.id).second) << kind.id;
    EXPECT_TRUE(titles.insert(kind.title()).second) << kind.title();
    EXPECT_EQ(find_mystery_kind(kind.id), &kind);
    EXPECT_TRUE(!kind.causes.empty() || !kind.prints.empty()) << kind.id;
  }
  EXPECT_GE(ids.size(), 25u);
  EXPECT_EQ(find_mystery_kind("bad-luck"), nullptr);
}

TEST(Mystery, is_the_same_for_the_same_seed) {
  for (const std::uint64_t seed : {0u, 1u, 77u, 999'999u}) {
    EXPECT_EQ(all_of(draw_mystery(seed).scene()), all_of(draw_mystery(seed).scene()));
    EXPECT_NE(all_of(draw_mystery(seed).scene()), all_of(draw_mystery(seed + 1).scene()));
  }
}

TEST(Mystery, brings_each_kind_once_in_a_round_of_seeds) {
  const std::size_t count = mystery_kinds().size();
  for (const std::uint64_t round : {0u, 3u}) {
    std::set<std::string_view> seen;
    for (std::uint64_t i = 0; i < count; ++i) seen.insert(draw_mystery(round * count + i).kind->id);
    EXPECT_EQ(seen.size(), count);
  }
  std::vector<std::string_view> first, second;
  for (std::uint64_t i = 0; i < count; ++i) {
    first.push_back(draw_mystery(i).kind->id);
    second.push_back(draw_mystery(count + i).kind->id);
  }
  EXPECT_NE(first, second);
}

// A fault that changes nothing would be a mystery without a fault.
TEST(Mystery, of_each_kind_differs_from_the_sound_setup_in_its_scene) {
  for (const MysteryKind& kind : mystery_kinds()) {
    for (const std::uint64_t seed : {5u, 6u, 7u}) {
      const Mystery mystery = draw_mystery(seed, kind);
      EXPECT_NE(all_of(mystery.scene()), all_of(scene_of(mystery.sound, seed))) << kind.id;
      const auto checked = check_scene(mystery.scene());
      EXPECT_TRUE(checked) << kind.id << ": " << checked.error().text;
    }
  }
}

TEST(Mystery, does_not_tell_its_fault_in_the_brief) {
  for (const MysteryKind& kind : mystery_kinds()) {
    const Mystery mystery = draw_mystery(9, kind);
    EXPECT_EQ(mystery.scene().workstation_files.at("brief.txt"),
              scene_of(mystery.sound, 9).workstation_files.at("brief.txt"))
        << kind.id;
  }
}

TEST(Mystery, is_repaired_with_lines_that_a_lesson_may_have) {
  for (const MysteryKind& kind : mystery_kinds()) {
    const Mystery mystery = draw_mystery(11, kind);
    for (const LessonBlock& block : repair_of(kind.part, mystery.sound)) {
      EXPECT_FALSE(block.text.empty());
      if (block.kind == LessonBlock::Kind::press)
        for (const LessonPress& press : presses(block)) {
          const auto checked = check_press(press, mystery.scene());
          EXPECT_TRUE(checked) << checked.error().text;
        }
    }
  }
}

}  // namespace
}  // namespace tlscam
