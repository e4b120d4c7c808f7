#pragma once
#include <filesystem>
#include <string>
#include <vector>

namespace tlscam {

/// The programs that have a device open, such as "mpremote (process 4711)", without this one; those of other
/// users only when the kernel shows them. They come from the kernel's table of processes below `proc`.
std::vector<std::string> programs_with_port(const std::string& path,
                                            const std::filesystem::path& proc = "/proc");

/// Why a port cannot be opened, and what to do about it. `error` is the errno of open(2), or of what was
/// tried then; EBUSY also stands for a port that another program has locked.
std::string explain_port_error(const std::string& path, int error,
                               const std::filesystem::path& proc = "/proc");

}  // namespace tlscam
