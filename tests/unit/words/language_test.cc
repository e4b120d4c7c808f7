#include "sim/words/language.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "sim/words/check.h"

namespace tlscam {
namespace {

using json = nlohmann::json;
using testing::HasSubstr;

json english() {
  std::ifstream file(TLSCAM_SOURCE_DIR "/assets/words/en.json");
  return json::parse(file);
}

// A language for tests: every text of English in angle brackets.
json marked() {
  json language = english();
  language["language"] = "xx";
  language["name"] = "Marked";
  for (auto& group : language["words"])
    for (auto& word : group) {
      const auto mark = [](json& text) { text = "<" + text.get<std::string>() + ">"; };
      if (word.is_string())
        mark(word);
      else
        for (auto& form : word) mark(form);
    }
  return language;
}

std::string refusal(const json& language) {
  const auto parsed = parse_language(language.dump());
  return parsed ? "" : parsed.error().text;
}

class LanguageTest : public testing::Test {
 protected:
  void TearDown() override { use_english(); }
};

TEST_F(LanguageTest, reads_the_english_that_the_program_holds) {
  auto language = parse_language(english().dump());
  ASSERT_TRUE(language) << language.error().text;
  EXPECT_EQ(language->code, "en");
  const std::string built_in = words<"check.file_missing">({.file = "server.der"});
  use_language(*std::move(language));
  EXPECT_EQ(words<"check.file_missing">({.file = "server.der"}), built_in);
}

TEST_F(LanguageTest, is_spoken_until_english_is_again) {
  auto language = parse_language(marked().dump());
  ASSERT_TRUE(language) << language.error().text;
  use_language(*std::move(language));
  EXPECT_EQ(words<"check.switched_on">({.camera = "cam2"}), "<cam2 is switched on>");
  use_english();
  EXPECT_EQ(words<"check.switched_on">({.camera = "cam2"}), "cam2 is switched on");
}

TEST_F(LanguageTest, may_change_the_order_of_placeholders) {
  json language = english();
  language["words"]["check"]["has_printed"] = "{text}: {camera}";
  auto parsed = parse_language(language.dump());
  ASSERT_TRUE(parsed);
  use_language(*std::move(parsed));
  EXPECT_EQ(words<"check.has_printed">({.camera = "cam2", .text = "hello"}), "hello: cam2");
}

TEST_F(LanguageTest, speaks_german) {
  std::ifstream file(TLSCAM_SOURCE_DIR "/assets/words/de.json");
  auto german = parse_language(json::parse(file).dump());
  ASSERT_TRUE(german) << german.error().text;
  EXPECT_EQ(german->name, "Deutsch");
  use_language(*std::move(german));
  EXPECT_EQ(words<"check.switched_on">({.camera = "cam2"}), "cam2 ist eingeschaltet");
  EXPECT_EQ(words<"check.days_later">({.count = 1u}), "ein Tag ist vergangen");
  EXPECT_EQ(words<"check.days_later">({.count = 3u}), "3 Tage sind vergangen");
}

TEST_F(LanguageTest, is_read_by_numbers_and_the_rest_stays_english) {
  const json numbered = {{"language", "de"},
                         {"words",
                          {{std::to_string(Word<"check.switched_on">::kEnglish.index), "{camera} ist an"},
                           {std::to_string(Word<"check.days_later">::kEnglish.index),
                            {{"one", "ein Tag"}, {"other", "{count} Tage"}}}}}};
  auto language = parse_numbered_language(numbered.dump());
  ASSERT_TRUE(language) << language.error().text;
  use_language(*std::move(language));
  EXPECT_EQ(words<"check.switched_on">({.camera = "cam2"}), "cam2 ist an");
  EXPECT_EQ(words<"check.days_later">({.count = 1u}), "ein Tag");
  EXPECT_EQ(words<"check.days_later">({.count = 2u}), "2 Tage");
  EXPECT_EQ(words<"check.switched_off">({.camera = "cam2"}), "cam2 is switched off");
}

TEST_F(LanguageTest, is_refused_when_its_numbers_are_none) {
  for (const char* text : {"", "[]", "{}", R"({"language": "de"})", R"({"language": 1, "words": {}})"})
    EXPECT_THAT(parse_numbered_language(text).error().text, HasSubstr("has the keys")) << text;
  for (const char* words :
       {R"({"check": "x"})", R"({"1x": "x"})", R"({"1": ""})", R"({"1": {"one": "x"}})",
        R"({"1": {"some": "x", "other": "x"}})", R"({"1": {"other": 1}})", R"({"-1": "x"})"})
    EXPECT_THAT(
        parse_numbered_language(std::string(R"({"language": "de", "words": )") + words + "}").error().text,
        HasSubstr("is not a number with texts"))
        << words;
}

TEST_F(LanguageTest, is_refused_without_a_word) {
  json language = english();
  language["words"]["check"].erase("file_missing");
  EXPECT_EQ(refusal(language), "check.file_missing: it is missing");
}

TEST_F(LanguageTest, is_refused_with_a_word_that_english_lacks) {
  json language = english();
  language["words"]["check"]["file_mising"] = "x";
  EXPECT_EQ(refusal(language), "check.file_mising: en.json has no such word");
}

TEST_F(LanguageTest, is_refused_with_another_placeholder) {
  json language = english();
  language["words"]["check"]["file_missing"] = "{path} is missing";
  EXPECT_EQ(refusal(language), "check.file_missing: the placeholders are {path}, in English {file}");
}

TEST_F(LanguageTest, is_refused_with_a_brace_that_stands_alone) {
  json language = english();
  for (const char* text : {"{file", "file}", "{fi{le}", "{file} {"}) {
    language["words"]["check"]["file_missing"] = text;
    EXPECT_THAT(refusal(language), HasSubstr("braces stand only around")) << text;
  }
}

TEST_F(LanguageTest, is_refused_when_a_plain_word_is_no_text) {
  json language = english();
  language["words"]["check"]["file_missing"] = json{{"other", "{file}"}};
  EXPECT_EQ(refusal(language), "check.file_missing: a text is missing");
}

TEST_F(LanguageTest, is_refused_when_it_is_not_such_a_file) {
  EXPECT_EQ(parse_language("{").error().text, "this is not JSON");
  for (const char* text : {"[]", "{}", R"({"language": "xx", "name": "X", "words": []})"})
    EXPECT_THAT(parse_language(text).error().text, HasSubstr("has the keys")) << text;
  EXPECT_THAT(parse_language(R"({"language": "xx", "name": "X", "words": {"check": []}})").error().text,
              HasSubstr("a group is an object"));
}

}  // namespace
}  // namespace tlscam
