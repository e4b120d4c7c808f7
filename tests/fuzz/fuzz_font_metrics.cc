// Font files, of which the window reads how high a line is.
#include "sim/desktop/look/font_metrics.h"

#include <cstdlib>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto factor = tlscam::line_factor({data, size});
  if (factor && !(*factor > 0)) std::abort();
  return 0;
}
