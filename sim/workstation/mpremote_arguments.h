#pragma once
#include <map>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "sim/base/result.h"

namespace tlscam::mpremote {

using Words = std::vector<std::string>;

/// Why a run of mpremote ends early: its exit code, and the message after "mpremote: " unless it was printed.
struct Stop {
  int code = 1;
  std::string message;
};

using Outcome = tl::expected<void, Stop>;

template <class... Args>
tl::unexpected<Stop> stop(fmt::format_string<Args...> text, Args&&... args) {
  return tl::unexpected(Stop{1, fmt::format(text, std::forward<Args>(args)...)});
}

/// One command of the chain, taken apart.
struct Command {
  std::string name;
  std::map<std::string, std::string> options;  ///< by long name; a flag has the value "yes", --no-flag "no"
  Words positionals;

  bool has(const std::string& flag) const;
  std::string option(const std::string& wanted, const std::string& otherwise) const;
};

/// Takes the next command off the front of `words`, after expanding shortcuts (cp is fs cp, ...). Wrong usage
/// stops with exit code 2, as of the real tool's argument parser.
tl::expected<Command, Stop> take_command(Words& words);

/// The text of `mpremote help`.
std::string help_text();

}  // namespace tlscam::mpremote
