#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

namespace tlscam {

/// `StepKind` is the kind of a next step, which decides what a view offers for it.
enum class StepKind {
  advice,   ///< only words
  command,  ///< a line for the workstation's shell
  python,   ///< a line of Python: for a camera's console if `camera` is set, otherwise for the script
  lesson,   ///< the id of a lesson
  link,     ///< an address on the web
};
constexpr auto enum_names(StepKind) {
  return std::array<std::string_view, 5>{"advice", "command", "python", "lesson", "link"};
}

struct NextStep {
  StepKind kind = StepKind::advice;
  std::string text;    ///< one sentence for people
  std::string line;    ///< the exact command, line, id or address; empty for advice
  std::string camera;  ///< whose console; empty if the step is not for a console, or if the camera is not
                       ///< known
  bool operator==(const NextStep&) const = default;
};

/// `Fit` is how well the known facts support a cause. Causes are ranked by it.
enum class Fit {
  no,        ///< the known facts speak against it
  possible,  ///< the symptom fits; nothing more is known
  likely,    ///< the usual reason for this symptom
  certain,   ///< the known facts show it
};
constexpr auto enum_names(Fit) {
  return std::array<std::string_view, 4>{"no", "possible", "likely", "certain"};
}

/// `Cause` explains why something failed.
struct Cause {
  std::string id;  ///< "certificate-expired"
  Fit fit = Fit::possible;
  bool is_advice = false;             ///< nothing failed for it: it says what to improve
  std::string cause;                  ///< one line for people
  std::vector<std::string> evidence;  ///< sentences with the values found
  std::vector<NextStep> next_steps;
};

/// `headline` is the cause's line, with "Probably: " or "Perhaps: " where the evidence does not prove it.
std::string headline(const Cause& cause);

}  // namespace tlscam
