#include "sim/lesson/lesson_run.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <span>

namespace tlscam {
namespace {

using json = nlohmann::json;

// Progress is small; anything larger did not come from here.
constexpr std::size_t kMaxProgressBytes = 64 << 10;

std::size_t count_of(const json& value) {
  return value.is_number_unsigned() ? value.get<std::size_t>() : 0;
}

LessonTextBlock text_block(const LessonBlock& block) {
  static constexpr const char* kKinds[] = {"text", "workstation", "console", "script",
                                           "edit", "press",       "output",  "predict"};
  return {kKinds[static_cast<int>(block.kind)], block.camera, block.file, block.text, {}, block.hidden};
}

std::vector<LessonTextBlock> text_blocks(const std::vector<LessonBlock>& blocks) {
  std::vector<LessonTextBlock> shown;
  std::ranges::transform(blocks, std::back_inserter(shown), text_block);
  return shown;
}

std::vector<LessonTextBlock> text_blocks(const LessonStep& step) {
  std::vector<LessonTextBlock> shown = text_blocks(step.blocks);
  auto prediction = step.predictions.begin();
  for (std::size_t i = 0; i < shown.size(); ++i) {
    if (step.blocks[i].kind != LessonBlock::Kind::predict) continue;
    for (const auto& outcome : prediction->outcomes) shown[i].outcomes.push_back(outcome.text);
    ++prediction;
  }
  return shown;
}

int as_index(const std::optional<std::size_t>& index) {
  return index ? static_cast<int>(*index) : -1;
}

std::optional<std::size_t> index_below(std::size_t count, const json& value) {
  if (!value.is_number_unsigned() || value.get<std::size_t>() >= count) return std::nullopt;
  return value.get<std::size_t>();
}

std::vector<std::string> names_in(const json& value) {
  constexpr std::size_t kMost = 50;
  std::vector<std::string> names;
  if (!value.is_array()) return names;
  for (const json& name : value)
    if (name.is_string() && names.size() < kMost) names.push_back(name.get<std::string>());
  return names;
}

}  // namespace

LessonRun::LessonRun(const Lesson& lesson) : lesson_(&lesson) {
  for (const LessonStep& step : lesson.steps) {
    StepState& state = steps_.emplace_back();
    state.checks.resize(step.checks.size());
    state.predictions.resize(step.predictions.size());
  }
}

bool LessonRun::evaluate(const Evidence& evidence) {
  const std::vector<StepState> before = steps_;
  const std::size_t was = current_;
  while (!finished() && look_at_step(evidence)) {
    steps_[current_].note.clear();
    ++current_;
  }
  return current_ != was || steps_ != before;
}

// `look_at_step` returns true when the step is done.
bool LessonRun::look_at_step(const Evidence& evidence) {
  const LessonStep& step = lesson_->steps[current_];
  StepState& state = steps_[current_];
  look_at_predictions(evidence);
  for (std::size_t i = 0; i < step.checks.size(); ++i) {
    const LessonCheck& check = step.checks[i];
    CheckState& seen = state.checks[i];
    if (seen.done && !check.now) continue;
    const auto before = std::span(state.checks).first(i);
    if (check.then && !std::ranges::all_of(before, &CheckState::done)) {
      seen = {};
      continue;
    }
    const Verdict verdict = check.condition->judge(evidence);
    seen.done = verdict.holds;
    seen.not_yet = check.not_yet.empty() ? verdict.not_yet : check.not_yet;
    if (verdict.holds) seen.not_yet.clear();
  }
  state.note.clear();
  const auto lasts = [&](const LessonNote& note) { return note.when->judge(evidence).holds; };
  const auto note = std::ranges::find_if(step.notes, lasts);
  if (note != step.notes.end()) {
    state.note = note->say;
    remember(*note);
  }
  return std::ranges::all_of(state.checks, &CheckState::done);
}

// A note is known by the wrong end that it is for, where there is one.
void LessonRun::remember(const LessonNote& note) {
  const LessonStep& step = lesson_->steps[current_];
  const auto is_for = [&](const LessonWrongEnd& wrong) {
    return wrong.step == current_ && note.say.find(wrong.says) != std::string::npos;
  };
  const auto wrong = std::ranges::find_if(lesson_->wrong_ends, is_for);
  std::string name = wrong != lesson_->wrong_ends.end()
                         ? wrong->name
                         : fmt::format("note {}", &note - step.notes.data() + 1);
  std::vector<std::string>& met = steps_[current_].met;
  if (std::ranges::find(met, name) == met.end()) met.push_back(std::move(name));
}

void LessonRun::look_at_predictions(const Evidence& evidence) {
  const LessonStep& step = lesson_->steps[current_];
  for (std::size_t i = 0; i < step.predictions.size(); ++i) {
    const auto& outcomes = step.predictions[i].outcomes;
    auto& happened = steps_[current_].predictions[i].happened;
    if (happened) continue;
    const auto found = std::ranges::find_if(
        outcomes, [&](const auto& outcome) { return outcome.when->judge(evidence).holds; });
    if (found != outcomes.end()) happened = static_cast<std::size_t>(found - outcomes.begin());
  }
}

Result<void> LessonRun::predict(std::size_t step, std::size_t prediction, std::size_t outcome) {
  if (step >= steps_.size() || prediction >= steps_[step].predictions.size() ||
      outcome >= lesson_->steps[step].predictions[prediction].outcomes.size())
    return fail("the lesson asks no such question");
  PredictionState& state = steps_[step].predictions[prediction];
  if (state.happened) return fail("it has happened already; reset the step to predict it again");
  state.chosen = outcome;
  return {};
}

bool LessonRun::show_hint(std::size_t step) {
  if (step >= steps_.size() || steps_[step].hints_shown >= lesson_->steps[step].hints.size()) return false;
  ++steps_[step].hints_shown;
  return true;
}

void LessonRun::go_back_to(std::size_t step) {
  for (std::size_t i = step; i < steps_.size(); ++i) {
    std::ranges::fill(steps_[i].checks, CheckState{});
    std::ranges::fill(steps_[i].predictions, PredictionState{});
    steps_[i].note.clear();
  }
  current_ = std::min(current_, step);
}

LessonSnapshot LessonRun::snapshot() const {
  LessonSnapshot snapshot{lesson_->id, lesson_->title, lesson_->minutes, finished(), {}};
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const LessonStep& step = lesson_->steps[i];
    const StepState& state = steps_[i];
    LessonStepSnapshot shown;
    shown.id = step.id;
    shown.title = step.title;
    shown.state = i < current_ ? "done" : i == current_ ? "current" : "todo";
    for (std::size_t c = 0; c < step.checks.size(); ++c)
      shown.checks.push_back(
          {step.checks[c].id, state.checks[c].done, step.checks[c].label, state.checks[c].not_yet});
    for (const PredictionState& prediction : state.predictions)
      shown.predictions.push_back({as_index(prediction.chosen), as_index(prediction.happened)});
    shown.note = state.note;
    shown.hints_total = static_cast<int>(step.hints.size());
    const bool done = i < current_;
    for (std::size_t h = 0; h < (done ? step.hints.size() : state.hints_shown); ++h)
      shown.hints.push_back({step.hints[h].text, done ? step.hints[h].after : "", h < state.hints_shown});
    shown.met = state.met;
    snapshot.steps.push_back(std::move(shown));
  }
  return snapshot;
}

