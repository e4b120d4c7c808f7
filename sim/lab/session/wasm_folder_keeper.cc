#include "sim/lab/session/folder_keeper.h"

namespace tlscam {

// The page's folders are in memory, which goes with the page.
std::unique_ptr<FolderKeeper> FolderKeeper::keep(const std::string&) {
  return std::make_unique<FolderKeeper>();
}

}  // namespace tlscam
