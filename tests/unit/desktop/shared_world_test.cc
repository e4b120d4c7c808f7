#include "sim/desktop/model/shared_world.h"

#include <gmock/gmock.h>

#include "sim/base/file.h"
#include "sim/desktop/model/packed_text.h"

namespace tlscam {
namespace {

using testing::HasSubstr;
using testing::Not;

// The links were made by web/src/store/share.ts and state.ts, of the same world.
std::string page_link(const std::string& name) {
  const auto bytes = read_file(TLSCAM_SOURCE_DIR "/tests/unit/desktop/page-" + name + "-link.txt");
  return bytes ? std::string(as_text(*bytes)) : "";
}

std::string refusal(std::string_view link) {
  const auto shared = read_shared(link);
  return shared ? "(it was read)" : shared.error().text;
}

TEST(SharedWorld, a_scene_of_the_page_is_read) {
  const auto shared = read_shared(page_link("scene"));
  ASSERT_TRUE(shared) << shared.error().text;
  const auto& scene = std::get<SharedScene>(*shared);
  EXPECT_EQ(scene.lesson, "first-verified-connection");
  EXPECT_EQ(scene.seed, 7u);
  ASSERT_EQ(scene.scripts.size(), 2u);
  EXPECT_EQ(scene.scripts[0].text, "print(\"grüße\")\n");
  EXPECT_EQ(scene.scripts[1].place, "openmv");
  EXPECT_EQ(scene.cameras->at(0).model, "openmv-rt1062");
  EXPECT_EQ(scene.services.at(0).faults.at(0).kind, "unreachable");
  EXPECT_EQ(scene.links.at(0).conditions.loss, 0.25);
  EXPECT_EQ(scene.links.at(0).conditions.delay, std::chrono::milliseconds(2));
}

TEST(SharedWorld, a_state_of_the_page_is_read) {
  const auto shared = read_shared(page_link("state"));
  ASSERT_TRUE(shared) << shared.error().text;
  const auto& world = std::get<SavedWorld>(*shared);
  EXPECT_EQ(world.lesson, "first-verified-connection");
  ASSERT_EQ(world.workstation.size(), 3u);
  EXPECT_EQ(as_text(world.workstation[0].bytes), "print(\"grüße\")\n");
  EXPECT_EQ(world.workstation[2].bytes, (Bytes{255, 0, 254}));
  EXPECT_TRUE(world.cameras.at(0).powered);
}

TEST(SharedWorld, what_is_written_is_read) {
  const auto world = std::get<SavedWorld>(*read_shared(page_link("state")));
  const auto again = read_state(state_text(world) + "\n");
  ASSERT_TRUE(again) << again.error().text;
  EXPECT_EQ(again->workstation[2].bytes, world.workstation[2].bytes);
  EXPECT_TRUE(std::holds_alternative<SavedWorld>(*read_shared(state_fragment(world))));
}

TEST(SharedWorld, a_scene_leaves_keys_at_home) {
  const auto world = std::get<SavedWorld>(*read_shared(page_link("state")));
  const std::string fragment = scene_fragment(world);
  const auto scene = std::get<SharedScene>(*read_shared(fragment));
  ASSERT_EQ(scene.scripts.size(), 2u);
  EXPECT_EQ(scene.scripts[0].path, "client.py");
  EXPECT_EQ(scene.links.at(0).conditions.loss, 0.25);
  const auto text = unpack_text("2", std::string_view(fragment).substr(7), fragment.size());
  ASSERT_TRUE(text);
  EXPECT_THAT(*text, Not(HasSubstr("PRIVATE")));
}

TEST(SharedWorld, a_link_is_refused_wherever_it_was_cut) {
  for (const char* name : {"scene", "state"}) {
    const std::string link = page_link(name);
    for (std::size_t size = link.find('=') + 1; size < link.size(); ++size)
      EXPECT_THAT(refusal(std::string_view(link).substr(0, size)), HasSubstr("incomplete")) << size;
  }
}

TEST(SharedWorld, links_that_name_a_lesson) {
  const auto mystery = std::get<SharedLesson>(*read_shared("https://tlscam.example/#mystery=7"));
  EXPECT_EQ(mystery.lesson, "mysteries");
  EXPECT_EQ(mystery.seed, 7u);
  EXPECT_EQ(std::get<SharedLesson>(*read_shared("https://a/?lesson=two-sides&embed=1#area-wire")).lesson,
            "two-sides");
}

TEST(SharedWorld, other_links_say_what_is_wrong) {
  EXPECT_THAT(refusal("https://tlscam.example/#area-lesson"), HasSubstr("no link of tlscam"));
  for (const char* link : {"#mystery=", "#mystery=-1", "#mystery=1e3", "#mystery=1234567"})
    EXPECT_THAT(refusal(link), HasSubstr("incomplete")) << link;
  EXPECT_THAT(refusal("#share=3.3.abc"), HasSubstr("another version"));
  EXPECT_THAT(refusal("#share=" + pack_text("2", "{\"lesson\":3}")), HasSubstr("incomplete"));
  EXPECT_THAT(refusal("#share=" + pack_text("2", "[[")), HasSubstr("incomplete"));
  EXPECT_THAT(refusal("#state=" + pack_text("1", R"({"workstation":[{"text":1}],"cameras":[3]})")),
              HasSubstr("incomplete"));
}

TEST(SharedWorld, a_link_that_swells_is_refused) {
  const std::string link = "#share=" + pack_text("2", "\"" + std::string(100u << 20, 'A') + "\"");
  ASSERT_LT(link.size(), 256u << 10);
  EXPECT_THAT(refusal(link), HasSubstr("more than a scene can be"));
}

TEST(SharedWorld, is_told_from_the_name_of_a_lesson) {
  for (const char* word : {"#share=2.1.a", "https://a/b?lesson=c", "mine.tlscam"})
    EXPECT_TRUE(is_shared_world(word)) << word;
  for (const char* word : {"", "4", "bench", "first-verified-connection"})
    EXPECT_FALSE(is_shared_world(word)) << word;
}

}  // namespace
}  // namespace tlscam
