#pragma once
#include <concepts>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include "sim/lab/protocol/fields.h"
#include "sim/lab/protocol/snapshot.h"

// A file that the page writes for a teacher: how far one learner has come. It names nobody, unless the
// learner has typed a name.

namespace tlscam {

struct ProgressCheck {
  std::string id;
  bool done = false;
};
template <std::same_as<ProgressCheck> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("done", &T::done));
}

struct ProgressStep {
  std::string id;
  bool done = false;
  std::uint32_t seconds = 0;  ///< of real time that the step was at hand; 0: not known
  std::uint32_t hints = 0;    ///< asked for
  std::vector<ProgressCheck> checks;
  std::vector<LessonPredictionSnapshot> predictions;
  std::vector<std::string> met;  ///< as in LessonStepSnapshot
};
template <std::same_as<ProgressStep> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("done", &T::done), field("seconds", &T::seconds),
                    field("hints", &T::hints), field("checks", &T::checks),
                    field("predictions", &T::predictions), field("met", &T::met));
}

struct ProgressLesson {
  std::string id;
  bool finished = false;
  std::vector<ProgressStep> steps;
};
template <std::same_as<ProgressLesson> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("id", &T::id), field("finished", &T::finished), field("steps", &T::steps));
}

struct ProgressFile {
  std::string format = "tlscam-progress";
  std::uint32_t version = 1;
  std::string name;  ///< as the learner has typed it; empty: none
  std::vector<ProgressLesson> lessons;
};
template <std::same_as<ProgressFile> T>
constexpr auto fields_of(std::type_identity<T>) {
  return std::tuple(field("format", &T::format), field("version", &T::version), field("name", &T::name),
                    field("lessons", &T::lessons));
}

}  // namespace tlscam
