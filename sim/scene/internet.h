#pragma once
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"

namespace tlscam {

/// Reads a file of an internet that scenes share (assets/internet/NAME): `path` is relative to its folder and
/// has been checked, `name` is a host name. A page puts the folder into its file system when a scene needs
/// it.
Result<Bytes> read_internet_file(const std::string& name, const std::string& path);

/// Looks for internets in another folder from now on. For a build whose file system is not the page's.
void set_internet_folder(const std::string& path);

}  // namespace tlscam
