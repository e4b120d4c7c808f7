#include "sim/cli/trust.h"

#include <unistd.h>

#include <algorithm>

#include "sim/cli/output.h"
#include "sim/cli/typed_line.h"
#include "sim/lab/session/native_platform.h"
#include "sim/words/trust.h"

namespace tlscam {

bool may_play(const std::string& what, const std::vector<Wish>& wishes, bool trusted) {
  if (wishes.empty() || trusted) return true;
  complain(words<"trust.foreign">({.what = what}) + list_of(wishes));
  const bool runs_programs =
      std::ranges::any_of(wishes, [](const Wish& wish) { return !wish.details.empty(); });
  if (const std::string why = why_programs_are_not_confined(); runs_programs && !why.empty()) {
    complain(words<"trust.not_confined">({.why = why}));
    return false;
  }
  if (::isatty(STDIN_FILENO) == 0) {
    complain(words<"trust.cannot_ask">());
    return false;
  }
  ask(words<"trust.ask">());
  if (typed_line() == "yes") return true;
  complain(words<"trust.no">());
  return false;
}

}  // namespace tlscam
