// Progress of a mystery that was saved by others. Progress that can be taken up is written the same way
// again.
#include <cstdlib>

#include "sim/mystery/mystery_run.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  static const Mystery mystery = draw_mystery(kDefaultMystery);
  MysteryRun run(mystery);
  const std::string before = run.to_json();
  if (!run.restore(as_text({data, size}))) {
    if (run.to_json() != before) std::abort();
    return 0;
  }
  const int points = run.snapshot().points;
  if (points < 0 || points > 100) std::abort();
  const std::string written = run.to_json();
  MysteryRun again(mystery);
  if (!again.restore(written) || again.to_json() != written) std::abort();
  return 0;
}
