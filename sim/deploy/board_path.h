#pragma once
#include <string>
#include <string_view>

#include "sim/base/result.h"
#include "sim/deploy/board_facts.h"

namespace tlscam {

/// `BoardPath` is where something goes on a board: an absolute path, and the file system that it lies in.
struct BoardPath {
  std::string path;   ///< "/flash/lib/tool.py"
  std::string place;  ///< "/flash"; "/" where the root itself is a file system
};

/// Where deployments go unless somebody says otherwise: /flash where there is one, else the first place that
/// can be written. Never /sdcard by itself: a card that is taken out would take the scripts along.
Result<std::string> default_place(const BoardFacts& facts);

/// Takes a path apart. Fails for a path that is not absolute (the current folder of a board depends on
/// whether a card is in it), that leads upwards, into the deployment's own folder, or to no place that can be
/// written; the message names the places.
Result<BoardPath> resolve_board_path(const BoardFacts& facts, std::string_view path);

/// "/flash" and "a/b" make "/flash/a/b".
std::string join_board_path(std::string_view folder, std::string_view name);

}  // namespace tlscam