std::string LessonRun::to_json() const {
  json steps = json::object();
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const StepState& state = steps_[i];
    json checks = json::array();
    for (const CheckState& check : state.checks) checks.push_back(check.done);
    json predictions = json::array();
    for (const PredictionState& prediction : state.predictions)
      predictions.push_back({as_index(prediction.chosen), as_index(prediction.happened)});
    steps[lesson_->steps[i].id] = {{"done", i < current_},
                                   {"checks", std::move(checks)},
                                   {"hints", state.hints_shown},
                                   {"met", state.met},
                                   {"predictions", std::move(predictions)}};
  }
  return json{{"lesson", lesson_->id}, {"steps", std::move(steps)}}.dump();
}

void LessonRun::restore_predictions(const json& saved, const LessonStep& step,
                                    std::vector<PredictionState>& predictions) {
  if (!saved.is_array() || saved.size() != predictions.size()) return;
  for (std::size_t i = 0; i < saved.size(); ++i) {
    if (!saved[i].is_array() || saved[i].size() != 2) continue;
    const std::size_t count = step.predictions[i].outcomes.size();
    predictions[i] = {index_below(count, saved[i][0]), index_below(count, saved[i][1])};
  }
}

Result<void> LessonRun::restore(std::string_view text) {
  if (text.size() > kMaxProgressBytes) return fail("the progress is too long to be one lesson's");
  const json saved = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!saved.is_object() || !saved.contains("lesson") || !saved.contains("steps") ||
      !saved["steps"].is_object())
    return fail("this is not the progress of a lesson");
  if (saved["lesson"] != lesson_->id) return fail("this is not the progress of the lesson {}", lesson_->id);
  LessonRun fresh(*lesson_);
  for (std::size_t i = 0; i < steps_.size(); ++i) {
    const json step = saved["steps"].value(lesson_->steps[i].id, json());
    if (!step.is_object()) continue;
    StepState& state = fresh.steps_[i];
    if (fresh.current_ == i && step.value("done", json()) == true) ++fresh.current_;
    state.met = names_in(step.value("met", json::array()));
    if (step.contains("hints"))
      state.hints_shown = std::min(count_of(step["hints"]), lesson_->steps[i].hints.size());
    restore_predictions(step.value("predictions", json::array()), lesson_->steps[i], state.predictions);
    const json checks = step.value("checks", json::array());
    const bool fits = checks.is_array() && checks.size() == state.checks.size();
    for (std::size_t c = 0; fits && c < checks.size(); ++c) state.checks[c].done = checks[c] == true;
  }
  for (std::size_t i = 0; i < fresh.current_; ++i)
    for (CheckState& check : fresh.steps_[i].checks) check.done = true;
  *this = std::move(fresh);
  return {};
}

LessonText lesson_text(const Lesson& lesson) {
  LessonText text{lesson.id,
                  lesson.title,
                  lesson.minutes,
                  lesson.needs,
                  lesson.teaches,
                  text_blocks(lesson.intro),
                  {},
                  lesson.closing,
                  {},
                  {},
                  {}};
  for (const LessonStep& step : lesson.steps) text.steps.push_back({step.id, step.title, text_blocks(step)});
  if (!lesson.card) return text;
  text.card_what = lesson.card->what;
  text.card_how = lesson.card->how;
  text.card_why = lesson.card->why;
  return text;
}

}  // namespace tlscam
