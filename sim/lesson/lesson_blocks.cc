#include "sim/lesson/lesson_blocks.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>
#include <tuple>
#include <utility>

#include "sim/base/lines.h"
#include "sim/scene/scene_json_value.h"

namespace tlscam {
namespace {

using Kind = LessonBlock::Kind;

struct BlockForm {
  std::string_view name;
  Kind kind;
  bool camera, file;
  std::string_view usage;
};

constexpr BlockForm kForms[] = {
    {"workstation", Kind::workstation, false, false, "```workstation"},
    {"console", Kind::console, true, false, "```console CAMERA"},
    {"script", Kind::script, true, true, "```script CAMERA FILE"},
    {"edit", Kind::edit, false, true, "```edit FILE"},
    {"press", Kind::press, false, false, "```press"},
    {"output", Kind::output, false, false, "```output"},
};

// `split_at_rule` gives what stands before and after a line "---", without line ends behind.
std::pair<std::string, std::string> split_at_rule(const std::string& text) {
  constexpr std::string_view kRule = "---\n";
  std::size_t rule = text.starts_with(kRule) ? 0 : text.find("\n---\n");
  if (rule == std::string::npos) return {text, ""};
  if (rule != 0) ++rule;
  std::string after = text.substr(rule + kRule.size());
  while (after.ends_with('\n')) after.pop_back();
  return {text.substr(0, rule), std::move(after)};
}

// `JsonAndText` is a block's JSON, and the text after a line "---".
struct JsonAndText {
  nlohmann::json json;
  std::string text;
};

Result<JsonAndText> read_json(const MarkdownPiece& piece, const std::string& place) {
  if (piece.info.size() != 1) return fail("{}: nothing stands behind ```{}", place, piece.info.front());
  JsonAndText result;
  std::string before;
  std::tie(before, result.text) = split_at_rule(piece.text);
  auto json = parse_strictly(before, fmt::format("{}: {}", place, piece.info.front()));
  if (!json) return tl::unexpected(json.error());
  result.json = std::move(*json);
  return result;
}

Result<LessonCheck> read_check(const MarkdownPiece& piece, const std::string& place) {
  auto read = read_json(piece, place);
  if (!read) return tl::unexpected(read.error());
  LessonCheck check;
  check.not_yet = read->text;
  nlohmann::json& json = read->json;
  if (json.is_object()) {
    // These four keys belong to the check itself; the others to its condition.
    const std::pair<const char*, std::string*> texts[] = {{"id", &check.id}, {"label", &check.label}};
    for (const auto& [key, text] : texts) {
      const auto found = json.find(key);
      if (found == json.end()) continue;
      if (!found->is_string()) return fail("{}: check: \"{}\" is a text", place, key);
      *text = found->get<std::string>();
      json.erase(found);
    }
    if (!check.id.empty() && !is_lesson_id(check.id))
      return fail("{}: check: \"id\" has small letters, digits and hyphens", place);
    const std::pair<const char*, bool*> flags[] = {{"now", &check.now}, {"then", &check.then}};
    for (const auto& [key, flag] : flags) {
      const auto found = json.find(key);
      if (found == json.end()) continue;
      if (!found->is_boolean()) return fail("{}: check: \"{}\" is true or false", place, key);
      *flag = found->get<bool>();
      json.erase(found);
    }
  }
  auto condition = parse_condition(json);
  if (!condition) return fail("{}: check: {}", place, condition.error().text);
  check.condition = std::move(*condition);
  if (check.label.empty()) check.label = check.condition->label();
  return check;
}

Result<LessonNote> read_note(const MarkdownPiece& piece, const std::string& place) {
  auto read = read_json(piece, place);
  if (!read) return tl::unexpected(read.error());
  if (read->text.empty())
    return fail("{}: note: behind the condition comes a line --- and what is said then", place);
  auto condition = parse_condition(read->json);
  if (!condition) return fail("{}: note: {}", place, condition.error().text);
  return LessonNote{std::move(*condition), std::move(read->text)};
}

Result<LessonHint> read_hint(const MarkdownPiece& piece, const std::string& place) {
  if (piece.info.size() != 1) return fail("{}: nothing stands behind ```hint", place);
  LessonHint hint;
  std::tie(hint.text, hint.after) = split_at_rule(piece.text);
  while (hint.text.ends_with('\n')) hint.text.pop_back();
  if (hint.text.empty()) return fail("{}: the hint is empty", place);
  return hint;
}

constexpr std::size_t kFewestOutcomes = 2;
constexpr std::size_t kMostOutcomes = 4;

Result<LessonPrediction::Outcome> read_outcome(const nlohmann::json& json, const std::string& place) {
  if (!json.is_object() || json.size() != 2 || !json.contains("text") || !json.contains("when"))
    return fail("{}: an outcome has \"text\" and \"when\", nothing else", place);
  if (!json["text"].is_string() || json["text"].get<std::string>().empty())
    return fail("{}: \"text\" is a text", place);
  auto condition = parse_condition(json["when"]);
  if (!condition) return fail("{}: {}", place, condition.error().text);
  return LessonPrediction::Outcome{json["text"].get<std::string>(), std::move(*condition)};
}

Result<LessonPrediction> read_prediction(const MarkdownPiece& piece, const std::string& place) {
  auto read = read_json(piece, place);
  if (!read) return tl::unexpected(read.error());
  if (!read->json.is_array() || read->json.size() < kFewestOutcomes || read->json.size() > kMostOutcomes)
    return fail("{}: predict: begins with a list of {} to {} outcomes", place, kFewestOutcomes,
                kMostOutcomes);
  if (read->text.empty())
    return fail("{}: predict: behind the outcomes comes a line --- and the question", place);
  LessonPrediction prediction{std::move(read->text), {}, piece.line};
  for (const nlohmann::json& one : read->json) {
    auto outcome = read_outcome(one, place + ": predict");
    if (!outcome) return tl::unexpected(outcome.error());
    prediction.outcomes.push_back(std::move(*outcome));
  }
  return prediction;
}

Result<void> check_content(const LessonBlock& block, const std::string& place) {
  const bool may_be_empty = block.kind == Kind::script || block.kind == Kind::edit;
  if (block.text.empty() && !may_be_empty) return fail("{}: the block is empty", place);
  if (!block.file.empty()) {
    if (auto checked = check_file_path(block.file); !checked)
      return fail("{}: {}", place, checked.error().text);
  }
  if (block.kind != Kind::press) return {};
  for (const std::string& line : lines_of(block.text))
    if (auto press = parse_press(line); !press) return fail("{}: {}", place, press.error().text);
  return {};
}

}  // namespace

std::vector<LessonPress> presses(const LessonBlock& block) {
  std::vector<LessonPress> pressed;
  for (const std::string& line : lines_of(block.text))
    if (auto press = parse_press(line)) pressed.push_back(std::move(*press));
  return pressed;
}

Result<LessonBlock> read_block(const MarkdownPiece& piece, const std::string& place) {
  LessonBlock block;
  block.text = piece.text;
  block.line = piece.line;
  if (!piece.fenced) return block;
  for (const BlockForm& form : kForms) {
    if (piece.info.front() != form.name) continue;
    auto words = piece.info;
    block.hidden = words.size() > 1 && words.back() == "hidden" && form.kind != Kind::output;
    if (block.hidden) words.pop_back();
    if (words.size() != 1u + form.camera + form.file)
      return fail("{}: this block begins with {}", place, form.usage);
    block.kind = form.kind;
    if (form.camera) block.camera = words[1];
    if (form.file) block.file = words.back();
    if (form.kind != Kind::edit && block.text.ends_with('\n')) block.text.pop_back();
    if (auto checked = check_content(block, place); !checked) return tl::unexpected(checked.error());
    return block;
  }
  return fail("{}: a ```{} belongs into a step", place, piece.info.front());
}

Result<LessonStep> read_step(const MarkdownSection& section, const std::string& name) {
  LessonStep step;
  step.id = section.id;
  step.title = section.title;
  step.line = section.line;
  for (const MarkdownPiece& piece : section.pieces) {
    const std::string place = fmt::format("{}:{}", name, piece.line);
    const std::string kind = piece.fenced ? piece.info.front() : "";
    if (kind == "check") {
      auto check = read_check(piece, place);
      if (!check) return tl::unexpected(check.error());
      if (check->id.empty()) check->id = std::to_string(step.checks.size() + 1);
      if (std::ranges::find(step.checks, check->id, &LessonCheck::id) != step.checks.end())
        return fail("{}: check: another one of this step has the id \"{}\"", place, check->id);
      step.checks.push_back(std::move(*check));
    } else if (kind == "note") {
      auto note = read_note(piece, place);
      if (!note) return tl::unexpected(note.error());
      step.notes.push_back(std::move(*note));
    } else if (kind == "predict") {
      auto prediction = read_prediction(piece, place);
      if (!prediction) return tl::unexpected(prediction.error());
      LessonBlock& block = step.blocks.emplace_back();
      block.kind = Kind::predict;
      block.text = prediction->question;
      block.line = piece.line;
      step.predictions.push_back(std::move(*prediction));
    } else if (kind == "hint") {
      auto hint = read_hint(piece, place);
      if (!hint) return tl::unexpected(hint.error());
      step.hints.push_back(std::move(*hint));
    } else {
      auto block = read_block(piece, place);
      if (!block) return tl::unexpected(block.error());
      step.blocks.push_back(std::move(*block));
    }
  }
  if (step.checks.empty()) return fail("{}:{}: the step \"{}\" has no ```check", name, step.line, step.title);
  return step;
}

}  // namespace tlscam
