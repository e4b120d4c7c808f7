#pragma once
#include <CLI/CLI.hpp>
#include <string>

namespace tlscam {

/// `RomfsRequest` is what the command line of `tlscam romfs` asks for.
struct RomfsRequest {
  std::string folder;
  std::string image;
  bool json = false;
  CLI::App* build = nullptr;   ///< owned by the command
  CLI::App* show = nullptr;    ///< owned by the command
  CLI::App* unpack = nullptr;  ///< owned by the command
};

void add_romfs_options(CLI::App& command, RomfsRequest& request);

/// Builds, shows or unpacks an image. Returns the exit code.
int run_romfs(const RomfsRequest& request);

}  // namespace tlscam
