#pragma once
#include <string>
#include <vector>

#include "sim/base/result.h"
#include "sim/deploy/romfs_deployment.h"
#include "sim/lab/board/native_real_board.h"

namespace tlscam {

/// `read_romfs_files` reads what is to go into /rom: one image, one folder (what is in it), or files.
Result<std::map<std::string, Bytes>> read_romfs_files(const std::vector<std::string>& paths);

/// `plan_romfs` and `carry_out_romfs` are RomfsDeployment on a board that was greeted.
Result<RomfsPlan> plan_romfs(RealBoard& board, RomfsDeployment::Wish wish, RomfsAccess::Progress progress);
Result<void> carry_out_romfs(RealBoard& board, RomfsPlan plan, RomfsAccess::Progress progress);

/// `keep_image` writes the old image into the folder, under a name that is not taken:
/// "rom-N6-2026-11-30.romfs". Gives the path.
Result<std::string> keep_image(const Bytes& image, const BoardFacts& facts, const std::string& folder);

}  // namespace tlscam
