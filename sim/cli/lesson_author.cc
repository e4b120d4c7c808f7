#include "sim/cli/lesson_author.h"

#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/cli/program_path.h"
#include "sim/cli/trust.h"
#include "sim/lab/course/lesson_course.h"
#include "sim/lab/course/lesson_player.h"
#include "sim/lab/course/lesson_review.h"
#include "sim/lab/course/lesson_template.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

constexpr auto kLookAgain = std::chrono::milliseconds(500);

// The number of the folder behind the last one.
int next_number(const fs::path& lessons) {
  constexpr int kMost = 99;
  int last = 0;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(lessons, error)) {
    const std::string name = entry.path().filename().string();
    int number = 0;
    for (const char c : name) {
      if (c < '0' || c > '9' || number > kMost) break;
      number = number * 10 + (c - '0');
    }
    last = std::max(last, number);
  }
  return last + 1;
}

// Does something with a lesson in a new world.
Result<void> in_new_world(const Lesson& given, const std::function<Result<void>(LessonPlayer&)>& what) {
  const Lesson lesson = drawn_lesson(given);
  Session::Options options;
  options.platform = [] { return native_platform(camera_program()); };
  options.repeatable_keys = true;
  options.watch_ends = true;
  Session session(std::move(options));
  if (auto opened = open_lesson(session, lesson, ""); !opened) return opened;
  LessonPlayer player(session, lesson, LessonPlayer::Files::made, {});
  return what(player);
}

Result<void> play_all(LessonPlayer& player) {
  while (!player.run().finished())
    if (auto played = player.play_step(); !played) return played;
  return {};
}

bool report(const Lesson& lesson, const std::string& what, const Result<void>& done) {
  if (done) {
    print("{}: {}\n", lesson.folder, what);
  } else {
    complain(fmt::format("{}: {}", lesson.folder, done.error().text));
  }
  return done.has_value();
}

bool works(const Lesson& lesson) {
  bool all = report(lesson, "what it shows completes every step", in_new_world(lesson, play_all));
  for (const LessonWrongEnd& wrong : lesson.wrong_ends)
    all &= report(lesson, fmt::format("the wrong end {} gives its message", wrong.name),
                  in_new_world(lesson, [&](LessonPlayer& player) { return player.play_wrong_end(wrong); }));
  for (const std::string& lack : lesson_lacks(lesson)) print("{}: {}\n", lesson.folder, lack);
  return all;
}

Result<std::vector<Lesson>> read_wanted(const LessonRequest& request) {
  if (request.folder.empty()) return load_course(fs::path(request.lessons), request.language);
  std::error_code error;
  const fs::path folder = fs::canonical(request.folder, error);
  if (error) return fail("the lesson's folder {} cannot be read: {}", request.folder, error.message());
  auto lesson = load_lesson_in_course(folder, request.language);
  if (!lesson) return tl::unexpected(lesson.error());
  std::vector<Lesson> lessons;
  lessons.push_back(std::move(*lesson));
  return lessons;
}

int check_once(const LessonRequest& request) {
  const auto lessons = read_wanted(request);
  if (!lessons) return complain(lessons.error().text, kExitScriptFailed);
  bool all = true;
  for (const Lesson& lesson : *lessons) {
    const std::string& from = request.folder.empty() ? request.lessons : request.folder;
    if (!is_shipped(from) && !may_play(lesson.id, wishes_of(lesson), request.trusted)) return kExitUsage;
    all &= works(lesson);
  }
  return all ? kExitSuccess : kExitScriptFailed;
}

using FileTimes = std::map<std::string, fs::file_time_type>;

FileTimes times_in(const fs::path& folder) {
  FileTimes times;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error))
    if (entry.is_regular_file(error)) times[entry.path().string()] = entry.last_write_time(error);
  return times;
}

}  // namespace

int make_lesson(const LessonRequest& request) {
  if (!is_lesson_id(request.id))
    return complain(fmt::format("\"{}\" is not an id: it has small letters, digits and hyphens", request.id),
                    kExitUsage);
  const fs::path lessons(request.lessons);
  const fs::path folder = lessons / fmt::format("{:02}-{}", next_number(lessons), request.id);
  for (const auto& [path, content] : lesson_template(request.id)) {
    std::error_code error;
    fs::create_directories((folder / path).parent_path(), error);
    if (!error) error = write_file(folder / path, content);
    if (error)
      return complain(fmt::format("{} cannot be written: {}", (folder / path).string(), error.message()),
                      kExitUsage);
  }
  print("{}\n", folder.string());
  return kExitSuccess;
}

int check_lessons(const LessonRequest& request) {
  const fs::path folder = request.folder.empty() ? request.lessons : request.folder;
  for (;;) {
    const FileTimes before = times_in(folder);
    const int exit_code = check_once(request);
    if (!request.watch || exit_code == kExitUsage) return exit_code;
    print("waiting for a change in {} (Ctrl-C ends)\n\n", folder.string());
    while (times_in(folder) == before) std::this_thread::sleep_for(kLookAgain);
  }
}

}  // namespace tlscam
