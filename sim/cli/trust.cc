#include "sim/cli/trust.h"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

#include "sim/cli/output.h"
#include "sim/cli/typed_line.h"
#include "sim/lab/session/native_platform.h"
#include "sim/words/trust.h"

namespace tlscam {
namespace {

namespace fs = std::filesystem;

bool lies_in(const fs::path& file, const fs::path& folder) {
  std::error_code error;
  const fs::path relative = fs::relative(file, folder, error);
  return !error && !relative.empty() && *relative.begin() != "..";
}

std::string list_of(const std::vector<Wish>& wishes) {
  std::string text;
  for (const Wish& wish : wishes) {
    text += fmt::format("\n  - {}{}", wish.text, wish.details.empty() ? "" : ":");
    for (const std::string& line : wish.details) text += "\n      " + line;
  }
  return text;
}

}  // namespace

bool is_shipped(const std::string& path) {
  return lies_in(path, TLSCAM_SCENES) || lies_in(path, TLSCAM_LESSONS);
}

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
