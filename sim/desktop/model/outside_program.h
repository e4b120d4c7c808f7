#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// `editor_name` is the name of the program that VISUAL or EDITOR names, for people; empty: neither does.
std::string editor_name();

/// `start_editor` opens a file or folder in that program, without a shell, and does not wait for it. It
/// fails, for people, when there is no such program.
Result<void> start_editor(const std::string& path);

/// `start_program` starts a program by its words, found along PATH, as nobody's child.
Result<void> start_program(const std::vector<std::string>& words);

}  // namespace tlscam
