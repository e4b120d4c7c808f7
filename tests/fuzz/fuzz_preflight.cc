// This checks a deployment of a script and of a file that may hold anything, on a board that says anything.
#include <algorithm>
#include <cstdlib>

#include "sim/base/cursor.h"
#include "sim/preflight/check_deployment.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  Cursor cursor(ByteView(data, size));
  const std::uint8_t choice = cursor.u8();
  const ByteView script = cursor.take(std::min<std::size_t>(cursor.u16be(), cursor.remaining()));
  const ByteView file = cursor.rest();
  BoardFacts facts;
  facts.micropython = std::string(as_text(script.first(std::min<std::size_t>(script.size(), 8))));
  facts.clock = static_cast<std::int64_t>(choice) << 55;
  facts.places = {{"/flash", true, 1000, choice}};
  DeploymentPurpose purpose;
  purpose.way = static_cast<DeploymentWay>(choice % 3);
  purpose.connects_as = {"openmv"};
  const std::vector<PlannedFile> files = {{"/flash/main.py", "", Bytes(script.begin(), script.end())},
                                          {"/flash/server.der", "", Bytes(file.begin(), file.end())}};
  for (const Finding& finding : check_deployment(facts, files, purpose))
    if (finding.what.empty()) std::abort();
  return 0;
}
