#include "sim/cli/lesson_command.h"

#include <fmt/format.h>

#include <filesystem>

#include "sim/base/file.h"
#include "sim/base/program_files.h"
#include "sim/cli/exit_code.h"
#include "sim/cli/lesson_author.h"
#include "sim/cli/output.h"
#include "sim/cli/program_path.h"
#include "sim/cli/spoken_language.h"
#include "sim/cli/trust.h"
#include "sim/lab/course/class_report.h"
#include "sim/lab/course/lesson_course.h"
#include "sim/lab/course/lesson_handout.h"
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

int show_cards(const std::vector<Lesson>& course, const std::vector<std::string>& words) {
  std::size_t found = 0;
  for (const Lesson& lesson : course) {
    if (!lesson.card || !card_has_words(lesson, words)) continue;
    print(card_text(lesson) + "\n");
    ++found;
  }
  if (found > 0) return kExitSuccess;
  return complain("no card has all of these words", kExitScriptFailed);
}

int report(const std::vector<Lesson>& course, const LessonRequest& request) {
  std::vector<ProgressFile> files;
  std::vector<std::string> names;
  for (const std::string& path : request.files) {
    const auto bytes = read_file(path);
    if (!bytes)
      return complain(fmt::format("{} cannot be read: {}", path, bytes.error().message()), kExitUsage);
    auto file = read_progress_file(as_text(*bytes), path);
    if (!file) return complain(file.error().text, kExitUsage);
    files.push_back(std::move(*file));
    names.push_back(std::filesystem::path(path).stem().string());
  }
  const ClassReport made = make_class_report(files, names, course);
  print(request.html             ? class_html(made)
        : request.misconceptions ? misconceptions_csv(made)
                                 : class_csv(made));
  return kExitSuccess;
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

void show_score(Session& session) {
  Session::Subscriber subscriber;
  const auto mystery = session.take_update(subscriber).snapshot.mystery;
  if (!mystery) return;
  print("\nMystery {}: {} ({})\n", mystery->seed, mystery->truth,
        mystery->right ? "as you have named it" : "you have named another cause");
  for (const MysteryUse& use : mystery->used) print("  {:>4}  {}\n", -use.cost, use.text);
  print("  {:>4}  points\n", mystery->points);
}

// The learner's files, put through what the lesson does with the cameras.
int verify(const Lesson& lesson, LessonPlayer& player) {
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

// The teacher's edition says what has happened, so it happens first.
int hand_out(const Lesson& lesson, LessonPlayer& player) {
  while (!player.run().finished())
    if (auto played = player.play_step(); !played) return complain(played.error().text, kExitScriptFailed);
  print(lesson_handout(lesson, player.run().snapshot()));
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
  request.lessons = program_file("lessons");
  command.add_option("--lessons", request.lessons, "The folder with the lessons");
  command.add_option("--language", request.language,
                     "Lessons that have this language, such as de, in it, and their checks");
  command.add_flag("--trust", request.trusted,
                   "Let lessons of another folder have what they want of this computer, without asking");
  const auto add = [&](const char* name, const char* text, Action action) {
    CLI::App* added = command.add_subcommand(name, text);
    added->callback([&request, action] { request.action = action; });
    return added;
  };
  const auto add_for_one = [&](const char* name, const char* text, Action action) {
    CLI::App* added = add(name, text, action);
    added->add_option("id", request.id, "The lesson's id, or the number of its folder")->required();
    return added;
  };
  add("list", "All lessons, in their order", Action::list);
  add_for_one("show", "A lesson's text", Action::show);
  add("cards", "What to keep of each lesson", Action::cards)
      ->add_option("words", request.words, "Only the cards in which all of these words stand");
  add_for_one("play", "Do all that a lesson shows, and see its checks turn true", Action::play)
      ->add_option("--wrong", request.wrong,
                   "Do this known mistake instead, and see what the learner is told");
  add_for_one("verify", "Put a learner's files through a lesson; they are not changed. The exit code tells",
              Action::verify)
      ->add_option("--learner", request.folder, "The folder with the learner's files")
      ->required();
  add("new", "Make the folder of a new lesson, which works", Action::make)
      ->add_option("id", request.id, "Small letters, digits and hyphens")
      ->required();
  CLI::App* check = add("check", "Read lessons, do what they show, and every wrong end", Action::check);
  check->add_option("folder", request.folder, "A lesson's folder (default: all lessons)");
  check->add_flag("--watch", request.watch, "Do it again after every change");
  add_for_one("handout", "A lesson on paper, as Markdown", Action::handout)
      ->add_flag("--teacher", request.teacher, "With answers, hints, wrong ends and what to ask");
  CLI::App* report = add("report", "A class's table from progress files of the page, as CSV", Action::report);
  report->add_option("files", request.files, "Progress files")->required();
  report->add_flag("--misconceptions", request.misconceptions,
                   "What learners got wrong, the most common first");
  report->add_flag("--html", request.html, "Both tables as a page");
  for (const char* name : {"show", "play"})
    command.get_subcommand(name)->add_option("--seed", request.seed,
                                             "Of mysteries: which one (the same number, the same fault)");
}

bool starts_cameras(const LessonRequest& request) {
  using Action = LessonRequest::Action;
  return request.action == Action::verify || request.action == Action::play ||
         request.action == Action::check || (request.action == Action::handout && request.teacher);
}

int run_lesson(const LessonRequest& request) {
  using Action = LessonRequest::Action;
  if (!speak(request.language)) return kExitUsage;
  if (request.action == Action::make) return make_lesson(request);
  if (request.action == Action::check) return check_lessons(request);
  const auto course = load_course(std::filesystem::path(request.lessons), request.language);
  if (!course) return complain(course.error().text, kExitUsage);
  if (request.action == Action::list) return list(*course);
  if (request.action == Action::cards) return show_cards(*course, request.words);
  if (request.action == Action::report) return report(*course, request);
  const auto found = find_lesson(*course, request.id);
  if (!found) return complain(found.error().text, kExitUsage);
  if (request.seed && !(*found)->mystery)
    return complain(fmt::format("--seed is for mysteries; the world of {} is always the same", (*found)->id),
                    kExitUsage);
  const std::uint64_t seed = request.seed.value_or(kDefaultMystery);
  const Lesson lesson = drawn_lesson(**found, seed);
  if (request.action == Action::show) return show(lesson);
  if (!starts_cameras(request)) {
    print(lesson_handout(lesson, {}));
    return kExitSuccess;
  }

  if (!is_shipped(request.lessons) && !may_play(lesson.id, wishes_of(lesson), request.trusted))
    return kExitUsage;
  Session::Options options;
  options.platform = [] { return native_platform(camera_program()); };
  options.repeatable_keys = true;
  options.watch_ends = true;
  Session session(std::move(options));
  if (auto opened = open_lesson(session, lesson, request.folder, seed); !opened)
    return complain(opened.error().text, kExitUsage);
  const bool verifying = request.action == Action::verify;
  const bool silent = request.action == Action::handout;
  LessonPlayer player(session, lesson, verifying ? LessonPlayer::Files::kept : LessonPlayer::Files::made,
                      silent ? LessonPlayer::Watcher{} : watcher());
  if (verifying) return verify(lesson, player);
  if (silent) return hand_out(lesson, player);
  if (!request.wrong.empty()) return play_wrong(lesson, player, request.wrong);
  const int exit_code = play(lesson, player, lesson.steps.size());
  if (exit_code == kExitSuccess && lesson.mystery) show_score(session);
  if (exit_code == kExitSuccess) print("\n" + lesson.closing + "\n");
  return exit_code;
}

}  // namespace tlscam
