#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"
#include "sim/lab/protocol/progress_file.h"
#include "sim/lesson/lesson.h"

namespace tlscam {

/// `read_progress_file` reads what the page has written. Everything must be there, and nothing else; the
/// message says what is wrong, and begins with `name`.
Result<ProgressFile> read_progress_file(std::string_view text, const std::string& name);

/// `ClassRow` is one learner in one lesson.
struct ClassRow {
  std::string learner;
  std::string lesson;    ///< its title, or its id where the course does not have it
  std::size_t done = 0;  ///< steps
  std::size_t steps = 0;
  std::uint32_t seconds = 0;
  std::uint32_t hints = 0;
  std::size_t predicted = 0;    ///< predictions that came true
  std::size_t predictions = 0;  ///< predictions that were made, and whose outcome is known
  std::size_t met = 0;          ///< wrong ends
};

/// `Misconception` is a wrong end, or a prediction that did not come true, and how many learners had it.
struct Misconception {
  std::string lesson;
  std::string step;
  std::string text;
  std::size_t learners = 0;
  std::size_t of = 0;  ///< learners who have begun the step
};

/// `ClassReport` is what a teacher wants to know of a class.
struct ClassReport {
  std::vector<ClassRow> rows;                 ///< by learner, then in the order of the course
  std::vector<Misconception> misconceptions;  ///< the most common first
};

/// `make_class_report` puts the files of a class together. Who has typed no name is called by
/// `fallback_names`, of which there is one for each file.
ClassReport make_class_report(const std::vector<ProgressFile>& files,
                              const std::vector<std::string>& fallback_names,
                              const std::vector<Lesson>& course);

/// Tables as CSV (RFC 4180, but lines end as those of this computer do), the first line with the names of the
/// columns. No cell begins like a formula.
std::string class_csv(const ClassReport& report);
std::string misconceptions_csv(const ClassReport& report);

/// Both tables as one page of HTML that needs nothing else.
std::string class_html(const ClassReport& report);

}  // namespace tlscam
