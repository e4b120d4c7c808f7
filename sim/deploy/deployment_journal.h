#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sim/base/result.h"

namespace tlscam {

/// The folder of a file system of a board in which deployments keep what they need: "/flash/.tlscam".
inline constexpr std::string_view kDeploymentFolder = ".tlscam";

/// `DeploymentJournal` says how the files of one deployment are exchanged. It is written to the board once
/// all new content lies there under other names and before the first file is touched: whatever happens in
/// between, it can be finished. Afterwards it is the record by which the deployment is undone.
struct DeploymentJournal {
  struct Entry {
    std::string target;    ///< "/flash/cert.der"
    std::string staged;    ///< the name of the new content in the folder; empty: the file is removed
    std::string backup;    ///< the name that the old content gets there
    std::string new_hash;  ///< the new content's (content_hash()); empty when the file is removed
    std::string old_hash;  ///< the old content's; empty when there was no such file
  };

  std::uint32_t generation = 1;  ///< one more than that of the deployment before
  std::vector<Entry> entries;

  /// The text of the file on the board. Its last line vouches for all others.
  std::string to_text() const;
};

/// Reads the text. Fails for everything else: a journal that was not written to its end, or not by this
/// program.
Result<DeploymentJournal> parse_journal(std::string_view text);

}  // namespace tlscam
