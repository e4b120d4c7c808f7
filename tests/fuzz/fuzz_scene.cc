// This reads a scene file: whatever the text, it is read or rejected with one message.
#include <cstdlib>

#include "sim/scene/scene_json.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const FileReader reader = [](const std::string& path) -> Result<Bytes> {
    if (path.size() % 2 == 1) return fail("there is no file {}", path);
    return Bytes(path.begin(), path.end());
  };
  const auto scene = parse_scene(as_text({data, size}), "world.json", "", reader, Instant{});
  if (!scene && (scene.error().text.empty() || scene.error().text.find("world.json") != 0)) std::abort();
  if (scene && !check_scene(*scene)) std::abort();
  return 0;
}
