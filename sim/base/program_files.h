#pragma once
#include <string>
#include <string_view>

namespace tlscam {

/// `program_file` is the place of a file or folder that belongs to the program, by its path in the source
/// tree: "lessons", "assets/internet". The program has them in share/tlscam where it was installed; otherwise
/// they are those that it was built from.
std::string program_file(std::string_view path);

}  // namespace tlscam
