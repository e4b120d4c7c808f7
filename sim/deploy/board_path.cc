#include "sim/deploy/board_path.h"

#include <fmt/ranges.h>

#include <algorithm>
#include <vector>

#include "sim/deploy/deployment_journal.h"
#include "sim/deploy/reply_fields.h"

namespace tlscam {

namespace {

std::string writable_places(const BoardFacts& facts) {
  std::vector<std::string> places;
  places.reserve(facts.places.size());
  for (const BoardPlace& place : facts.places)
    if (place.writable) places.push_back(place.path);
  return places.empty() ? "it has none" : fmt::format("{}", fmt::join(places, " or "));
}

bool lies_in(std::string_view path, std::string_view place) {
  if (place == "/") return true;
  return path.starts_with(place) && (path.size() == place.size() || path[place.size()] == '/');
}

/// Where firmware with ROMFS mounts it, once an image was deployed.
constexpr std::string_view kRomfs = "/rom";

}  // namespace

std::string join_board_path(std::string_view folder, std::string_view name) {
  return std::string(folder) + (folder.ends_with('/') ? "" : "/") + std::string(name);
}

Result<std::string> default_place(const BoardFacts& facts) {
  const BoardPlace* chosen = nullptr;
  for (const BoardPlace& place : facts.places) {
    if (!place.writable || place.path == "/sdcard" || place.path == "/sd") continue;
    if (chosen == nullptr || place.path == "/flash") chosen = &place;
  }
  if (chosen != nullptr) return chosen->path;
  return fail("the board has no file system of its own that can be written. Name a place with --to: {}",
              writable_places(facts));
}

Result<BoardPath> resolve_board_path(const BoardFacts& facts, std::string_view path) {
  if (!path.starts_with('/'))
    return fail(
        "'{}' is not an absolute path: a board's current folder is another one when a card is in it. Begin "
        "it "
        "with a place of the board: {}",
        path, writable_places(facts));
  std::string clean;
  std::string_view rest = path;
  while (!rest.empty()) {
    const std::string_view part = take_field(rest, '/');
    if (part.empty() || part == ".") continue;
    if (part == "..") return fail("'{}' leads upwards; name the folder itself", path);
    if (part == kDeploymentFolder)
      return fail("'{}' lies where tlscam keeps its own files on the board; choose another folder", path);
    if (std::any_of(part.begin(), part.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
      return fail("a path for the board has a control character; rename the file");
    clean += '/';
    clean += part;
  }
  if (clean.empty()) clean = "/";

  const BoardPlace* found = nullptr;
  for (const BoardPlace& place : facts.places)
    if (lies_in(clean, place.path) && (found == nullptr || place.path.size() > found->path.size()))
      found = &place;
  const bool in_romfs = lies_in(clean, kRomfs);
  if (in_romfs || (found != nullptr && !found->writable))
    return fail(
        "'{}' cannot be written: {} is the board's read-only file system (ROMFS), which is replaced as a "
        "whole, with all models in it. Use {} instead",
        path, in_romfs ? kRomfs : found->path, writable_places(facts));
  if (found == nullptr)
    return fail("'{}' lies in no file system of the board. It can be written at: {}", path,
                writable_places(facts));
  return BoardPath{clean, found->path};
}

}  // namespace tlscam
