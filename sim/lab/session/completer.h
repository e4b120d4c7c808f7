#pragma once
#include <string_view>

#include "sim/lab/editor/candidates.h"

namespace tlscam {

class Folder;
class Shell;
class World;

/// Completes words of the workstation's command lines: the first word by the names of commands, a word after
/// `connect` by cameras, other words by files, and after ":" by files on a camera's drive: the one that the
/// line connects to, otherwise the first. Quotes and backslashes are understood and written. Names that
/// cannot be typed, because they have control characters, are left out.
class Completer {
 public:
  /// All are borrowed. The world must have a camera.
  Completer(const Folder& folder, const Shell& shell, World& world)
      : folder_(folder), shell_(shell), world_(world) {}

  /// Says what the word before the place `cursor` of a line, in bytes, may become.
  Candidates complete(std::string_view line, std::size_t cursor) const;

 private:
  const Folder& folder_;
  const Shell& shell_;
  World& world_;
};

}  // namespace tlscam
