// Links and files with a world come from anywhere: the packed text, and what is in it, which a fuzzer would
// not get through the compression. A world that was read is written and read again, the same.
#include <cstdlib>

#include "sim/desktop/model/packed_text.h"
#include "sim/desktop/model/shared_world.h"

namespace {

void read(const std::string& link) {
  const auto shared = tlscam::read_shared(link);
  if (!shared) {
    if (shared.error().text.empty()) std::abort();
    return;
  }
  const auto* const world = std::get_if<tlscam::SavedWorld>(&*shared);
  if (!world) return;
  const std::string text = tlscam::state_text(*world);
  const auto again = tlscam::read_state(text);
  if (!again || tlscam::state_text(*again) != text) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(tlscam::as_text({data, size}));
  read(text);
  read("#state=" + tlscam::pack_text("1", text));
  read("#share=" + tlscam::pack_text("2", text));
  return 0;
}
