#include "sim/lab/editor/printed_end.h"

#include <string_view>

namespace tlscam {
namespace {

// Erases the screen (ED) or moves the cursor to its corner (CUP), with nothing after that: ECMA-48 8.3.
bool ends_by_clearing(std::string_view text) {
  const std::size_t last = text.rfind("\x1b[");
  if (last == std::string_view::npos) return false;
  const std::size_t final = text.find_first_not_of("0123456789;", last + 2);
  return final + 1 == text.size() && (text[final] == 'J' || text[final] == 'H');
}

}  // namespace

void PrintedEnd::feed(ByteView printed) {
  if (printed.empty()) return;
  at_line_begin_ = printed.back() == '\n' || ends_by_clearing(as_text(printed));
}

}  // namespace tlscam
