#pragma once
#include <map>
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/scene/scene.h"

// Facts that change with the years: lessons/facts.json has them once, with their date and source, and lessons
// take their numbers from there: "at most {fact:public-days} days".

namespace tlscam {

/// `Fact` is one entry of facts.json.
struct Fact {
  std::string value;    ///< stands in the lesson
  std::string says;     ///< the whole in a sentence
  std::string since;    ///< the day from which on it is so: "2026-03-15"
  std::string source;   ///< where that stands
  std::string checked;  ///< the day on which somebody has looked it up there
};

/// The name of the file, next to the lessons' folders.
inline constexpr std::string_view kFactsFile = "facts.json";

/// `parse_facts` reads facts.json. The error begins with `name`, says which fact and what is wrong with it.
Result<std::map<std::string, Fact>> parse_facts(std::string_view text, const std::string& name);

/// `fill_facts` puts values in place of {fact:ID} in the Markdown of a lesson's files. `folder` is how
/// messages name the lesson's folder: `05-names/lesson.md:12: there is no fact "pubic-days"; did you mean
/// "public-days"?`.
Result<void> fill_facts(FileMap& files, const std::map<std::string, Fact>& facts, const std::string& folder);

}  // namespace tlscam
