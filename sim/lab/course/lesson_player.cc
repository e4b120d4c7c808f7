#include "sim/lab/course/lesson_player.h"

#include <algorithm>

#include "sim/base/lines.h"
#include "sim/lab/acts/block_performer.h"
#include "sim/lab/session/mystery_observer.h"
#include "sim/lab/session/session_state.h"
#include "sim/lesson/camera_output.h"
#include "sim/workstation/shell.h"
#include "sim/world/world.h"

namespace tlscam {
namespace {

using Kind = LessonBlock::Kind;

// Virtual time that a person would wait before something seems wrong.
constexpr Duration kCommandTime = std::chrono::minutes(2);
constexpr Duration kScriptTime = std::chrono::seconds(10);
constexpr Duration kSettleTime = std::chrono::seconds(5);
constexpr Duration kGlance = std::chrono::milliseconds(100);

std::string joined(const std::vector<std::string>& texts) {
  std::string all;
  for (const std::string& text : texts) all += (all.empty() ? "" : "; ") + text;
  return all;
}

// A quoted line stands for itself, with an ellipsis for what differs from run to run.
std::string as_pattern(std::string line) {
  constexpr std::string_view kEllipsis = "\u2026";
  for (std::size_t at = 0; (at = line.find(kEllipsis, at)) != std::string::npos; ++at)
    line.replace(at, kEllipsis.size(), "*");
  return line;
}

// A command that goes on in the next line is one act here, as it is one command.
std::vector<BlockAct> with_whole_commands(std::vector<BlockAct> acts) {
  std::vector<BlockAct> whole;
  for (BlockAct& act : acts) {
    const bool goes_on = !whole.empty() && act.kind == BlockAct::Kind::type_command &&
                         whole.back().kind == act.kind && wants_another_line(whole.back().text);
    if (goes_on) {
      whole.back().text += "\n" + act.text;
    } else {
      whole.push_back(std::move(act));
    }
  }
  return whole;
}

bool makes_files(const BlockAct& act) {
  const bool is_openssl = act.kind == BlockAct::Kind::type_command && act.text.starts_with("openssl ");
  return is_openssl || act.kind == BlockAct::Kind::write_file;
}

}  // namespace

LessonPlayer::LessonPlayer(Session& session, const Lesson& lesson, Files files, Watcher watcher)
    : session_(session),
      opened_(session.state().opened()),
      hands_(session),
      evidence_(opened_),
      run_(lesson),
      files_(files),
      watcher_(std::move(watcher)) {
  take_output();
  shell_printed_.clear();
}

void LessonPlayer::look() {
  take_output();
  look_at_mystery(opened_);
  const LessonSnapshot before = run_.snapshot();
  run_.evaluate(evidence_);
  if (!watcher_.ticked) return;
  const LessonSnapshot after = run_.snapshot();
  for (std::size_t i = 0; i < after.steps.size(); ++i)
    for (std::size_t c = 0; c < after.steps[i].checks.size(); ++c)
      if (after.steps[i].checks[c].done && !before.steps[i].checks[c].done)
        watcher_.ticked(after.steps[i].checks[c].label);
}

std::vector<std::string> LessonPlayer::messages() const {
  std::vector<std::string> told;
  if (run_.finished()) return told;
  const LessonStepSnapshot step = run_.snapshot().steps[run_.current()];
  if (!step.note.empty()) told.push_back(step.note);
  for (const LessonCheckSnapshot& check : step.checks)
    if (!check.done && !check.not_yet.empty()) told.push_back(check.not_yet);
  return told;
}

// A prediction is one only while nothing has happened, and needs an outcome that does.
Result<void> LessonPlayer::check_predictions(std::size_t number, bool have_happened) const {
  const LessonStep& step = run_.lesson().steps[number];
  const auto predictions = run_.snapshot().steps[number].predictions;
  for (std::size_t i = 0; i < predictions.size(); ++i) {
    if ((predictions[i].happened >= 0) == have_happened) continue;
    return fail("{}/lesson.md:{}: {}", run_.lesson().folder, step.predictions[i].line,
                have_happened ? "none of the outcomes has happened"
                              : "an outcome has happened before anything was done");
  }
  return {};
}

Result<void> LessonPlayer::play_step() {
  if (run_.finished()) return fail("all steps are done");
  const Lesson& lesson = run_.lesson();
  const std::size_t number = run_.current();
  const LessonStep& step = lesson.steps[number];
  look();
  if (run_.current() != number)
    return fail("the step \"{}\" is done before anything was done for it", step.title);
  if (auto open = check_predictions(number, false); !open) return open;
  if (auto played = play(step.blocks, lesson.folder + "/lesson.md"); !played) return played;
  wait(kSettleTime, [&] { return run_.current() != number; });
  if (run_.current() == number)
    return fail("the step \"{}\" is not done: {}", step.title, joined(messages()));
  return check_predictions(number, true);
}

Result<void> LessonPlayer::play_wrong_end(const LessonWrongEnd& wrong) {
  while (run_.current() < wrong.step)
    if (auto played = play_step(); !played) return played;
  if (run_.current() > wrong.step) return fail("the step of the wrong end {} is done before it", wrong.name);
  const std::string name = fmt::format("{}/wrong/{}/wrong.md", run_.lesson().folder, wrong.name);
  if (auto played = play(wrong.blocks, name); !played) return played;
  const auto told = [&] {
    return std::ranges::any_of(messages(),
                               [&](const auto& text) { return text.find(wrong.says) != text.npos; });
  };
  wait(kSettleTime, told);
  if (run_.current() != wrong.step) return fail("the wrong end {} completes the step", wrong.name);
  if (!told())
    return fail("the wrong end {} should say \"{}\", but says: {}", wrong.name, wrong.says,
                joined(messages()));
  return {};
}

Result<void> LessonPlayer::play(const std::vector<LessonBlock>& blocks, const std::string& name) {
  for (const LessonBlock& block : blocks) {
    if (block.kind == Kind::text || block.kind == Kind::predict) continue;
    const bool quoted = block.kind == Kind::output;
    if (quoted && files_ == Files::kept) continue;
    Result<void> done = quoted ? compare(block, name) : act(block);
    // What is quoted may come a moment later.
    if (quoted && !done) wait(kSettleTime, [&] { return (done = compare(block, name)).has_value(); });
    if (!done) return done;
    look();
  }
  return {};
}

Result<void> LessonPlayer::act(const LessonBlock& block) {
  shell_printed_.clear();
  for (const auto& node : opened_.world().cameras()) said_[node->name()] = opened_.said(node->name()).size();
  std::vector<BlockAct> acts = with_whole_commands(acts_of({block}, false));
  if (files_ == Files::kept) std::erase_if(acts, makes_files);
  PerformOptions options;
  options.script_time = kScriptTime;
  options.command_time = kCommandTime;
  BlockPerformer performer(std::move(acts), options);
  const BlockAct* told = nullptr;
  while (!performer.has_ended()) {
    if (performer.act() != told && watcher_.did) watcher_.did(act_text(*performer.act()));
    told = performer.act();
    if (performer.can_advance(hands_)) {
      performer.advance(hands_);
    } else {
      opened_.pass_until(std::min(opened_.now() + kGlance, performer.wakes_at()),
                         [&] { return performer.can_advance(hands_); });
    }
    look();
  }
  if (performer.state() == BlockPerformer::State::failed) return fail("{}", performer.problem());
  return {};
}

void LessonPlayer::take_output() {
  for (const OutputChunk& chunk : session_.take_update(subscriber_, UpdateScope::changes).output) {
    if (!chunk.camera.empty()) continue;
    shell_printed_ += as_text(chunk.bytes);
    if (watcher_.printed) watcher_.printed(as_text(chunk.bytes));
  }
}

// Lines may be left out between two that are quoted.
Result<void> LessonPlayer::compare(const LessonBlock& quoted, const std::string& name) const {
  std::vector<std::string> printed = trimmed_lines_of(shell_printed_);
  for (const auto& [camera, before] : said_) {
    const std::string& said = opened_.said(camera);
    const auto lines = printed_lines(std::string_view(said).substr(std::min(before, said.size())));
    printed.insert(printed.end(), lines.begin(), lines.end());
  }
  auto from = printed.begin();
  for (const std::string& line : trimmed_lines_of(quoted.text)) {
    if (line.empty()) continue;
    from = std::find_if(from, printed.end(),
                        [&](const std::string& text) { return fits(text, as_pattern(line)); });
    if (from == printed.end()) {
      std::string all;
      for (const std::string& text : printed) all += "\n  " + text;
      return fail("{}:{}: the lesson quotes \"{}\", which was not printed there. Printed was:{}", name,
                  quoted.line, line, all);
    }
    ++from;
  }
  return {};
}

void LessonPlayer::wait(Duration most, const std::function<bool()>& enough) {
  World& world = opened_.world();
  const Instant end = world.now() + most;
  while (!enough() && world.now() < end) {
    opened_.pass_until(std::min(world.now() + kGlance, end), enough);
    look();
  }
}

}  // namespace tlscam
