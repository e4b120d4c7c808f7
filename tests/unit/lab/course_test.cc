// What a teacher gets of a lesson and of a class: handouts, cards, reports, the template of a new lesson.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sim/lab/course/class_report.h"
#include "sim/lab/course/lesson_handout.h"
#include "sim/lab/course/lesson_review.h"
#include "sim/lab/course/lesson_template.h"
#include "sim/lab/protocol/json_codec.h"

namespace tlscam {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

Lesson make_lesson(const std::string& id = "new-one") {
  auto lesson = load_lesson("17-" + id, lesson_template(id));
  EXPECT_TRUE(lesson) << lesson.error().text;
  return std::move(*lesson);
}

LessonSnapshot played() {
  LessonSnapshot snapshot;
  snapshot.steps.resize(2);
  snapshot.steps[0].predictions.push_back({-1, 1});
  return snapshot;
}

TEST(LessonTemplate, has_what_a_lesson_has_but_for_two_wrong_ends) {
  EXPECT_THAT(lesson_lacks(make_lesson()),
              ElementsAre("it has 2 wrong ends; the lessons of the course have 4"));
  EXPECT_EQ(make_lesson().title, "New one");
}

TEST(LessonReview, says_what_is_missing) {
  Lesson lesson = make_lesson();
  lesson.steps[1].hints.pop_back();
  EXPECT_THAT(lesson_lacks(lesson), ElementsAre("no exercise has 3 hints", HasSubstr("wrong ends")));
  lesson.steps.pop_back();
  lesson.steps[0].predictions.clear();
  EXPECT_THAT(lesson_lacks(lesson),
              ElementsAre(HasSubstr("what will happen"), HasSubstr("no exercise"), HasSubstr("wrong ends")));
}

TEST(LessonHandout, a_learners_has_no_answers) {
  const std::string text = lesson_handout(make_lesson(), {});
  EXPECT_THAT(text, StartsWith("# New one\n\n5 minutes\n\n"));
  EXPECT_THAT(text, HasSubstr("```sh\n$ mpremote connect openmv run hello.py\n```"));
  EXPECT_THAT(text, HasSubstr("- [ ] It prints `hello`.\n- [ ] It knows nothing"));
  EXPECT_THAT(text, HasSubstr("- [ ] openmv has raised a NameError\n"));
  EXPECT_THAT(text, HasSubstr("### Why it failed"));
  EXPECT_THAT(text, Not(HasSubstr("print(\"hello\")")));
}

TEST(LessonHandout, the_teachers_has_all_of_them) {
  const std::string text = lesson_handout(make_lesson(), played());
  EXPECT_THAT(text, HasSubstr("- [ ] It prints `hello`.\n- [x] It knows nothing"));
  EXPECT_THAT(text, HasSubstr("**Solution**\n\nWrite `hello.py`:\n\n```python\nprint(\"hello\")\n```"));
  EXPECT_THAT(text, HasSubstr("- The second says what is wrong"));
  EXPECT_THAT(text, HasSubstr("- `capital-letter`: It has printed `Hello`"));
  EXPECT_THAT(text, HasSubstr("**To ask**\n\n- Why not: It prints `hello`.\n"));
}

TEST(LessonHandout, cards_are_found_by_words) {
  const Lesson lesson = make_lesson();
  EXPECT_TRUE(card_has_words(lesson, {}));
  EXPECT_TRUE(card_has_words(lesson, {"nameerror", "WORD"}));
  EXPECT_FALSE(card_has_words(lesson, {"nameerror", "clock"}));
}

ProgressFile progress(const std::string& name) {
  ProgressStep first{"see-what-happens", true, 90, 1, {{"1", true}}, {{0, 1}}, {}};
  ProgressStep second{"do-it-yourself", false, 30, 0, {{"1", false}}, {}, {"capital-letter"}};
  ProgressFile file;
  file.name = name;
  file.lessons.push_back({"new-one", false, {first, second}});
  return file;
}

TEST(ProgressFile, is_read_strictly) {
  const std::string good = to_json(progress("Ada"));
  const auto read = read_progress_file(good, "a.json");
  ASSERT_TRUE(read) << read.error().text;
  EXPECT_EQ(to_json(*read), good);
  const auto error = [](std::string text, const std::string& part, const std::string& other) {
    text.replace(text.find(part), part.size(), other);
    return read_progress_file(text, "a.json").error().text;
  };
  EXPECT_EQ(error(good, "tlscam-progress", "tlscam-backup"),
            "a.json: this is not a file with a learner's progress");
  EXPECT_THAT(error(good, "\"version\":1", "\"version\":2"), HasSubstr("a version of progress files"));
  EXPECT_THAT(error(good, "\"seconds\":90", "\"seconds\":-1"), StartsWith("a.json"));
  EXPECT_THAT(error(good, "\"hints\":1", "\"hint\":1"), HasSubstr("hint"));
  EXPECT_THAT(read_progress_file("{", "a.json").error().text, StartsWith("a.json"));
}

TEST(ClassReport, has_a_row_for_each_learner_and_lesson) {
  std::vector<Lesson> course;
  course.push_back(make_lesson());
  const ClassReport report = make_class_report({progress("Ada"), progress("")}, {"a", "b"}, course);
  EXPECT_EQ(
      class_csv(report),
      "Learner,Lesson,Steps done,Steps,Seconds,Hints,Predictions that came true,Predictions,Wrong ends\n"
      "Ada,New one,1,2,120,1,0,1,1\nb,New one,1,2,120,1,0,1,1\n");
  EXPECT_EQ(misconceptions_csv(report),
            "Lesson,Step,\"Wrong end, or prediction\",Learners,Of those who have begun the step\n"
            "New one,Do it yourself,capital-letter,2,2\n"
            "New one,See what happens,predicted: It prints `hello`.,2,2\n");
}

TEST(ClassReport, keeps_lessons_that_the_course_does_not_have) {
  const ClassReport report = make_class_report({progress("Ada")}, {"a"}, {});
  EXPECT_THAT(misconceptions_csv(report), HasSubstr("new-one,see-what-happens,predicted: 1,1,1"));
}

TEST(ClassReport, believes_no_name) {
  const ClassReport report =
      make_class_report({progress("=SUM(A1)"), progress("<b>\"x\"</b>, y")}, {"a", "b"}, {});
  EXPECT_THAT(class_csv(report), HasSubstr("'=SUM(A1),"));
  EXPECT_THAT(class_csv(report), HasSubstr("\"<b>\"\"x\"\"</b>, y\","));
  EXPECT_THAT(class_html(report), HasSubstr("<td>&lt;b&gt;&quot;x&quot;&lt;/b&gt;, y</td>"));
}

}  // namespace
}  // namespace tlscam
