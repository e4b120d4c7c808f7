// The line editor against any keys. The input is the number of columns, then pieces of keys, each with its
// size before it; a piece of no bytes says that no key has come for a while, and one of 255 gives the next
// byte as another width. The line stays text, and the cursor comes to the same place on terminals that draw
// emoji in different ways.
#include <algorithm>
#include <cstdlib>
#include <optional>

#include "sim/base/cursor.h"
#include "sim/base/utf8.h"
#include "sim/lab/editor/line_editor.h"
#include "sim/lab/editor/text_cluster.h"
#include "tests/support/terminal_screen.h"

namespace {

using namespace tlscam;

Candidates complete(std::string_view line, std::size_t cursor) {
  Candidates candidates{line.substr(0, cursor).find_last_of(' ') + 1, {}};
  const std::string_view word = line.substr(candidates.start, cursor - candidates.start);
  for (const std::string_view name :
       {"certificates/", "server.crt", "server.key", "漢字👍", "漢字👩‍💻"}) {
    if (name.starts_with(word)) candidates.words.emplace_back(name);
  }
  return candidates;
}

std::size_t columns_from(Cursor& input) {
  return LinePainter::kFewestColumns + input.u8() % 40;
}

void check(const LineEditor& editor, const TerminalScreen& newer, const TerminalScreen& older) {
  const std::string& line = editor.line();
  if (without_controls(line) != line) std::abort();
  std::size_t place = 0;
  while (place < editor.cursor()) place += first_cluster(std::string_view(line).substr(place)).size;
  if (place != editor.cursor()) std::abort();
  if (newer.row() != older.row() || newer.column() != older.column()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Cursor input(ByteView(data, size));
  LineEditor::Options options;
  options.columns = columns_from(input);
  TerminalScreen newer(options.columns, true), older(options.columns, false);
  std::optional<LineEditor> editor;
  LineEditor::Host host;
  host.draw = [&](std::string_view drawn) {
    newer.write(drawn);
    older.write(drawn);
  };
  host.accept = [&](const std::string&) { editor->begin(); };
  host.complete = complete;
  host.is_unfinished = [](std::string_view line) { return std::ranges::count(line, '\'') % 2 == 1; };
  editor.emplace(options, host);
  editor->begin();
  while (!input.at_end()) {
    const std::size_t length = input.u8();
    if (length == 0) {
      editor->settle();
    } else if (length == 255) {
      const std::size_t columns = columns_from(input);
      newer.resize_cutting(columns);
      older.resize_cutting(columns);
      editor->resize(columns, false);
    } else {
      editor->type(input.take(std::min(length, input.remaining())));
    }
    check(*editor, newer, older);
  }
  return 0;
}
