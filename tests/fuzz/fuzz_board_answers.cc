// This reads what a board says about itself, and journals of deployments that lie on it. A journal
// that is read must survive being written again.
#include <cstdlib>

#include "sim/deploy/ask_board.h"
#include "sim/deploy/board_path.h"
#include "sim/deploy/deployment_journal.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const std::string_view text = as_text(ByteView(data, size));
  if (const auto facts = parse_board_facts(text)) {
    (void)default_place(*facts);
    const auto path = resolve_board_path(*facts, facts->current_folder + "/main.py");
    if (path && !path->path.starts_with('/')) std::abort();
  }
  if (const auto journal = parse_journal(text)) {
    const auto again = parse_journal(journal->to_text());
    if (!again || again->entries.size() != journal->entries.size()) std::abort();
    for (const auto& entry : journal->entries)
      if (entry.target.front() != '/' || entry.backup.find('/') != std::string::npos) std::abort();
  }
  return 0;
}
