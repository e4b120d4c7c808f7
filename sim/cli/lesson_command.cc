#include "sim/cli/lesson_command.h"

#include <fmt/format.h>

#include "sim/cli/exit_code.h"
#include "sim/cli/output.h"
#include "sim/cli/program_path.h"
#include "sim/cli/trust.h"
#include "sim/lab/course/lesson_course.h"
#include "sim/lab/course/lesson_player.h"
#include "sim/lab/session/native_platform.h"
#include "sim/lab/session/session.h"

namespace tlscam {
namespace {

int list(const std::vector<Lesson>& course) {
  for (const Lesson& lesson : course)
    print("{:<32} {:<36} {:>3} min, {} steps\n", lesson.id, lesson.title, lesson.minutes,
          lesson.steps.size());
  return kExitSuccess;
}

void show(const LessonPrediction& prediction) {
  print("{}\n\n", prediction.question);
  for (const auto& outcome : prediction.outcomes) print("  ( ) {}\n", outcome.text);
  print("\n");
}

void show(const std::vector<LessonBlock>& blocks, const std::vector<LessonPrediction>& predictions = {}) {
  auto prediction = predictions.begin();
  for (const LessonBlock& block : blocks) {
    if (block.hidden) continue;
    if (block.kind == LessonBlock::Kind::predict) {
      show(*prediction++);
      continue;
    }
    std::string text = block.text;
    if (block.is_action() || block.kind == LessonBlock::Kind::output) {
      const std::string where = block.camera.empty() ? block.file : block.camera + " " + block.file;
      for (std::size_t at = 0; (at = text.find('\n', at)) != text.npos && at + 1 < text.size(); at += 5)
        text.insert(at + 1, "    ");
      text.insert(0, "    ");
      if (!where.empty()) text = fmt::format("[{}]\n{}", where, text);
    }
    print(text + (text.ends_with('\n') ? "\n" : "\n\n"));
  }
}

int show(const Lesson& lesson) {
  print("{}\n{} minutes\n\n", lesson.title, lesson.minutes);
  show(lesson.intro);
  for (std::size_t i = 0; i < lesson.steps.size(); ++i) {
    print("{}. {}\n\n", i + 1, lesson.steps[i].title);
    show(lesson.steps[i].blocks, lesson.steps[i].predictions);
    for (const LessonCheck& check : lesson.steps[i].checks) print("  [ ] {}\n", check.label);
    print("\n");
  }
  print(lesson.closing + "\n");
  return kExitSuccess;
}

LessonPlayer::Watcher watcher() {
  return {[](const std::string& action) { print("  " + action + "\n"); },
          [](std::string_view text) {
            std::string lines(text);  // a terminal's lines end with \r\n
            std::erase(lines, '\r');
            print(lines);
          },
          [](const std::string& label) { print("  [x] " + label + "\n"); }};
}

// The learner's files, put through what the lesson does with the cameras.
int check(const Lesson& lesson, LessonPlayer& player) {
  while (!player.run().finished()) {
    const std::size_t step = player.run().current();
    print("{}. {}\n", step + 1, lesson.steps[step].title);
    if (player.play_step()) continue;
    for (const std::string& message : player.messages()) print("  not yet: " + message + "\n");
    return kExitScriptFailed;
  }
  print("All steps are done.\n");
  return kExitSuccess;
}

int play(const Lesson& lesson, LessonPlayer& player, std::size_t steps) {
  while (player.run().current() < steps) {
    const std::size_t step = player.run().current();
    print("{}. {}\n", step + 1, lesson.steps[step].title);
    if (auto played = player.play_step(); !played) return complain(played.error().text, kExitScriptFailed);
  }
  return kExitSuccess;
}

int play_wrong(const Lesson& lesson, LessonPlayer& player, const std::string& name) {
  std::string known;
  for (const LessonWrongEnd& wrong : lesson.wrong_ends) {
    known += (known.empty() ? "" : ", ") + wrong.name;
    if (wrong.name != name) continue;
    if (const int failed = play(lesson, player, wrong.step)) return failed;
    print("{}. {}, the wrong way: {}\n", wrong.step + 1, lesson.steps[wrong.step].title, name);
    if (auto played = player.play_wrong_end(wrong); !played)
      return complain(played.error().text, kExitScriptFailed);
    for (const std::string& message : player.messages()) print("  the learner is told: " + message + "\n");
    return kExitSuccess;
  }
  return complain(fmt::format("the lesson {} has no wrong end {}; it has: {}", lesson.id, name, known),
                  kExitUsage);
}

}  // namespace

void add_lesson_options(CLI::App& command, LessonRequest& request) {
  using Action = LessonRequest::Action;
  command.require_subcommand(1);
  request.lessons = TLSCAM_LESSONS;
  command.add_option("--lessons", request.lessons, "The folder with the lessons");
  command.add_flag("--trust", request.trusted,
                   "Let lessons of another folder have what they want of this computer, without asking");
  const auto add = [&](const char* name, const char* text, Action action) {
    CLI::App* added = command.add_subcommand(name, text);
    added->callback([&request, action] { request.action = action; });
    if (action != Action::list)
      added->add_option("id", request.id, "The lesson's id, or the number of its folder")->required();
    return added;
  };
  add("list", "All lessons, in their order", Action::list);
  add("show", "A lesson's text", Action::show);
  add("check", "Put files through a lesson and say what is not yet true", Action::check)
      ->add_option("--folder", request.folder,
                   "The learner's files (default: those that the lesson starts with)");
  add("play", "Do all that a lesson shows, and see its checks turn true", Action::play)
      ->add_option("--wrong", request.wrong,
                   "Do this known mistake instead, and see what the learner is told");
}

bool starts_cameras(const LessonRequest& request) {
  return request.action == LessonRequest::Action::check || request.action == LessonRequest::Action::play;
}

int run_lesson(const LessonRequest& request) {
  using Action = LessonRequest::Action;
  const auto course = load_course(std::filesystem::path(request.lessons));
  if (!course) return complain(course.error().text, kExitUsage);
  if (request.action == Action::list) return list(*course);
  const auto found = find_lesson(*course, request.id);
  if (!found) return complain(found.error().text, kExitUsage);
  const Lesson& lesson = **found;
  if (request.action == Action::show) return show(lesson);

  if (!is_shipped(request.lessons) && !may_play(lesson.id, wishes_of(lesson), request.trusted))
    return kExitUsage;
  Session::Options options;
  options.platform = [] { return native_platform(camera_program()); };
  options.repeatable_keys = true;
  Session session(std::move(options));
  if (auto opened = open_lesson(session, lesson, request.folder); !opened)
    return complain(opened.error().text, kExitUsage);
  const bool checking = request.action == Action::check;
  LessonPlayer player(session, lesson, checking ? LessonPlayer::Files::kept : LessonPlayer::Files::made,
                      watcher());
  if (checking) return check(lesson, player);
  if (!request.wrong.empty()) return play_wrong(lesson, player, request.wrong);
  const int exit_code = play(lesson, player, lesson.steps.size());
  if (exit_code == kExitSuccess) print("\n" + lesson.closing + "\n");
  return exit_code;
}

}  // namespace tlscam
