#include "sim/lesson/lesson.h"

#include <gtest/gtest.h>

#include "sim/lesson/lesson_files.h"
#include "sim/lesson/lesson_run.h"

namespace tlscam {
namespace {

constexpr std::string_view kFront = "---\nid: one\ntitle: One\nminutes: 5\nteaches: [a, b c]\n---\n";
constexpr std::string_view kStep =
    "## First\n\nText.\n\n```check\n{\"camera\": \"openmv\", \"powered\": true}\n```\n\n";
constexpr std::string_view kEnd = "## What you can do now\n\nThis.\n";

Bytes bytes_of(std::string_view text) {
  return {text.begin(), text.end()};
}

FileMap files_of(const std::string& lesson) {
  return {{"lesson.md", bytes_of(lesson)},
          {"world.json", bytes_of(R"({"cameras": [{"name": "openmv", "powered": false}]})")}};
}

std::string text(std::string_view middle) {
  return std::string(kFront) + std::string(middle) + std::string(kEnd);
}

std::string error_of(const FileMap& files) {
  const auto lesson = load_lesson("10-one", files);
  return lesson ? "no error" : lesson.error().text;
}

std::string error_of(std::string_view middle) {
  return error_of(files_of(text(middle)));
}

// The step is otherwise right. The block begins on line 16.
std::string error_in_step(std::string_view block) {
  return error_of(std::string(kStep) + std::string(block));
}

TEST(Lesson, reads_everything) {
  FileMap files = files_of(
      text("Intro.\n\n```python\nx = 1\n```\n\n## First\n\nBody.\n\n```workstation\nls\nls "
           "-l\n```\n\n```output\na …\n```\n\n"
           "```console openmv hidden\nprint(1)\n```\n\n```script openmv a.py\n```\n\n```edit a.py\n```\n\n"
           "```press\npower on openmv\nwait 2s\n```\n\nMore.\n\n"
           "```check\n{\"camera\": \"openmv\", \"powered\": true,\n \"now\": true, \"label\": \"It is "
           "on\"}\n---\nnot on\n```\n\n"
           "```note\n{\"file\": \"a.py\"}\n---\nSee **a.py**.\n```\n\n````hint\n```\ncode\n```\n````\n\n"));
  files["start/workstation/a.py"] = bytes_of("1");
  files["start/openmv/main.py"] = bytes_of("2");
  files["solution/workstation/a.py"] = bytes_of("3\n");
  files["wrong/bad/wrong.md"] =
      bytes_of("---\nstep: First\nsays: not on\n---\nWhy.\n\n```press\npower off openmv\n```\n");
  const auto lesson = load_lesson("10-one", files);
  ASSERT_TRUE(lesson) << lesson.error().text;
  EXPECT_EQ(lesson->id, "one");
  EXPECT_EQ(lesson->minutes, 5);
  EXPECT_EQ(lesson->teaches, (std::vector<std::string>{"a", "b c"}));
  ASSERT_EQ(lesson->intro.size(), 1u);
  EXPECT_EQ(lesson->intro[0].text, "Intro.\n\n```python\nx = 1\n```");
  ASSERT_EQ(lesson->steps.size(), 1u);
  const LessonStep& step = lesson->steps[0];
  using Kind = LessonBlock::Kind;
  std::vector<Kind> kinds;
  for (const LessonBlock& block : step.blocks) kinds.push_back(block.kind);
  EXPECT_EQ(kinds, (std::vector<Kind>{Kind::text, Kind::workstation, Kind::output, Kind::console,
                                      Kind::script, Kind::edit, Kind::press, Kind::text}));
  EXPECT_EQ(step.blocks[1].text, "ls\nls -l");
  EXPECT_TRUE(step.blocks[3].hidden);
  EXPECT_EQ(step.blocks[3].camera, "openmv");
  EXPECT_EQ(step.blocks[5].text, "3\n") << "from solution/";
  ASSERT_EQ(step.checks.size(), 1u);
  EXPECT_EQ(step.checks[0].label, "It is on");
  EXPECT_EQ(step.checks[0].not_yet, "not on");
  EXPECT_TRUE(step.checks[0].now);
  ASSERT_EQ(step.notes.size(), 1u);
  EXPECT_EQ(step.notes[0].say, "See **a.py**.");
  ASSERT_EQ(step.hints.size(), 1u);
  EXPECT_EQ(step.hints[0].text, "```\ncode\n```");
  EXPECT_EQ(step.hints[0].after, "");
  EXPECT_EQ(step.id, "first");
  EXPECT_EQ(step.checks[0].id, "1");
  EXPECT_EQ(lesson->closing, "This.");
  EXPECT_EQ(lesson->scene.workstation_files.at("a.py"), bytes_of("1"));
  EXPECT_EQ(lesson->scene.cameras[0].files.at("main.py"), bytes_of("2"));
  ASSERT_EQ(lesson->wrong_ends.size(), 1u);
  EXPECT_EQ(lesson->wrong_ends[0].name, "bad");
  EXPECT_EQ(lesson->wrong_ends[0].says, "not on");
  const LessonText words = lesson_text(*lesson);
  EXPECT_EQ(words.steps[0].blocks[1].kind, "workstation");
}

TEST(Lesson, front_matter) {
  EXPECT_EQ(error_of(files_of("no front matter")),
            "10-one/lesson.md:1: it begins with front matter: a line ---, lines such as \"id: my-lesson\", a "
            "line ---");
  EXPECT_EQ(error_of(files_of("---\nid: one\n")),
            "10-one/lesson.md:2: the front matter has no end; a line --- ends it");
  EXPECT_EQ(error_of(files_of("---\nid: one\nid: two\n---\n")),
            "10-one/lesson.md:3: the key \"id\" stands here twice");
  EXPECT_EQ(error_of(files_of("---\nid: one\ntitel: x\n---\n")),
            "10-one/lesson.md:3: no such key \"titel\"; did you mean \"title\"?");
  EXPECT_EQ(error_of(files_of("---\nid: one\n---\n")),
            "10-one/lesson.md:1: the front matter has no \"title\"");
  EXPECT_EQ(error_of(files_of("---\nid: One\ntitle: x\nminutes: 5\nteaches: []\n---\n")),
            "10-one/lesson.md:2: \"id\" has small letters, digits and hyphens");
  EXPECT_EQ(error_of(files_of("---\nid: one\ntitle: x\nminutes: 5m\nteaches: []\n---\n")),
            "10-one/lesson.md:4: \"minutes\" is a whole number from 1 to 120");
  EXPECT_EQ(error_of(files_of("---\nid: one\ntitle: x\nminutes: 5\nteaches: x\n---\n")),
            "10-one/lesson.md:5: \"teaches\" is a list, such as [one, two]");
}

TEST(Lesson, sections) {
  EXPECT_EQ(error_of(""), "10-one/lesson.md:1: the lesson has no step; one begins with \"## Its title\"");
  EXPECT_EQ(error_of("## First\n\nText.\n\n"), "10-one/lesson.md:7: the step \"First\" has no ```check");
  EXPECT_EQ(error_of("# One\n"),
            "10-one/lesson.md:7: the title stands in the front matter; a step begins with \"## \"");
  EXPECT_EQ(error_in_step(kStep), "10-one/lesson.md:15: two steps are named \"First\"");
  EXPECT_EQ(error_of(files_of(std::string(kFront) + std::string(kStep))),
            "10-one/lesson.md:1: the lesson does not end with \"## What you can do now\"");
}

TEST(Lesson, blocks) {
  EXPECT_EQ(error_in_step("```chek\n{}\n```\n"),
            "10-one/lesson.md:15: no such block \"chek\"; did you mean \"check\"?");
  EXPECT_EQ(error_in_step("```hint\nx\n"),
            "10-one/lesson.md:15: the block ```hint has no end; a line ``` ends it");
  EXPECT_EQ(error_in_step("```console\nx\n```\n"),
            "10-one/lesson.md:15: this block begins with ```console CAMERA");
  EXPECT_EQ(error_in_step("```console opnmv\nx\n```\n"),
            "10-one/lesson.md:15: world.json has no camera \"opnmv\"; did you mean \"openmv\"?");
  EXPECT_EQ(error_in_step("```press\npower openmv\n```\n"),
            "10-one/lesson.md:15: press: \"power openmv\" is none of power on CAMERA, power off CAMERA");
  EXPECT_EQ(error_in_step("```press\ncable out opnmv\n```\n"),
            "10-one/lesson.md:15: world.json has no link \"opnmv\"; did you mean \"openmv\"?");
  EXPECT_EQ(error_in_step("```press\nreset cam2\n```\n"),
            "10-one/lesson.md:15: world.json has no camera \"cam2\"");
  EXPECT_EQ(error_in_step("```workstation\n```\n"), "10-one/lesson.md:15: the block is empty");
  EXPECT_EQ(error_in_step("```edit a.py\n```\n"),
            "10-one/lesson.md:15: the block is empty, and there is no solution/workstation/a.py");
  EXPECT_EQ(error_of("```hint\nx\n```\n" + std::string(kStep)),
            "10-one/lesson.md:7: a ```hint belongs into a step");
}

TEST(Lesson, predictions) {
  const auto error = [](std::string_view outcomes, std::string_view rest = "---\nWhat?\n") {
    return error_in_step("```predict\n" + std::string(outcomes) + "\n" + std::string(rest) + "```\n");
  };
  const std::string one = R"({"text": "a", "when": {"file": "a"}})";
  EXPECT_EQ(error("{}"), "10-one/lesson.md:15: predict: begins with a list of 2 to 4 outcomes");
  EXPECT_EQ(error("[" + one + "]"), "10-one/lesson.md:15: predict: begins with a list of 2 to 4 outcomes");
  EXPECT_EQ(error("[" + one + "," + one + "]", ""),
            "10-one/lesson.md:15: predict: behind the outcomes comes a line --- and the question");
  EXPECT_EQ(error("[" + one + R"(, {"text": "a"}])"),
            "10-one/lesson.md:15: predict: an outcome has \"text\" and \"when\", nothing else");
  EXPECT_EQ(error("[" + one + R"(, {"text": 1, "when": {"file": "a"}}])"),
            "10-one/lesson.md:15: predict: \"text\" is a text");
  EXPECT_EQ(error("[" + one + R"(, {"text": "b", "when": {"fiel": "a"}}])"),
            "10-one/lesson.md:15: predict: no such key \"fiel\"; did you mean \"file\"?");
  EXPECT_EQ(error_in_step("```predict\n[" + one +
                          R"(, {"text": "b", "when": {"camera": "cam2", "powered": true}}])" +
                          "\n---\nWhat?\n```\n"),
            "10-one/lesson.md:7: world.json has no camera \"cam2\"");
}

TEST(Lesson, checks_and_notes) {
  EXPECT_EQ(error_in_step("```check\n{\"camera\": \"cam2\", \"powered\": true}\n```\n"),
            "10-one/lesson.md:7: world.json has no camera \"cam2\"");
  EXPECT_EQ(error_in_step("```check\n{\"cammera\": \"openmv\"}\n```\n"),
            "10-one/lesson.md:15: check: no such key \"cammera\"; did you mean \"camera\"?");
  EXPECT_EQ(error_in_step("```check\n{\"file\": \"a\", \"now\": 1}\n```\n"),
            "10-one/lesson.md:15: check: \"now\" is true or false");
  EXPECT_EQ(error_in_step("```check\n{\"file\": \n```\n").find("10-one/lesson.md:15: check"), 0u);
  EXPECT_EQ(error_in_step("```note\n{\"file\": \"a\"}\n```\n"),
            "10-one/lesson.md:15: note: behind the condition comes a line --- and what is said then");
}

TEST(Lesson, steps_and_checks_have_ids) {
  const auto lesson = load_lesson(
      "10-one",
      files_of(text("## Set the *clock*, again\n\n```check\n{\"file\": \"a\"}\n```\n\n"
                    "## Anders {#other-one}\n\n```check\n{\"file\": \"a\", \"id\": \"there\"}\n```\n\n")));
  ASSERT_TRUE(lesson) << lesson.error().text;
  EXPECT_EQ(lesson->steps[0].id, "set-the-clock-again");
  EXPECT_EQ(lesson->steps[1].id, "other-one");
  EXPECT_EQ(lesson->steps[1].title, "Anders");
  EXPECT_EQ(lesson->steps[1].checks[0].id, "there");
  EXPECT_EQ(error_of("## First {#Erst}\n\n"),
            "10-one/lesson.md:7: the id \"Erst\" has small letters, digits and hyphens only");
  EXPECT_EQ(error_of(std::string(kStep) + "## Second {#first}\n\n```check\n{\"file\": \"a\"}\n```\n\n"),
            "10-one/lesson.md:15: the step needs an id of its own: \"## Second {#its-id}\"");
  EXPECT_EQ(error_in_step("```check\n{\"file\": \"a\", \"id\": \"1\"}\n```\n"),
            "10-one/lesson.md:15: check: another one of this step has the id \"1\"");
}

TEST(Lesson, a_hint_may_have_an_end_for_later) {
  const auto lesson = load_lesson(
      "10-one", files_of(text(std::string(kStep) + "```hint\nLook.\n---\nRFC 5246 says so.\n```\n\n")));
  ASSERT_TRUE(lesson) << lesson.error().text;
  EXPECT_EQ(lesson->steps[0].hints[0].text, "Look.");
  EXPECT_EQ(lesson->steps[0].hints[0].after, "RFC 5246 says so.");
}

TEST(Lesson, ends_with_a_card) {
  const auto with_card = [](std::string_view card) {
    return files_of(text(kStep) + "\n## Card\n\n" + std::string(card));
  };
  const auto lesson = load_lesson(
      "10-one", with_card("### What it was\n\nA thing.\n\n### How to\n\n```sh\n### not a heading\n```\n\n### "
                          "Why it failed\n\nBecause.\n"));
  ASSERT_TRUE(lesson) << lesson.error().text;
  ASSERT_TRUE(lesson->card);
  EXPECT_EQ(lesson->card->what, "A thing.");
  EXPECT_EQ(lesson->card->how, "```sh\n### not a heading\n```");
  EXPECT_EQ(lesson->card->why, "Because.");
  EXPECT_EQ(lesson_text(*lesson).card_why, "Because.");

  EXPECT_EQ(error_of(with_card("")),
            "10-one/lesson.md:19: the card is empty; it begins with \"### What it was\"");
  EXPECT_EQ(error_of(with_card("Text.\n")), "10-one/lesson.md:21: the card begins with \"### What it was\"");
  EXPECT_EQ(error_of(with_card("### How to\n\nSo.\n")),
            "10-one/lesson.md:21: here stands \"### What it was\", not \"### How to\"");
  EXPECT_EQ(error_of(with_card("### What it was\n\n### How to\n\nSo.\n")),
            "10-one/lesson.md:23: \"### What it was\" has no text");
  EXPECT_EQ(error_of(with_card("### What it was\n\nA.\n")),
            "10-one/lesson.md:24: the card ends without \"### How to\"");
  EXPECT_EQ(error_of(with_card("### What it was\n\n```workstation\nls\n```\n")),
            "10-one/lesson.md:23: a card is text; commands stand in ```sh or ```python");
  std::string lines;
  for (int i = 0; i <= kMostCardLines; ++i) lines += "x\n";
  EXPECT_EQ(error_of(with_card(lines)), "10-one/lesson.md:21: the card has 41 lines; it has at most 40");
  EXPECT_EQ(error_of(with_card(
                "### What it was\n\nA.\n\n### How to\n\nB.\n\n### Why it failed\n\nC.\n\n## More\n")),
            "10-one/lesson.md:33: \"Card\" is the last section");
  EXPECT_EQ(error_of(files_of(text(kStep) + "\n## Another\n\nText.\n")),
            "10-one/lesson.md:19: behind \"What you can do now\" comes \"Card\", nothing else");
}

TEST(Lesson, files) {
  FileMap files = files_of(text(kStep));
  EXPECT_EQ(error_of(files), "no error");
  files["notes.txt"] = {};
  EXPECT_EQ(
      error_of(files),
      "10-one/notes.txt: a lesson has lesson.md, world.json, start/, solution/ and wrong/, nothing else");
  files.erase("notes.txt");
  files["start/cam2/a.py"] = {};
  EXPECT_EQ(
      error_of(files),
      "10-one/start/cam2/a.py: files lie in start/workstation/ or in a folder with the name of a camera");
  files.erase("start/cam2/a.py");
  files["wrong/a/wrong.md"] = bytes_of("---\nstep: Frist\nsays: x\n---\n");
  EXPECT_EQ(error_of(files),
            "10-one/wrong/a/wrong.md:2: the lesson has no step \"Frist\"; did you mean \"First\"?");
  files.erase("wrong/a/wrong.md");
  files.erase("world.json");
  EXPECT_EQ(error_of(files), "10-one/world.json: there is no such file; a lesson needs it");
  files["world.json"] = bytes_of("{\"cameras\": [{\"nam\": \"openmv\"}]}");
  EXPECT_EQ(error_of(files).find("10-one/world.json: cameras[0].nam"), 0u) << error_of(files);
}

TEST(Lesson, a_course_is_ordered_and_complete) {
  const auto named = [](const std::string& id, const std::string& needs) {
    return bytes_of("---\nid: " + id + "\ntitle: T\nminutes: 5\nteaches: []\nneeds: [" + needs + "]\n---\n" +
                    std::string(kStep) + std::string(kEnd) +
                    "\n## Card\n\n### What it was\n\nA.\n\n### How to\n\nB.\n\n### Why it failed\n\nC.\n");
  };
  const Bytes world = bytes_of(R"({"cameras": [{"name": "openmv"}]})");
  FileMap files{{"20-b/lesson.md", named("b", "a")},
                {"20-b/world.json", world},
                {"10-a/lesson.md", named("a", "")},
                {"10-a/world.json", world},
                {"README.md", {}}};
  const auto course = load_course(files);
  ASSERT_TRUE(course) << course.error().text;
  ASSERT_EQ(course->size(), 2u);
  EXPECT_EQ((*course)[0].id, "a");
  files["20-b/lesson.md"] = named("b", "c");
  EXPECT_EQ(load_course(files).error().text, "20-b/lesson.md: it needs the lesson c, which is not there");
  files["20-b/lesson.md"] = named("a", "");
  EXPECT_EQ(load_course(files).error().text, "10-a and 20-b have the same id, a");
  files["20-b/lesson.md"] = bytes_of(text(kStep));
  EXPECT_EQ(load_course(files).error().text,
            "20-b/lesson.md: the lesson has no card; it ends with the section \"## Card\"");
}

TEST(Lesson, a_course_without_a_fact_that_a_lesson_names_is_refused) {
  FileMap files = files_of(text("## First\n\nAt most {fact:dasy} days.\n\n"));
  FileMap course;
  for (auto& [path, content] : files) course["10-one/" + path] = std::move(content);
  course["facts.json"] = bytes_of(
      R"({"days": {"value": "200", "says": "S.", "since": "2026-03-15", "source": "BR", "checked": "2026-11-28"}})");
  EXPECT_EQ(load_course(course).error().text,
            "10-one/lesson.md:9: there is no fact \"dasy\"; did you mean \"days\"?; facts stand in "
            "lessons/facts.json");
  course.erase("facts.json");
  EXPECT_EQ(load_course(course).error().text,
            "10-one/lesson.md:9: there is no fact \"dasy\"; facts stand in lessons/facts.json");
}

}  // namespace
}  // namespace tlscam
