// These tests play every lesson: at its start nothing is done, its actions complete it (and print what it
// quotes), and each known mistake gives the message that is meant for it, in every language that the lesson
// has.
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>

#include "sim/lab/course/lesson_course.h"
#include "sim/lab/course/lesson_player.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lesson/lesson_files.h"
#include "sim/lesson/translation.h"
#include "sim/words/language.h"

namespace tlscam {
namespace {

const std::vector<Lesson>& course(const std::string& language = "") {
  static std::map<std::string, std::vector<Lesson>> courses;
  if (const auto found = courses.find(language); found != courses.end()) return found->second;
  auto loaded = load_course(std::filesystem::path(TLSCAM_LESSONS), language);
  EXPECT_TRUE(loaded) << loaded.error().text;
  return courses[language] = loaded ? *std::move(loaded) : std::vector<Lesson>();
}

struct Case {
  std::size_t lesson = 0;
  std::size_t wrong = 0;  // in wrong ends
  std::string name;
  std::string language = {};  // empty: the lesson's own
};

std::vector<Case> lessons() {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < course().size(); ++i) cases.push_back({i, 0, course()[i].id});
  return cases;
}

// Each lesson in each language that it is translated into.
std::vector<Case> translated_lessons() {
  std::vector<Case> cases;
  for (std::size_t i = 0; i < course().size(); ++i) {
    const auto files = read_lesson_folder(std::filesystem::path(TLSCAM_LESSONS) / course()[i].folder);
    EXPECT_TRUE(files) << files.error().text;
    if (!files) continue;
    for (const std::string& language : languages_of(*files))
      cases.push_back({i, 0, language + "_" + course()[i].id, language});
  }
  return cases;
}

std::vector<Case> wrong_ends(const std::vector<Case>& lessons) {
  std::vector<Case> cases;
  for (const Case& one : lessons) {
    const auto& ends = course(one.language)[one.lesson].wrong_ends;
    for (std::size_t w = 0; w < ends.size(); ++w)
      cases.push_back({one.lesson, w, one.name + "_" + ends[w].name, one.language});
  }
  return cases;
}

std::string test_name(const testing::TestParamInfo<Case>& info) {
  std::string name = info.param.name;
  std::ranges::replace(name, '-', '_');
  return name;
}

class LessonTest : public testing::TestWithParam<Case> {
 protected:
  void SetUp() override {
    speak(GetParam().language);
    const auto opened = open_lesson(session, lesson, "");
    ASSERT_TRUE(opened) << opened.error().text;
    player =
        std::make_unique<LessonPlayer>(session, lesson, LessonPlayer::Files::made, LessonPlayer::Watcher{});
  }
  void TearDown() override { use_english(); }
  static void speak(const std::string& language) {
    if (language.empty()) return;
    std::ifstream file(std::filesystem::path(TLSCAM_WORDS) / (language + ".json"));
    auto words = parse_language(std::string(std::istreambuf_iterator<char>(file), {}));
    ASSERT_TRUE(words) << words.error().text;
    use_language(*std::move(words));
  }
  static Session::Options options() {
    Session::Options options;
    options.platform = [] { return native_platform(TLSCAM_CAMERA); };
    options.repeatable_keys = true;
    options.watch_ends = true;
    return options;
  }
  const Lesson lesson = drawn_lesson(course(GetParam().language)[GetParam().lesson]);
  Session session{options()};
  std::unique_ptr<LessonPlayer> player;
};

class LessonStart : public LessonTest {};
class LessonSolution : public LessonTest {};
class LessonMistake : public LessonTest {};

TEST_P(LessonStart, NothingIsDone) {
  player->look();
  EXPECT_EQ(player->run().current(), 0u);
  const LessonStepSnapshot step = player->run().snapshot().steps[0];
  ASSERT_EQ(step.checks.size(), lesson.steps[0].checks.size());
  EXPECT_FALSE(std::ranges::all_of(step.checks, &LessonCheckSnapshot::done));
  for (std::size_t i = 0; i < step.checks.size(); ++i) {
    const bool not_due = lesson.steps[0].checks[i].then;
    EXPECT_TRUE(not_due || step.checks[i].done || !step.checks[i].not_yet.empty()) << step.checks[i].label;
  }
}

TEST_P(LessonSolution, CompletesEveryStep) {
  while (!player->run().finished()) {
    const auto played = player->play_step();
    ASSERT_TRUE(played) << played.error().text;
  }
  for (const auto& [path, content] : lesson.solution) {
    const auto file = session.perform(ReadFileCommand{"", path});
    ASSERT_TRUE(file) << path;
    EXPECT_EQ(as_text(*file), as_text(content)) << path;
  }
}

TEST_P(LessonSolution, ProgressCanBeSavedAtEveryStep) {
  LessonRun restored(lesson);
  while (!player->run().finished()) {
    ASSERT_TRUE(restored.restore(player->run().to_json()));
    EXPECT_EQ(restored.current(), player->run().current());
    ASSERT_TRUE(player->play_step());
  }
}

TEST_P(LessonMistake, GivesItsMessage) {
  const auto played = player->play_wrong_end(lesson.wrong_ends[GetParam().wrong]);
  EXPECT_TRUE(played) << played.error().text;
}

TEST(Lessons, WrongEndsHaveMessagesOfTheirOwn) {
  for (const Lesson& lesson : course()) {
    EXPECT_GE(lesson.wrong_ends.size(), 2u) << lesson.id;
    std::set<std::string> messages;
    for (const LessonWrongEnd& wrong : lesson.wrong_ends)
      EXPECT_TRUE(messages.insert(wrong.says).second) << lesson.id << ": " << wrong.says;
  }
}

TEST(Lessons, TranslationsDoTheSame) {
  for (const Lesson& lesson : course()) {
    const auto folder = std::filesystem::path(TLSCAM_LESSONS) / lesson.folder;
    const auto files = read_lesson_folder(folder);
    ASSERT_TRUE(files);
    for (const std::string& language : languages_of(*files)) {
      const auto translated = load_lesson_in_course(folder, language);
      ASSERT_TRUE(translated) << translated.error().text;
      const auto same = check_translation(lesson, *translated, language);
      EXPECT_TRUE(same) << same.error().text;
      EXPECT_EQ(translated->wrong_ends.size(), lesson.wrong_ends.size()) << translated->folder;
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Each, LessonStart, testing::ValuesIn(lessons()), test_name);
INSTANTIATE_TEST_SUITE_P(Each, LessonSolution, testing::ValuesIn(lessons()), test_name);
INSTANTIATE_TEST_SUITE_P(Each, LessonMistake, testing::ValuesIn(wrong_ends(lessons())), test_name);

INSTANTIATE_TEST_SUITE_P(Translated, LessonStart, testing::ValuesIn(translated_lessons()), test_name);
INSTANTIATE_TEST_SUITE_P(Translated, LessonSolution, testing::ValuesIn(translated_lessons()), test_name);
INSTANTIATE_TEST_SUITE_P(Translated, LessonMistake, testing::ValuesIn(wrong_ends(translated_lessons())),
                         test_name);

}  // namespace
}  // namespace tlscam
