// A camera decides about a chain, its anchors and a name. The input is {size in 2 bytes, the chain}{size in 2
// bytes, an anchor}{the name}.
#include <cstdlib>
#include <string>

#include "sim/base/cursor.h"
#include "sim/lab/reader/certificate_report.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  Cursor input(ByteView(data, size));
  const auto part = [&] {
    const std::size_t length = input.u16be();
    const ByteView bytes = input.take(std::min(length, input.remaining()));
    return Bytes(bytes.begin(), bytes.end());
  };
  ChainRequest request;
  request.presented = {part()};
  request.anchors = {part()};
  request.name = std::string(as_text(input.take(input.remaining())));
  request.clock = *parse_instant("2026-11-23");
  const auto verdict = decide_chain(request);
  if (!verdict && verdict.error().text.empty()) std::abort();
  if (verdict && verdict->accepted && !verdict->exception.empty()) std::abort();
  if (const auto matches = name_matches(request.presented[0], {request.name});
      matches && matches->size() != 1)
    std::abort();
  (void)name_matches(request.presented[0], {});
  for (const CertificateTree& tree : certificate_trees(request.presented[0]))
    if (tree.bytes.empty()) std::abort();
  return 0;
}
