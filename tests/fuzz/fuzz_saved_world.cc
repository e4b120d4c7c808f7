// Worlds that were saved by others, as JSON. A world that can be read is written the same way again and
// again.
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <string_view>

#include "sim/lab/protocol/json_codec.h"
#include "sim/lab/protocol/saved_world.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const auto json = nlohmann::json::parse(as_text({data, size}), nullptr, false);
  SavedWorld world;
  const auto read = from_json(json, "world", world);
  if (!read) {
    if (read.error().text.empty()) std::abort();
    return 0;
  }
  const std::string written = to_json(world);
  SavedWorld again;
  if (!from_json(nlohmann::json::parse(written, nullptr, false), "world", again)) std::abort();
  if (to_json(again) != written) std::abort();
  return 0;
}
