#include "sim/lab/course/class_report.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <tuple>

#include "sim/lab/protocol/json_codec.h"
#include "sim/scene/scene_json_value.h"
#include "sim/words/handout.h"

namespace tlscam {
namespace {

using Cells = std::vector<std::string>;

const Lesson* find_by_id(const std::vector<Lesson>& course, const std::string& id) {
  const auto found = std::ranges::find(course, id, &Lesson::id);
  return found == course.end() ? nullptr : &*found;
}

const LessonStep* find_step(const Lesson* lesson, const std::string& id) {
  if (!lesson) return nullptr;
  const auto found = std::ranges::find(lesson->steps, id, &LessonStep::id);
  return found == lesson->steps.end() ? nullptr : &*found;
}

bool is_known(const LessonPredictionSnapshot& prediction) {
  return prediction.chosen >= 0 && prediction.happened >= 0;
}

bool has_begun(const ProgressStep& step) {
  return step.done || step.hints > 0 || !step.met.empty() ||
         std::ranges::any_of(step.checks, &ProgressCheck::done);
}

ClassRow row_of(const std::string& learner, const ProgressLesson& progress, const Lesson* lesson) {
  ClassRow row;
  row.learner = learner;
  row.lesson = lesson ? lesson->title : progress.id;
  row.steps = progress.steps.size();
  for (const ProgressStep& step : progress.steps) {
    row.done += step.done ? 1 : 0;
    row.seconds += std::min(step.seconds, std::numeric_limits<std::uint32_t>::max() - row.seconds);
    row.hints += std::min(step.hints, std::numeric_limits<std::uint32_t>::max() - row.hints);
    row.met += step.met.size();
    for (const LessonPredictionSnapshot& prediction : step.predictions) {
      if (!is_known(prediction)) continue;
      ++row.predictions;
      row.predicted += prediction.chosen == prediction.happened ? 1 : 0;
    }
  }
  return row;
}

// What a learner thought at a step, in words.
Cells thoughts_at(const ProgressStep& progress, const LessonStep* step) {
  Cells thoughts = progress.met;
  for (std::size_t i = 0; i < progress.predictions.size(); ++i) {
    const LessonPredictionSnapshot& prediction = progress.predictions[i];
    if (!is_known(prediction) || prediction.chosen == prediction.happened) continue;
    const auto chosen = static_cast<std::size_t>(prediction.chosen);
    const bool has_text =
        step && i < step->predictions.size() && chosen < step->predictions[i].outcomes.size();
    thoughts.push_back(words<"handout.predicted">(
        {.outcome = has_text ? step->predictions[i].outcomes[chosen].text : std::to_string(chosen + 1)}));
  }
  return thoughts;
}

class Misconceptions {
 public:
  void add(const ProgressLesson& progress, const Lesson* lesson) {
    const std::string title = lesson ? lesson->title : progress.id;
    for (const ProgressStep& at : progress.steps) {
      const LessonStep* const step = find_step(lesson, at.id);
      const std::string where = step ? step->title : at.id;
      if (has_begun(at)) ++begun_[{title, where}];
      for (const std::string& thought : thoughts_at(at, step)) ++learners_[{title, where, thought}];
    }
  }

  std::vector<Misconception> list() const {
    std::vector<Misconception> all;
    for (const auto& [key, learners] : learners_) {
      const auto& [lesson, step, text] = key;
      const auto begun = begun_.find({lesson, step});
      all.push_back({lesson, step, text, learners, begun == begun_.end() ? learners : begun->second});
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &Misconception::learners);
    return all;
  }

