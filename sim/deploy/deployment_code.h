#pragma once
#include <string_view>

namespace tlscam {

/// Python for the board: the functions of a deployment, with one underscore and a letter as their names so
/// that they take little of its memory. To be run once in each interpreter.
///
/// - `_h(path)`: the SHA-256 of a file in hexadecimal digits; '' when there is no such file
/// - `_q(paths)`: prints a line for each path: its kind (f file, d folder, - nothing), its size, its hash
/// - `_x(target, staged, backup, new, old)`: exchanges one file; done again after a power cut, it finishes
/// - `_f(folder, generation)`: the end of a deployment: only its own backups and its record are kept
std::string_view deployment_code();

}  // namespace tlscam
