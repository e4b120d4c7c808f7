#pragma once
#include <map>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/lesson/evidence.h"

namespace tlscam {

/// `Verdict` says whether a condition holds and, for the learner, why not: "cam2 still believes it is
/// 2013-10-14".
struct Verdict {
  bool holds = false;
  std::string not_yet;  ///< empty when it holds
};

/// `Condition` is an assertion about the world, never about what was typed. It is read from a JSON object in
/// a lesson; lesson.schema.json, next to this header, describes the kinds and their keys.
class Condition {
 public:
  virtual ~Condition() = default;
  virtual Verdict judge(const Evidence& evidence) const = 0;
  /// `label` says in words what it requires: "openmv is switched on".
  virtual std::string label() const = 0;
  /// `add_cameras` adds the names of the cameras, and of hosts, that it refers to, so that a lesson with a
  /// misspelt name is rejected.
  virtual void add_cameras(std::vector<std::string>& names) const = 0;
};

/// `parse_condition` reads a condition. Its error says what is wrong with which key; the caller prepends file
/// and line.
Result<std::unique_ptr<Condition>> parse_condition(const nlohmann::json& json);

/// `condition_keys` lists, by kind of condition ("camera", "file", ...), the possible keys; true marks a
/// required one. A test compares it with the schema.
std::map<std::string, std::map<std::string, bool>> condition_keys();

}  // namespace tlscam
