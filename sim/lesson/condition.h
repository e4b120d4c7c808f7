#pragma once
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/evidence.h"

namespace tlscam {

/// Whether a condition holds, and if not, why not, for the learner: "cam2 still believes it is 2013-10-14".
struct Verdict {
  bool holds = false;
  std::string not_yet;  ///< empty when it holds
};

/// An assertion on the world, never on what was typed. Read from a JSON object in a lesson; the kinds and
/// their keys are described by lesson.schema.json beside this header.
class Condition {
 public:
  virtual ~Condition() = default;
  virtual Verdict judge(const Evidence& evidence) const = 0;
  /// What it asks for, in words: "openmv is switched on".
  virtual std::string label() const = 0;
  /// Adds the names of the cameras that it asks about, so that a lesson with a misspelt one is refused.
  virtual void add_cameras(std::vector<std::string>& names) const = 0;
};

/// Reads a condition. The message of a failure says what is wrong with which key; the caller puts file and
/// line before it.
Result<std::unique_ptr<Condition>> parse_condition(const nlohmann::json& json);

/// By kind of condition ("camera", "file", ...), the keys that it may have; true: it must be there. For the
/// test that compares them with the schema.
std::map<std::string, std::map<std::string, bool>> condition_keys();

}  // namespace tlscam
