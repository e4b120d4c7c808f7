// `tlscam lesson` for those who learn, teach and write: cards, new, check, verify, handout, report.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/scenes/tlscam_process.h"
#include "tests/support/test_folder.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const fs::path kLessons = TLSCAM_SOURCE_DIR "/lessons";

class LessonCommand : public testing::Test {
 protected:
  Outcome lesson(const std::vector<std::string>& words) const {
    std::vector<std::string> all{"lesson", "--trust"};
    all.insert(all.end(), words.begin(), words.end());
    return run_tlscam(all);
  }
  Outcome own_lesson(const std::vector<std::string>& words) const {
    std::vector<std::string> all{"--lessons", folder_.path().string()};
    all.insert(all.end(), words.begin(), words.end());
    return lesson(all);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  void write(const std::string& name, const std::string& text) const { std::ofstream(path(name)) << text; }
  // Copies what the learner of a lesson has in the end.
  void copy_solution(const std::string& lesson_folder) const {
    for (const char* part : {"start/workstation", "solution/workstation"})
      if (fs::exists(kLessons / lesson_folder / part))
        fs::copy(kLessons / lesson_folder / part, folder_.path(),
                 fs::copy_options::recursive | fs::copy_options::overwrite_existing);
  }

  const TestFolder folder_;
};

TEST_F(LessonCommand, finds_cards_by_their_words) {
  EXPECT_THAT(lesson({"cards"}).out, AllOf(HasSubstr("## Meet the camera"), HasSubstr("## Names")));
  EXPECT_THAT(lesson({"cards", "does", "NOT", "match"}).out,
              AllOf(HasSubstr("## Names"), Not(HasSubstr("## Meet the camera"))));
  const Outcome none = lesson({"cards", "zeppelin"});
  EXPECT_EQ(none.exit_code, 1);
  EXPECT_THAT(none.error, HasSubstr("no card has all of these words"));
}

TEST_F(LessonCommand, makes_a_lesson_that_passes_its_check) {
  fs::create_directories(path("07-before"));
  const Outcome made = own_lesson({"new", "my-own"});
  EXPECT_EQ(made.exit_code, 0) << made.error;
  ASSERT_TRUE(fs::exists(path("08-my-own/lesson.md"))) << made.out;
  const Outcome checked = own_lesson({"check", path("08-my-own")});
  EXPECT_EQ(checked.exit_code, 0) << checked.error;
  EXPECT_THAT(checked.out, HasSubstr("08-my-own: what it shows completes every step"));
  EXPECT_THAT(checked.out, HasSubstr("08-my-own: the wrong end comment gives its message"));
  EXPECT_THAT(checked.out, HasSubstr("it has 2 wrong ends; the lessons of the course have 4"));
}

TEST_F(LessonCommand, says_where_a_lesson_is_wrong) {
  ASSERT_EQ(own_lesson({"new", "my-own"}).exit_code, 0);
  write("01-my-own/wrong/comment/wrong.md",
        "---\nstep: do-it-yourself\nsays: something else\n---\n\n```edit hello.py\n# print(1)\n```\n");
  const Outcome mistaken = own_lesson({"check", path("01-my-own")});
  EXPECT_EQ(mistaken.exit_code, 1);
  EXPECT_THAT(mistaken.error, HasSubstr("the wrong end comment should say \"something else\", but says:"));
  write("01-my-own/world.json", "{\"cameras\": [{\"nam\": \"openmv\"}]}");
  const Outcome unreadable = own_lesson({"check", path("01-my-own")});
  EXPECT_EQ(unreadable.exit_code, 1);
  EXPECT_THAT(unreadable.error, HasSubstr("01-my-own/world.json: cameras[0].nam: no such key"));
  EXPECT_EQ(own_lesson({"new", "Not An Id"}).exit_code, 2);
}

TEST_F(LessonCommand, checks_again_after_a_change) {
  ASSERT_EQ(own_lesson({"new", "my-own"}).exit_code, 0);
  TlscamProcess watching({"lesson", "--trust", "check", "--watch", path("01-my-own")});
  ASSERT_TRUE(watching.wait_for("waiting for a change"));
  write("01-my-own/solution/workstation/hello.py", "print(\"hello\")  # again\n");
  EXPECT_TRUE(watching.wait_for("(Ctrl-C ends)\n\n01-my-own: what it shows"));
  watching.signal(2);
  EXPECT_EQ(watching.wait().exit_code, 130);
}

TEST_F(LessonCommand, grades_a_folder_and_leaves_it_alone) {
  copy_solution("01-meet-the-camera");
  const auto before = fs::last_write_time(path("look.py"));
  const Outcome good = lesson({"verify", "meet-the-camera", "--learner", folder_.path().string()});
  EXPECT_EQ(good.exit_code, 0) << good.out << good.error;
  EXPECT_THAT(good.out, HasSubstr("All steps are done."));
  EXPECT_EQ(fs::last_write_time(path("look.py")), before);

  write("look.py", "print('nothing')\n");
  const Outcome bad = lesson({"verify", "meet-the-camera", "--learner", folder_.path().string()});
  EXPECT_EQ(bad.exit_code, 1) << bad.out;
  EXPECT_THAT(bad.out, HasSubstr("not yet: "));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 1);
  EXPECT_EQ(lesson({"verify", "meet-the-camera", "--learner", path("nowhere")}).exit_code, 2);
}

TEST_F(LessonCommand, hands_out_with_and_without_answers) {
  const std::string learners = lesson({"handout", "names"}).out;
  EXPECT_THAT(learners,
              AllOf(HasSubstr("# Names"), HasSubstr("### Why it failed"), Not(HasSubstr("**Solution**"))));
  const Outcome teachers = lesson({"handout", "names", "--teacher"});
  EXPECT_EQ(teachers.exit_code, 0) << teachers.error;
  EXPECT_THAT(teachers.out, AllOf(HasSubstr("- [x] `cam2` refuses"), HasSubstr("**Solution**"),
                                  HasSubstr("**To ask**"), HasSubstr("`still-by-name`: It has connected")));
}

TEST_F(LessonCommand, reports_on_a_class) {
  const std::string corpus = TLSCAM_SOURCE_DIR "/tests/fuzz/corpus/progress_file/";
  const Outcome table = lesson({"report", corpus + "names.json"});
  EXPECT_EQ(table.exit_code, 0) << table.error;
  EXPECT_THAT(table.out, HasSubstr("\nnames,Names,1,2,"));
  EXPECT_THAT(lesson({"report", "--misconceptions", corpus + "names.json"}).out,
              HasSubstr("Names,Put the address into the certificate,address-as-dns,1,1"));
  EXPECT_THAT(lesson({"report", "--html", corpus + "names.json"}).out, HasSubstr("<td>Names</td>"));
  const Outcome refused = lesson({"report", corpus + "version.json"});
  EXPECT_EQ(refused.exit_code, 2);
  EXPECT_THAT(refused.error, HasSubstr("version.json: a version of progress files"));
}

}  // namespace
}  // namespace tlscam
