#pragma once
#include <map>
#include <string>

#include "sim/base/bytes.h"
#include "sim/base/result.h"
#include "sim/lab/protocol/saved_world.h"

namespace tlscam {

/// The worlds in a file that page and window export, by lesson; "" is the free bench. The page keeps more in
/// it (settings, history), which a window has elsewhere.
using BackupWorlds = std::map<std::string, SavedWorld>;

/// `read_backup` reads an exported file: a zip with one JSON text in it. It fails, for people, when the file
/// is damaged, not tlscam's, or of another version.
Result<BackupWorlds> read_backup(ByteView zip);

/// `write_backup` writes one that the page imports.
Bytes write_backup(const BackupWorlds& worlds);

}  // namespace tlscam
