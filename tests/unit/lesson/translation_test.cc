#include "sim/lesson/translation.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace tlscam {
namespace {

using testing::ElementsAre;

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string text_of(std::string_view step, std::string_view check = R"({"file": "a"})") {
  return "---\nid: one\ntitle: T\nminutes: 5\nteaches: []\n---\n## " + std::string(step) +
         "\n\n```press\nwait 1s\n```\n\n```check\n" + std::string(check) +
         "\n```\n\n## What you can do now\n\nThis.\n";
}

Lesson load(const std::string& text) {
  auto lesson = load_lesson("10-one", {{"lesson.md", bytes_of(text)},
                                       {"world.json", bytes_of(R"({"cameras": [{"name": "openmv"}]})")}});
  EXPECT_TRUE(lesson) << lesson.error().text;
  return std::move(*lesson);
}

std::string error_of(const std::string& translated) {
  const auto same = check_translation(load(text_of("First")), load(translated), "de");
  return same ? "no error" : same.error().text;
}

TEST(Translation, lies_over_the_lessons_own_files) {
  FileMap files{{"lesson.md", bytes_of("en")},
                {"world.json", bytes_of("w")},
                {"wrong/a/wrong.md", bytes_of("en")},
                {"de/lesson.md", bytes_of("de")},
                {"fr/lesson.md", bytes_of("fr")}};
  EXPECT_THAT(languages_of(files), ElementsAre("de", "fr"));
  FileMap german = files;
  choose_language(german, "de");
  EXPECT_EQ(german, (FileMap{{"lesson.md", bytes_of("de")}, {"world.json", bytes_of("w")}}));
  choose_language(files, "");
  EXPECT_EQ(files, (FileMap{{"lesson.md", bytes_of("en")},
                            {"world.json", bytes_of("w")},
                            {"wrong/a/wrong.md", bytes_of("en")}}));
}

TEST(Translation, has_the_structure_of_the_lesson) {
  EXPECT_EQ(error_of(text_of("Zuerst {#first}")), "no error");
  EXPECT_EQ(error_of(text_of("Zuerst")),
            "10-one/de/lesson.md:7: this step has the id first: \"## Zuerst {#first}\"");
  std::string other = text_of("Zuerst {#first}");
  EXPECT_EQ(error_of(std::string(other).replace(other.find("id: one"), 7, "id: two")),
            "10-one/de/lesson.md:1: the lesson's id is one, as in its own language");
  EXPECT_EQ(error_of(std::string(other).replace(other.find("```press\nwait 1s"), 16, "```workstation\nls")),
            "10-one/de/lesson.md:9: the block is another one than in the lesson's own language");
  EXPECT_EQ(error_of(std::string(other).replace(other.find("```check"), 0, "```hint\nx\n```\n\n")),
            "10-one/de/lesson.md:7: 1 hints here, 0 in the lesson's own language");
}

}  // namespace
}  // namespace tlscam
