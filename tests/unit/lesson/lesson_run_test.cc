#include "sim/lesson/lesson_run.h"

#include <gtest/gtest.h>

#include "tests/unit/lesson/fake_evidence.h"

namespace tlscam {
namespace {

Lesson make_lesson() {
  const std::string text =
      "---\nid: one\ntitle: One\nminutes: 5\nteaches: []\n---\n"
      "## Files\n\n```check\n{\"file\": \"a\"}\n```\n\n```check\n{\"file\": \"b\", \"now\": true}\n```\n\n"
      "```note\n{\"file\": \"c\"}\n---\nNot c.\n```\n\n```hint\nFirst.\n```\n\n```hint\nSecond.\n```\n\n"
      "## Power\n\n```predict\n[{\"text\": \"It `starts`.\", \"when\": {\"camera\": \"openmv\", \"powered\": "
      "true}},\n"
      " {\"text\": \"It makes a file.\", \"when\": {\"file\": \"made\"}}]\n---\nWhat will it "
      "do?\n```\n\n```check\n{\"camera\": \"openmv\", \"powered\": true}\n---\nturn it on\n```\n\n"
      "## What you can do now\n\nThis.\n";
  auto lesson = load_lesson(
      "10-one",
      {{"lesson.md", Bytes(text.begin(), text.end())},
       {"world.json", Bytes{'{', '"', 'c', 'a', 'm', 'e', 'r', 'a', 's', '"', ':', '[', '{', '"', 'n', 'a',
                            'm', 'e', '"', ':', '"', 'o', 'p', 'e', 'n', 'm', 'v', '"', '}', ']', '}'}}});
  EXPECT_TRUE(lesson) << lesson.error().text;
  return std::move(*lesson);
}

class LessonRunTest : public testing::Test {
 protected:
  LessonRunTest() { evidence.cameras["openmv"].powered = false; }
  Lesson lesson = make_lesson();
  LessonRun run{lesson};
  FakeEvidence evidence;
};

TEST_F(LessonRunTest, goes_from_step_to_step) {
  EXPECT_TRUE(run.evaluate(evidence)) << "the reasons are news";
  EXPECT_FALSE(run.evaluate(evidence));
  LessonSnapshot snapshot = run.snapshot();
  EXPECT_EQ(snapshot.steps[0].state, "current");
  EXPECT_EQ(snapshot.steps[0].checks[0].not_yet, "there is no file a in your folder yet");
  EXPECT_EQ(snapshot.steps[1].state, "todo");
  EXPECT_EQ(snapshot.steps[1].checks[0].not_yet, "");

  evidence.put("a", "");
  evidence.put("b", "");
  EXPECT_TRUE(run.evaluate(evidence));
  snapshot = run.snapshot();
  EXPECT_EQ(snapshot.steps[0].state, "done");
  EXPECT_EQ(snapshot.steps[1].state, "current");
  EXPECT_EQ(snapshot.steps[1].checks[0].not_yet, "turn it on");
  EXPECT_FALSE(snapshot.finished);

  evidence.cameras["openmv"].powered = true;
  EXPECT_TRUE(run.evaluate(evidence));
  EXPECT_TRUE(run.finished());
  EXPECT_TRUE(run.snapshot().finished);
}

TEST_F(LessonRunTest, a_check_stays_ticked_unless_it_must_hold_now) {
  evidence.put("a", "");
  run.evaluate(evidence);
  evidence.files.clear();
  evidence.put("b", "");
  run.evaluate(evidence);
  EXPECT_EQ(run.current(), 1u);

  LessonRun other(lesson);
  evidence.files.clear();
  evidence.put("b", "");
  other.evaluate(evidence);
  EXPECT_TRUE(other.snapshot().steps[0].checks[1].done);
  evidence.files.clear();
  evidence.put("a", "");
  other.evaluate(evidence);
  EXPECT_FALSE(other.snapshot().steps[0].checks[1].done);
  EXPECT_EQ(other.current(), 0u);
}

TEST_F(LessonRunTest, a_check_may_wait_for_those_before_it) {
  lesson.steps[0].checks[1].then = true;
  evidence.put("b", "");
  run.evaluate(evidence);
  EXPECT_FALSE(run.snapshot().steps[0].checks[1].done);
  EXPECT_EQ(run.snapshot().steps[0].checks[1].not_yet, "") << "its turn has not come";
  evidence.put("a", "");
  run.evaluate(evidence);
  EXPECT_EQ(run.current(), 1u);
}

TEST_F(LessonRunTest, a_note_lasts_as_long_as_its_state) {
  evidence.put("c", "");
  run.evaluate(evidence);
  EXPECT_EQ(run.snapshot().steps[0].note, "Not c.");
  evidence.files.clear();
  EXPECT_TRUE(run.evaluate(evidence));
  EXPECT_EQ(run.snapshot().steps[0].note, "");
}

TEST_F(LessonRunTest, a_prediction_is_kept_and_compared_with_what_happens) {
  const auto predictions = [&] { return run.snapshot().steps[1].predictions; };
  EXPECT_EQ(predictions()[0].chosen, -1);
  EXPECT_EQ(predictions()[0].happened, -1);
  EXPECT_TRUE(run.predict(1, 0, 1));
  EXPECT_TRUE(run.predict(1, 0, 0)) << "one may think again";
  EXPECT_EQ(run.predict(1, 0, 2).error().text, "the lesson asks no such question");
  EXPECT_EQ(run.predict(0, 0, 0).error().text, "the lesson asks no such question");

  evidence.put("made", "");
  run.evaluate(evidence);
  EXPECT_EQ(predictions()[0].happened, -1) << "the step's turn has not come";
  evidence.put("a", "");
  evidence.put("b", "");
  EXPECT_TRUE(run.evaluate(evidence));
  EXPECT_EQ(predictions()[0].happened, 1);
  EXPECT_EQ(predictions()[0].chosen, 0);
  EXPECT_EQ(run.predict(1, 0, 1).error().text, "it has happened already; reset the step to predict it again");

  LessonRun restored(lesson);
  ASSERT_TRUE(restored.restore(run.to_json()));
  EXPECT_EQ(restored.snapshot().steps[1].predictions[0].chosen, 0);
  EXPECT_EQ(restored.snapshot().steps[1].predictions[0].happened, 1);
  ASSERT_TRUE(restored.restore(R"({"lesson": "one", "steps": {"power": {"predictions": [[9, -4]]}}})"));
  EXPECT_EQ(restored.snapshot().steps[1].predictions[0].chosen, -1);

  run.go_back_to(1);
  EXPECT_EQ(predictions()[0].happened, -1);
  EXPECT_EQ(predictions()[0].chosen, -1);
}

TEST_F(LessonRunTest, views_get_the_outcomes_with_the_question) {
  const LessonTextBlock block = lesson_text(lesson).steps[1].blocks.front();
  EXPECT_EQ(block.kind, "predict");
  EXPECT_EQ(block.text, "What will it do?");
  EXPECT_EQ(block.outcomes, (std::vector<std::string>{"It `starts`.", "It makes a file."}));
}

TEST_F(LessonRunTest, hints_come_one_at_a_time) {
  EXPECT_EQ(run.snapshot().steps[0].hints_total, 2);
  EXPECT_TRUE(run.show_hint(0));
  ASSERT_EQ(run.snapshot().steps[0].hints.size(), 1u);
  EXPECT_EQ(run.snapshot().steps[0].hints[0].text, "First.");
  EXPECT_TRUE(run.show_hint(0));
  EXPECT_FALSE(run.show_hint(0));
  EXPECT_FALSE(run.show_hint(1));
  EXPECT_FALSE(run.show_hint(2));
}

TEST_F(LessonRunTest, a_step_that_is_done_shows_all_its_hints_and_their_ends) {
  lesson.steps[0].hints[1].after = "RFC 5246.";
  run.show_hint(0);
  EXPECT_EQ(run.snapshot().steps[0].hints.size(), 1u);
  evidence.put("a", "");
  evidence.put("b", "");
  run.evaluate(evidence);
  const auto hints = run.snapshot().steps[0].hints;
  ASSERT_EQ(hints.size(), 2u);
  EXPECT_TRUE(hints[0].asked);
  EXPECT_FALSE(hints[1].asked);
  EXPECT_EQ(hints[1].after, "RFC 5246.");
}

TEST_F(LessonRunTest, remembers_which_wrong_ends_were_met) {
  evidence.put("c", "");
  run.evaluate(evidence);
  run.evaluate(evidence);
  EXPECT_EQ(run.snapshot().steps[0].met, std::vector<std::string>{"note 1"});
  lesson.wrong_ends.push_back({"wrong-letter", 0, "Not c", {}});
  LessonRun other(lesson);
  other.evaluate(evidence);
  EXPECT_EQ(other.snapshot().steps[0].met, std::vector<std::string>{"wrong-letter"});
  other.go_back_to(0);
  EXPECT_EQ(other.snapshot().steps[0].met.size(), 1u) << "as hints, it stays";
  LessonRun restored(lesson);
  ASSERT_TRUE(restored.restore(other.to_json()));
  EXPECT_EQ(restored.snapshot().steps[0].met, std::vector<std::string>{"wrong-letter"});
}

TEST_F(LessonRunTest, goes_back) {
  evidence.put("a", "");
  evidence.put("b", "");
  run.evaluate(evidence);
  run.go_back_to(1);
  EXPECT_EQ(run.current(), 1u);
  run.go_back_to(0);
  evidence.files.clear();
  run.evaluate(evidence);
  EXPECT_EQ(run.current(), 0u);
  EXPECT_FALSE(run.snapshot().steps[0].checks[0].done);
}

TEST_F(LessonRunTest, progress_survives) {
  evidence.put("a", "");
  run.evaluate(evidence);
  run.show_hint(0);
  LessonRun restored(lesson);
  ASSERT_TRUE(restored.restore(run.to_json()));
  EXPECT_TRUE(restored.snapshot().steps[0].checks[0].done);
  EXPECT_EQ(restored.snapshot().steps[0].hints.size(), 1u);
  EXPECT_EQ(restored.to_json(), run.to_json());
}

TEST_F(LessonRunTest, progress_of_another_version_is_forgotten_where_it_does_not_fit) {
  ASSERT_TRUE(run.restore(
      R"({"lesson": "one", "steps": {"gone": {"done": true},
          "files": {"done": true, "checks": [true], "hints": 99, "met": [1, "a"]}, "power": 1}})"));
  EXPECT_EQ(run.current(), 1u);
  EXPECT_EQ(run.snapshot().steps[0].hints.size(), 2u);
  EXPECT_EQ(run.snapshot().steps[0].met, std::vector<std::string>{"a"});
  ASSERT_TRUE(run.restore(R"({"lesson": "one", "steps": {"files": {"done": "x", "checks": {"a": 1}}}})"));
  EXPECT_EQ(run.current(), 0u);
  ASSERT_TRUE(run.restore(R"({"lesson": "one", "steps": {"power": {"done": true}}})"));
  EXPECT_EQ(run.current(), 0u) << "steps are done in order";
}

TEST_F(LessonRunTest, what_is_no_progress_is_refused) {
  EXPECT_EQ(run.restore("{").error().text, "this is not the progress of a lesson");
  EXPECT_EQ(run.restore("[]").error().text, "this is not the progress of a lesson");
  EXPECT_EQ(run.restore(R"({"lesson": "two", "steps": {}})").error().text,
            "this is not the progress of the lesson one");
}

}  // namespace
}  // namespace tlscam
