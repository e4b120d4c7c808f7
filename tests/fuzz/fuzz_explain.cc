// This explains text that a person pasted: it is explained or unknown, never both, and the answer is text of
// bounded length.
#include <cstdlib>

#include "sim/lab/protocol/explanation.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tlscam;
  const Explanation explanation = explain(std::string_view(reinterpret_cast<const char*>(data), size));
  if (explanation.known == explanation.causes.empty()) std::abort();
  if (explanation.known != explanation.what_would_help.empty()) std::abort();
  for (const Cause& cause : explanation.causes) {
    if (cause.cause.empty() || cause.fit == Fit::no) std::abort();
  }
  const std::string text = to_text(explanation);
  if (text.empty() || text.back() != '\n') std::abort();
  return 0;
}
