#include "sim/lab/protocol/explanation.h"

#include <fmt/format.h>

#include "sim/diagnose/diagnose.h"
#include "sim/diagnose/pasted_text.h"
#include "sim/wire/tls_names.h"

namespace tlscam {
namespace {

constexpr const char* kWhatWouldHelp =
    "Nothing that tlscam knows fits this. More of it would help: the whole traceback with its last line, "
    "what the "
    "other end printed, the number of the alert, or the script.";

constexpr std::size_t kMostOthers = 6;

std::string_view heading(Fit fit) {
  switch (fit) {
    case Fit::certain:
      return "Cause";
    case Fit::likely:
      return "Likely";
    default:
      return "Possible";
  }
}

std::string shown(const NextStep& step) {
  switch (step.kind) {
    case StepKind::command:
      return "$ " + step.line;
    case StepKind::python:
      return step.camera.empty() ? step.line : step.camera + " >>> " + step.line;
    case StepKind::lesson:
      return "lesson " + step.line;
    case StepKind::link:
    case StepKind::advice:
      break;
  }
  return step.line;
}

}  // namespace

std::string details_text(const Cause& cause, std::string_view indent) {
  std::string text;
  for (const std::string& sentence : cause.evidence) text += fmt::format("{}{}\n", indent, sentence);
  for (const NextStep& step : cause.next_steps) {
    text += fmt::format("{}- {}\n", indent, step.text);
    if (!step.line.empty()) text += fmt::format("{}    {}\n", indent, shown(step));
  }
  return text;
}

Explanation explain(std::string_view pasted) {
  const PastedText read = read_pasted_text(pasted);
  Explanation explanation;
  explanation.numbers = read.numbers;
  if (read.evidence.alert)
    explanation.alert = to_text(TlsAlert{TlsAlertLevel::fatal, read.evidence.alert->number});
  explanation.causes = diagnose(read.evidence);
  explanation.known = !explanation.causes.empty();
  if (!explanation.known) explanation.what_would_help = kWhatWouldHelp;
  return explanation;
}

std::string to_text(const Explanation& explanation) {
  std::string text;
  for (const ErrorName& number : explanation.numbers)
    text += fmt::format("{} is {}: {}\n", number.number, number.name, number.meaning);
  if (!explanation.alert.empty()) text += fmt::format("The alert is {}.\n", explanation.alert);
  if (!text.empty()) text += '\n';
  if (!explanation.known) return text + explanation.what_would_help + "\n";
  const Cause& best = explanation.causes.front();
  text += fmt::format("{}: {}\n{}", heading(best.fit), best.cause, details_text(best, "  "));
  if (explanation.causes.size() > 1) text += "\nIt may also be:\n";
  for (std::size_t i = 1; i < explanation.causes.size() && i <= kMostOthers; ++i)
    text += fmt::format("- {}\n", explanation.causes[i].cause);
  return text;
}

}  // namespace tlscam
