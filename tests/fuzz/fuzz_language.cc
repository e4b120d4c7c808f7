// A language's file: whatever the bytes are, they are read or refused; what was read has a text for each
// word.
#include <cstdlib>

#include "sim/words/language.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto language = tlscam::parse_language({reinterpret_cast<const char*>(data), size});
  if (!language) {
    if (language.error().text.empty()) std::abort();
    return 0;
  }
  for (const auto& [index, texts] : language->texts)
    if (texts.back().empty()) std::abort();
  return 0;
}
