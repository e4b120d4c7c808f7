#pragma once
#include <string>
#include <vector>

#include "sim/lesson/lesson.h"
#include "sim/scene/scene.h"

namespace tlscam {

/// `Wish` is something that a scene or lesson wants of the computer that plays it, beyond its own world.
struct Wish {
  std::string text;                  ///< the end of "It wants to "
  std::vector<std::string> details;  ///< commands, as they stand in the scene; empty: it runs none
};

/// What a scene wants: commands on the workstation, files that stay, ports that are opened, real servers that
/// are reached. Empty: nothing but to be played.
std::vector<Wish> wishes_of(const Scene& scene);

/// What a lesson wants: its scene's wishes, and the lines that "Show me" types.
std::vector<Wish> wishes_of(const Lesson& lesson);

/// The wishes as a list for people, a line for each and one for each command, every line with its "\n" in
/// front. Empty: there are none.
std::string list_of(const std::vector<Wish>& wishes);

/// Whether a file lies among the scenes and lessons that come with tlscam.
bool is_shipped(const std::string& path);

}  // namespace tlscam
