#include "sim/lab/view/bench_view.h"

#include <gtest/gtest.h>

namespace tlscam {
namespace {

std::vector<CameraSnapshot> cameras_named(const std::vector<std::string>& names) {
  std::vector<CameraSnapshot> cameras;
  for (const std::string& name : names) cameras.emplace_back().name = name;
  return cameras;
}

LessonText lesson_with(LessonTextBlock block) {
  LessonText lesson;
  lesson.steps.emplace_back().blocks.push_back(std::move(block));
  return lesson;
}

TEST(CameraForScript, nothing_tells_with_several_cameras) {
  EXPECT_EQ(camera_for_script("a.py", cameras_named({"openmv", "cam2"}), nullptr, {}), "");
}

TEST(CameraForScript, is_the_only_camera) {
  EXPECT_EQ(camera_for_script("a.py", cameras_named({"openmv"}), nullptr, {}), "openmv");
}

TEST(CameraForScript, what_was_chosen_comes_first_and_must_be_there) {
  auto cameras = cameras_named({"openmv", "cam2"});
  cameras[0].script_name = "a.py";
  EXPECT_EQ(camera_for_script("a.py", cameras, nullptr, {.chosen = {{"a.py", "cam2"}}}), "cam2");
  EXPECT_EQ(camera_for_script("a.py", cameras, nullptr, {.chosen = {{"a.py", "cam3"}}}), "openmv");
}

TEST(CameraForScript, ran_on_two_and_is_remembered_for_the_last) {
  auto cameras = cameras_named({"openmv", "cam2"});
  for (auto& camera : cameras) camera.script_name = "a.py";
  EXPECT_EQ(camera_for_script("a.py", cameras, nullptr, {.ran = {{"a.py", "cam2"}}}), "cam2");
  EXPECT_EQ(camera_for_script("a.py", cameras, nullptr, {.ran = {}, .camera = "openmv"}), "openmv");
}

TEST(CameraForScript, the_lesson_means_one_by_its_block_or_by_its_command) {
  const auto cameras = cameras_named({"openmv", "cam2"});
  LessonTextBlock script;
  script.kind = "script";
  script.file = "a.py";
  script.camera = "cam2";
  const LessonText by_block = lesson_with(script);
  EXPECT_EQ(camera_for_script("a.py", cameras, &by_block, {}), "cam2");
  LessonTextBlock commands;
  commands.kind = "workstation";
  commands.text = "ls\nmpremote connect cam2 run --no-follow a.py\nmpremote connect openmv run b.py\n";
  const LessonText by_command = lesson_with(commands);
  EXPECT_EQ(camera_for_script("a.py", cameras, &by_command, {.camera = "openmv"}), "cam2");
  EXPECT_EQ(camera_for_script("b.py", cameras, &by_command, {}), "openmv");
  EXPECT_EQ(camera_for_script("c.py", cameras, &by_command, {}), "");
}

TEST(NextCameraName, is_the_first_that_none_has) {
  EXPECT_EQ(next_camera_name(cameras_named({"openmv"})), "cam2");
  EXPECT_EQ(next_camera_name(cameras_named({"CAM2", "cam4"})), "cam3");
}

TEST(ValidityAt, before_within_and_after) {
  const Instant begin(Duration(1000));
  const Instant end(Duration(3000));
  EXPECT_EQ(validity_at(begin, end, Instant(Duration(999))).state, Validity::State::not_yet);
  const Validity within = validity_at(begin, end, Instant(Duration(1500)));
  EXPECT_EQ(within.state, Validity::State::valid);
  EXPECT_FLOAT_EQ(within.through, 0.25f);
  EXPECT_EQ(validity_at(begin, end, Instant(Duration(3001))).state, Validity::State::expired);
  EXPECT_FLOAT_EQ(validity_at(begin, begin, begin).through, 0);
}

}  // namespace
}  // namespace tlscam
