#include "sim/lesson/facts.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "sim/base/file.h"
#include "sim/lesson/lesson_files.h"

namespace tlscam {
namespace {

constexpr std::string_view kFacts =
    R"({"days": {"value": "200", "says": "S.", "since": "2026-03-15", "source": "BR", "checked": "2026-11-28"}})";

std::string with(std::string_view part, std::string_view other) {
  std::string text(kFacts);
  return text.replace(text.find(part), part.size(), other);
}

std::string error_of(const std::string& text) {
  const auto facts = parse_facts(text, "facts.json");
  return facts ? "no error" : facts.error().text;
}

TEST(Facts, are_read_strictly) {
  const auto facts = parse_facts(kFacts, "facts.json");
  ASSERT_TRUE(facts) << facts.error().text;
  EXPECT_EQ(facts->at("days").value, "200");
  EXPECT_EQ(error_of(with("\"says\"", "\"say\"")),
            "facts.json: days: no such key \"say\"; did you mean \"says\"?");
  EXPECT_EQ(error_of(with(", \"source\": \"BR\"", "")), "facts.json: days: the key \"source\" is missing");
  EXPECT_EQ(error_of(with("\"200\"", "200")), "facts.json: days: \"value\" is a text");
  EXPECT_EQ(error_of(with("\"200\"", "\"{fact:x}\"")),
            "facts.json: days: \"value\" is one line without braces");
  EXPECT_EQ(error_of(with("2026-03-15", "March")).find("facts.json: days: \"since\": "), 0u);
  EXPECT_EQ(error_of("[]"), "facts.json: facts are an object, by their ids");
}

TEST(Facts, stand_in_lessons_and_wrong_ends) {
  const auto facts = *parse_facts(kFacts, "facts.json");
  const auto filled = [&](std::string_view text, const std::string& path = "lesson.md") {
    FileMap files{{path, Bytes(text.begin(), text.end())}};
    const auto done = fill_facts(files, facts, "05-names");
    return done ? std::string(as_text(files.at(path))) : done.error().text;
  };
  EXPECT_EQ(filled("At most {fact:days}, not {fact:days}1 days.\n"), "At most 200, not 2001 days.\n");
  EXPECT_EQ(filled("{fact:days}", "wrong/a/wrong.md"), "200");
  EXPECT_EQ(filled("{fact:days}", "start/workstation/a.py"), "{fact:days}");
  EXPECT_EQ(filled("a\n{fact:dasy}"),
            "05-names/lesson.md:2: there is no fact \"dasy\"; did you mean \"days\"?; facts stand in "
            "lessons/facts.json");
  EXPECT_EQ(filled("a\n\n{fact:days\n}"), "05-names/lesson.md:3: {fact: ends with a brace in the same line");
}

// A date that stands in a lesson itself would stay there when the fact changes.
TEST(Facts, of_the_course_stand_in_lessons_by_their_ids_alone) {
  const std::filesystem::path folder = TLSCAM_SOURCE_DIR "/lessons";
  const auto file = read_file((folder / kFactsFile).string());
  ASSERT_TRUE(file);
  const auto facts = parse_facts(as_text(*file), "facts.json");
  ASSERT_TRUE(facts) << facts.error().text;
  std::string texts;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (!entry.is_directory()) continue;
    const auto files = read_lesson_folder(entry.path());
    ASSERT_TRUE(files) << files.error().text;
    for (const auto& [path, bytes] : *files)
      if (path.ends_with(".md")) texts += as_text(bytes);
  }
  for (const auto& [id, fact] : *facts) {
    EXPECT_NE(texts.find("{fact:" + id + "}"), std::string::npos) << id << " stands in no lesson";
    const bool is_date = fact.value.find(" 20") != std::string::npos;
    if (is_date) {
      EXPECT_EQ(texts.find(fact.value), std::string::npos) << fact.value << " is {fact:" << id << "}";
    }
  }
}

}  // namespace
}  // namespace tlscam
