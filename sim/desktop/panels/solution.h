#pragma once
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "sim/desktop/panels/stage.h"
#include "sim/lab/view/line_diff.h"

namespace tlscam {

/// `Solution` shows, once a step is done, how the lesson would have done what it did not show: commands as
/// they are, and a file as the difference to the learner's own. Made anew whenever somebody looks.
class Solution {
 public:
  void draw(Stage& stage, const LessonTextStep& step);

  /// Whether a step has anything to show.
  static bool exists(const LessonTextStep& step);

 private:
  struct Compared {
    std::string file;
    bool known = false;                         ///< the file was read
    std::optional<std::vector<DiffLine>> diff;  ///< none: it is gone
  };
  void compare(Stage& stage, const LessonTextStep& step);

  std::vector<std::shared_ptr<Compared>> files_;
  std::uint64_t changes_ = 0;  // the workstation's count, when the files were read
  bool asked_ = false;
};

}  // namespace tlscam