 private:
  std::map<std::tuple<std::string, std::string>, std::size_t> begun_;
  std::map<std::tuple<std::string, std::string, std::string>, std::size_t> learners_;
};

Cells class_heading() {
  return {words<"handout.learner">(),   words<"handout.lesson">(),  words<"handout.steps_done">(),
          words<"handout.steps">(),     words<"handout.seconds">(), words<"handout.hints">(),
          words<"handout.came_true">(), words<"handout.guesses">(), words<"handout.wrong_ends">()};
}

Cells cells_of(const ClassRow& row) {
  return {row.learner,
          row.lesson,
          std::to_string(row.done),
          std::to_string(row.steps),
          std::to_string(row.seconds),
          std::to_string(row.hints),
          std::to_string(row.predicted),
          std::to_string(row.predictions),
          std::to_string(row.met)};
}

Cells misconceptions_heading() {
  return {words<"handout.lesson">(), words<"handout.step">(), words<"handout.misconception">(),
          words<"handout.learners">(), words<"handout.of_learners">()};
}

Cells cells_of(const Misconception& one) {
  return {one.lesson, one.step, one.text, std::to_string(one.learners), std::to_string(one.of)};
}

std::string csv_cell(std::string text) {
  // A spreadsheet would compute a cell that begins so, whoever wrote it.
  constexpr std::string_view kFormula = "=+-@\t\r";
  if (!text.empty() && kFormula.find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  for (std::size_t at = 0; (at = text.find('"', at)) != std::string::npos; at += 2) text.insert(at, "\"");
  return "\"" + text + "\"";
}

std::string csv_line(const Cells& cells) {
  std::string line;
  for (std::size_t i = 0; i < cells.size(); ++i) line += (i == 0 ? "" : ",") + csv_cell(cells[i]);
  return line + "\n";
}

std::string escaped(std::string_view text) {
  std::string html;
  for (const char c : text) {
    if (c == '&')
      html += "&amp;";
    else if (c == '<')
      html += "&lt;";
    else if (c == '>')
      html += "&gt;";
    else if (c == '"')
      html += "&quot;";
    else
      html += c;
  }
  return html;
}

std::string html_row(const Cells& cells, std::string_view tag) {
  std::string row = "<tr>";
  for (const std::string& cell : cells) row += fmt::format("<{0}>{1}</{0}>", tag, escaped(cell));
  return row + "</tr>\n";
}

template <class Rows>
std::string html_table(const std::string& caption, const Cells& heading, const Rows& rows) {
  std::string table = fmt::format("<table>\n<caption>{}</caption>\n<thead>{}</thead>\n<tbody>\n",
                                  escaped(caption), html_row(heading, "th"));
  for (const auto& row : rows) table += html_row(cells_of(row), "td");
  return table + "</tbody>\n</table>\n";
}

template <class Rows>
std::string csv_table(const Cells& heading, const Rows& rows) {
  std::string csv = csv_line(heading);
  for (const auto& row : rows) csv += csv_line(cells_of(row));
  return csv;
}

}  // namespace

Result<ProgressFile> read_progress_file(std::string_view text, const std::string& name) {
  const auto json = parse_strictly(text, name);
  if (!json) return tl::unexpected(json.error());
  ProgressFile file;
  if (!json->is_object() || json->value("format", nlohmann::json()) != file.format)
    return fail("{}: this is not a file with a learner's progress", name);
  if (json->value("version", nlohmann::json()) != file.version)
    return fail("{}: a version of progress files that this program does not know; it knows {}", name,
                file.version);
  if (auto read = from_json(*json, name, file); !read) return tl::unexpected(read.error());
  return file;
}

ClassReport make_class_report(const std::vector<ProgressFile>& files,
                              const std::vector<std::string>& fallback_names,
                              const std::vector<Lesson>& course) {
  ClassReport report;
  Misconceptions misconceptions;
  for (std::size_t i = 0; i < files.size(); ++i) {
    const std::string& learner = files[i].name.empty() ? fallback_names[i] : files[i].name;
    for (const ProgressLesson& progress : files[i].lessons) {
      const Lesson* const lesson = find_by_id(course, progress.id);
      report.rows.push_back(row_of(learner, progress, lesson));
      misconceptions.add(progress, lesson);
    }
  }
  report.misconceptions = misconceptions.list();
  return report;
}

std::string class_csv(const ClassReport& report) {
  return csv_table(class_heading(), report.rows);
}

std::string misconceptions_csv(const ClassReport& report) {
  return csv_table(misconceptions_heading(), report.misconceptions);
}

std::string class_html(const ClassReport& report) {
  const std::string title = words<"handout.report">();
  return fmt::format(
      "<!doctype html>\n<html lang=\"en\">\n<meta charset=\"utf-8\">\n<title>{}</title>\n"
      "<style>body{{font:15px sans-serif;margin:2em}}table{{border-collapse:collapse;margin-bottom:2em}}"
      "caption{{text-align:left;font-weight:bold;padding:.4em 0}}th,td{{border:1px solid #999;padding:.3em "
      ".6em;text-align:left}}</style>\n<h1>{}</h1>\n{}{}</html>\n",
      escaped(title), escaped(title), html_table(words<"handout.class">(), class_heading(), report.rows),
      html_table(words<"handout.misconceptions">(), misconceptions_heading(), report.misconceptions));
}

}  // namespace tlscam
