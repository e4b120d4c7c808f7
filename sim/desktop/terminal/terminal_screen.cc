#include "sim/desktop/terminal/terminal_screen.h"

#include <vterm.h>

#include <algorithm>

#include "sim/base/utf8.h"

namespace tlscam {
namespace {

constexpr std::size_t kMostLines = 5000;
constexpr std::size_t kLog = 256 << 10;  // bytes that are set anew at another width

TerminalCell cell_of(const VTermScreenCell& cell) {
  TerminalCell made;
  if (cell.chars[0] == static_cast<std::uint32_t>(-1)) {
    made.width = 0;
    return made;
  }
  if (cell.chars[0] != 0) made.character = static_cast<char32_t>(cell.chars[0]);
  made.width = static_cast<std::uint8_t>(cell.width);
  made.bold = cell.attrs.bold;
  made.reverse = cell.attrs.reverse;
  if (VTERM_COLOR_IS_INDEXED(&cell.fg) && !VTERM_COLOR_IS_DEFAULT_FG(&cell.fg) && cell.fg.indexed.idx < 16)
    made.color = static_cast<std::int8_t>(cell.fg.indexed.idx);
  return made;
}

bool is_blank(const TerminalLine& line) {
  return std::all_of(line.begin(), line.end(),
                     [](const TerminalCell& cell) { return cell.character == U' '; });
}

}  // namespace

struct TerminalScreen::Callbacks {
  static TerminalScreen& of(void* user) { return *static_cast<TerminalScreen*>(user); }

  static int move_cursor(VTermPos position, VTermPos, int visible, void* user) {
    of(user).cursor_row_ = position.row;
    of(user).cursor_column_ = position.col;
    of(user).cursor_visible_ = visible != 0;
    return 1;
  }
  static int set_property(VTermProp property, VTermValue* value, void* user) {
    if (property == VTERM_PROP_CURSORVISIBLE) of(user).cursor_visible_ = value->boolean != 0;
    return 1;
  }
  static int push_line(int columns, const VTermScreenCell* cells, void* user) {
    TerminalLine line;
    line.reserve(static_cast<std::size_t>(columns));
    for (int i = 0; i < columns; ++i) line.push_back(cell_of(cells[i]));
    auto& above = of(user).above_;
    above.push_back(std::move(line));
    if (above.size() > kMostLines) above.pop_front();
    return 1;
  }
  static constexpr VTermScreenCallbacks kAll = {nullptr, nullptr, move_cursor, set_property,
                                                nullptr, nullptr, push_line,   nullptr};
};

void TerminalScreen::Free::operator()(VTerm* terminal) const {
  vterm_free(terminal);
}

TerminalScreen::TerminalScreen() {
  begin();
}
TerminalScreen::~TerminalScreen() = default;

void TerminalScreen::begin() {
  terminal_.reset(vterm_new(rows_, columns_));
  vterm_set_utf8(terminal_.get(), 1);
  screen_ = vterm_obtain_screen(terminal_.get());
  vterm_screen_set_callbacks(screen_, &Callbacks::kAll, this);
  vterm_screen_reset(screen_, 1);
  above_.clear();
  cursor_row_ = cursor_column_ = 0;
  ++revision_;
}

void TerminalScreen::write(ByteView bytes) {
  log_.insert(log_.end(), bytes.begin(), bytes.end());
  if (log_.size() > kLog) log_.erase(log_.begin(), log_.end() - static_cast<std::ptrdiff_t>(kLog));
  // A line feed alone means a new line too, as in the page's terminal.
  std::string text;
  text.reserve(bytes.size() + 16);
  for (const std::uint8_t byte : bytes) {
    if (byte == '\n') text.push_back('\r');
    text.push_back(static_cast<char>(byte));
  }
  vterm_input_write(terminal_.get(), text.data(), text.size());
  ++revision_;
}

void TerminalScreen::clear() {
  log_.clear();
  begin();
}

void TerminalScreen::resize(int columns, int rows) {
  columns = std::clamp(columns, 10, 500);
  rows = std::clamp(rows, 2, 300);
  if (columns == columns_ && rows == rows_) return;
  columns_ = columns;
  rows_ = rows;
  // libvterm 0.1 does not break lines anew: what was written before is written again.
  const std::vector<std::uint8_t> log(log_.begin(), log_.end());
  log_.clear();
  begin();
  write(log);
}

std::size_t TerminalScreen::used_rows() const {
  int used = rows_;
  while (used > cursor_row_ + 1 && is_blank(row(used - 1))) --used;
  return static_cast<std::size_t>(used);
}

TerminalLine TerminalScreen::row(int index) const {
  TerminalLine line;
  line.reserve(static_cast<std::size_t>(columns_));
  for (int column = 0; column < columns_; ++column) {
    VTermScreenCell cell{};
    vterm_screen_get_cell(screen_, {index, column}, &cell);
    line.push_back(cell_of(cell));
  }
  return line;
}

TerminalLine TerminalScreen::line(std::size_t index) const {
  if (index < above_.size()) return above_[index];
  return row(static_cast<int>(index - above_.size()));
}

std::string terminal_text(const TerminalLine& line) {
  std::string text;
  for (const TerminalCell& cell : line)
    if (cell.width > 0) append_utf8(text, cell.character);
  text.erase(text.find_last_not_of(' ') + 1);
  return text;
}

std::string TerminalScreen::text(std::size_t first, std::size_t last) const {
  std::string text;
  for (std::size_t i = first; i < std::min(last, lines()); ++i) {
    text += terminal_text(line(i));
    if (i + 1 < last) text += '\n';
  }
  return text;
}

}  // namespace tlscam
