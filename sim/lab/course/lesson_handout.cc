#include "sim/lab/course/lesson_handout.h"

#include <algorithm>

#include "sim/words/handout.h"
#include "sim/words/lesson.h"

namespace tlscam {
namespace {

using Kind = LessonBlock::Kind;

std::string in_lines(std::string_view text, std::string_view mark) {
  std::string lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.append(mark);
    lines.append(text.substr(0, end)).append("\n");
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string fenced(std::string_view language, const std::string& lines) {
  return fmt::format("```{}\n{}```\n\n", language, lines);
}

std::string paragraph(const std::string& text) {
  return text.empty() ? "" : text + "\n\n";
}

std::string action(const LessonBlock& block) {
  switch (block.kind) {
    case Kind::workstation:
      return fenced("sh", in_lines(block.text, "$ "));
    case Kind::console:
      return paragraph(words<"handout.at_prompt">({.camera = block.camera})) +
             fenced("python", in_lines(block.text, ">>> "));
    case Kind::script:
      return paragraph(words<"handout.run_script">({.file = block.file, .camera = block.camera}));
    case Kind::edit:
      return paragraph(words<"handout.write_file">({.file = block.file})) +
             fenced("python", in_lines(block.text, ""));
    case Kind::press: {
      std::string buttons;
      for (const LessonPress& press : presses(block)) buttons += fmt::format("- {}\n", press_label(press));
      return buttons + "\n";
    }
    case Kind::output:
      return fenced("text", in_lines(block.text, ""));
    case Kind::text:
    case Kind::predict:
      break;
  }
  return paragraph(block.text);
}

std::string list_of(const std::vector<std::string>& items) {
  std::string list;
  for (const std::string& item : items) list += fmt::format("- {}\n", item);
  return list.empty() ? "" : list + "\n";
}

class Handout {
 public:
  Handout(const Lesson& lesson, const std::optional<LessonSnapshot>& played)
      : lesson_(lesson), played_(played) {}

  std::string write() {
    text_ = fmt::format("# {}\n\n", lesson_.title);
    text_ += paragraph(words<"handout.minutes">({.count = static_cast<std::size_t>(lesson_.minutes)}));
    for (const LessonBlock& block : lesson_.intro) add(block);
    for (std::size_t i = 0; i < lesson_.steps.size(); ++i) add_step(i);
    text_ += paragraph(fmt::format("## {}", words<"lesson.can_do">()));
    text_ += paragraph(lesson_.closing);
    text_ += card_text(lesson_);
    return std::move(text_);
  }

 private:
  bool for_teacher() const { return played_.has_value(); }

  void add(const LessonBlock& block) {
    if (!block.hidden) text_ += action(block);
  }

  void add_step(std::size_t number) {
    const LessonStep& step = lesson_.steps[number];
    text_ += fmt::format("## {}. {}\n\n", number + 1, step.title);
    std::size_t asked = 0;
    for (const LessonBlock& block : step.blocks) {
      if (block.kind == Kind::predict) {
        add_prediction(number, asked++);
      } else {
        add(block);
      }
    }
    std::string checks;
    for (const LessonCheck& check : step.checks) checks += fmt::format("- [ ] {}\n", check.label);
    text_ += paragraph(checks);
    if (for_teacher()) add_answers(number);
  }

  std::size_t happened(std::size_t step, std::size_t prediction) const {
    return static_cast<std::size_t>(played_->steps[step].predictions[prediction].happened);
  }

  void add_prediction(std::size_t step, std::size_t number) {
    const LessonPrediction& prediction = lesson_.steps[step].predictions[number];
    text_ += paragraph(prediction.question);
    for (std::size_t i = 0; i < prediction.outcomes.size(); ++i) {
      const bool is_answer = for_teacher() && happened(step, number) == i;
      text_ += is_answer ? fmt::format("- [x] {} **{}**\n", prediction.outcomes[i].text,
                                       words<"lesson.has_happened">())
                         : fmt::format("- [ ] {}\n", prediction.outcomes[i].text);
    }
    text_ += "\n";
  }

  void add_answers(std::size_t number) {
    const LessonStep& step = lesson_.steps[number];
    std::string hidden;
    for (const LessonBlock& block : step.blocks)
      if (block.hidden) hidden += action(block);
    add_part(words<"handout.solution">(), hidden);
    std::vector<std::string> hints, wrong_ends, questions;
    for (const LessonHint& hint : step.hints) {
      hints.push_back(hint.text);
      if (!hint.after.empty()) hints.push_back(hint.after);
    }
    add_part(words<"handout.hints">(), list_of(hints));
    for (const LessonWrongEnd& wrong : lesson_.wrong_ends)
      if (wrong.step == number) wrong_ends.push_back(fmt::format("`{}`: {}", wrong.name, told(step, wrong)));
    add_part(words<"handout.wrong_ends">(), list_of(wrong_ends));
    for (std::size_t p = 0; p < step.predictions.size(); ++p)
      for (std::size_t o = 0; o < step.predictions[p].outcomes.size(); ++o)
        if (o != happened(number, p))
          questions.push_back(words<"handout.why_not">({.outcome = step.predictions[p].outcomes[o].text}));
    add_part(words<"handout.questions">(), list_of(questions));
  }

  void add_part(const std::string& title, const std::string& text) {
    if (!text.empty()) text_ += fmt::format("**{}**\n\n{}", title, text);
  }

  static std::string told(const LessonStep& step, const LessonWrongEnd& wrong) {
    const auto note = std::ranges::find_if(
        step.notes, [&](const LessonNote& one) { return one.say.find(wrong.says) != std::string::npos; });
    return note == step.notes.end() ? wrong.says : note->say;
  }

  const Lesson& lesson_;
  const std::optional<LessonSnapshot>& played_;
  std::string text_;
};

std::string small_letters(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

}  // namespace

std::string lesson_handout(const Lesson& lesson, const std::optional<LessonSnapshot>& played) {
  return Handout(lesson, played).write();
}

std::string card_text(const Lesson& lesson) {
  if (!lesson.card) return "";
  return fmt::format("## {}\n\n### {}\n\n{}\n\n### {}\n\n{}\n\n### {}\n\n{}\n", lesson.title,
                     words<"lesson.card_what">(), lesson.card->what, words<"lesson.card_how">(),
                     lesson.card->how, words<"lesson.card_why">(), lesson.card->why);
}

bool card_has_words(const Lesson& lesson, const std::vector<std::string>& words) {
  std::string whole = card_text(lesson);
  for (const std::string& taught : lesson.teaches) whole += taught + "\n";
  whole = small_letters(std::move(whole));
  return std::ranges::all_of(
      words, [&](const std::string& word) { return whole.find(small_letters(word)) != std::string::npos; });
}

}  // namespace tlscam
