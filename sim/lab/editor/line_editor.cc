#include "sim/lab/editor/line_editor.h"

#include <sstream>
#include <utility>

namespace tlscam {
namespace {

// Readline turns this on and off in the same way: xterm, "Bracketed Paste Mode".
constexpr const char* kBracketedPasteOn = "\x1b[?2004h";
constexpr const char* kBracketedPasteOff = "\x1b[?2004l";
constexpr const char* kClearScreen = "\x1b[2J\x1b[H";
constexpr const char* kSearching = "search '";
constexpr const char* kNotFound = "nothing found for '";
constexpr const char* kEndOfSearch = "': ";

bool is_blank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

LineEditor::LineEditor(Options options, Host host)
    : options_(std::move(options)), host_(std::move(host)), painter_(options_.columns) {}

void LineEditor::begin() {
  active_ = true;
  painter_.begin();
  host_.draw(kBracketedPasteOn);
  draw();
  take({});
}

void LineEditor::restart() {
  ahead_.clear();
  before_.clear();
  parser_ = KeyParser();
  clear_line();
  begin();
}

void LineEditor::type(ByteView bytes) {
  take(parser_.feed(bytes));
}

void LineEditor::settle() {
  take(parser_.settle());
}

// A command may be over before accept() returns, and begin() comes from inside of it: the keys after it are
// then taken by the loop that stands already.
void LineEditor::take(std::vector<KeyPress> keys) {
  for (KeyPress& key : keys) ahead_.push_back(std::move(key));
  if (taking_) return;
  taking_ = true;
  while (active_ && !ahead_.empty()) {
    const KeyPress next = std::move(ahead_.front());
    ahead_.pop_front();
    press(next);
  }
  taking_ = false;
}

void LineEditor::enter(std::string_view command) {
  clear_line();
  before_.clear();
  std::istringstream lines{std::string(command)};
  for (std::string line; std::getline(lines, line); before_ += "\n") {
    text_.set(line);
    leave_line();
    before_ += line;
  }
  accept(std::string(command));
}

void LineEditor::end() {
  if (!active_) return;
  leave_line();
  rest();
}

void LineEditor::hide() {
  if (active_) host_.draw(painter_.hide());
}

void LineEditor::show() {
  if (active_) draw();
}

void LineEditor::resize(std::size_t columns, bool reflows) {
  const std::string drawn = painter_.resize(columns, reflows);
  if (active_) host_.draw(drawn);
}

void LineEditor::press(const KeyPress& press) {
  if (press.key != Key::complete) tabs_ = 0;
  if (search_ && press_in_search(press)) return;
  switch (press.key) {
    case Key::text:
      text_.insert(press.text);
      return draw();
    case Key::enter:
      return finish_line();
    case Key::complete:
      return complete();
    case Key::older:
      return recall(history_.older(text_.text()));
    case Key::newer:
      return recall(history_.newer());
    case Key::search:
      return begin_search();
    case Key::clear_screen:
      host_.draw(kClearScreen);
      painter_.begin();
      return draw();
    case Key::interrupt:
      return cancel();
    case Key::suspend:
      return suspend();
    case Key::end_of_input:
      if (text_.text().empty()) return host_.end_of_input();
      return edit(Key::erase_after);
    default:
      return edit(press.key);
  }
}

void LineEditor::edit(Key key) {
  switch (key) {
    case Key::erase_before:
      text_.cut_to(text_.before());
      return draw();
    case Key::erase_after:
      text_.cut_to(text_.after());
      return draw();
    case Key::left:
      return move(text_.before());
    case Key::right:
      return move(text_.after());
    case Key::word_left:
      return move(text_.word_before());
    case Key::word_right:
      return move(text_.word_after());
    case Key::line_begin:
      return move(0);
    case Key::line_end:
      return move(text_.end());
    case Key::kill_to_begin:
      return kill(0);
    case Key::kill_to_end:
      return kill(text_.end());
    case Key::kill_word_before:
      return kill(text_.word_before());
    case Key::kill_word_after:
      return kill(text_.word_after());
    case Key::yank:
      text_.insert(killed_);
      return draw();
    default:
      return;
  }
}

void LineEditor::move(std::size_t place) {
  text_.move_to(place);
  draw();
}

void LineEditor::kill(std::size_t place) {
  killed_ = text_.cut_to(place);
  draw();
}

void LineEditor::recall(const std::optional<std::string>& line) {
  if (!line) return;
  text_.set(*line);
  draw();
}

void LineEditor::finish_line() {
  const std::string command = before_ + text_.text();
  leave_line();
  if (is_blank(command)) {
    before_.clear();
    return draw();
  }
  if (host_.is_unfinished(command)) {
    before_ = command + "\n";
    return draw();
  }
  accept(command);
}

void LineEditor::accept(const std::string& command) {
  if (before_.empty() && !is_blank(command)) history_.add(command);
  before_.clear();
  rest();
  host_.accept(command);
}

// Draws the whole line, and begins an empty one below it.
void LineEditor::leave_line() {
  search_.reset();
  move(text_.end());
  host_.draw(painter_.leave());
  clear_line();
}

void LineEditor::rest() {
  active_ = false;
  host_.draw(kBracketedPasteOff);
}

void LineEditor::cancel() {
  move(text_.end());
  host_.draw("^C\r\n");
  painter_.begin();
  before_.clear();
  clear_line();
  host_.interrupt();
  draw();
}

void LineEditor::suspend() {
  host_.draw(painter_.hide());
  host_.draw(kBracketedPasteOff);
  host_.suspend();
  host_.draw(kBracketedPasteOn);
  draw();
}

void LineEditor::complete() {
  ++tabs_;
  const auto [start, words] = host_.complete(text_.text(), text_.cursor());
  if (words.empty()) return;
  std::string put = common_beginning(words);
  const bool only = words.size() == 1;
  if (only && !put.ends_with('/') && !put.ends_with(' ')) put += ' ';
  if (put.size() > text_.cursor() - start) {
    text_.replace_before(start, put);
    return draw();
  }
  if (tabs_ >= 2 && !only) list(words);
}

void LineEditor::list(const std::vector<std::string>& words) {
  const std::size_t cursor = text_.cursor();
  move(text_.end());
  host_.draw(painter_.leave());
  for (const std::string& row : in_columns(words, painter_.columns()))
    host_.draw(painter_.paint("", row, row.size()) + painter_.leave());
  move(cursor);
}

bool LineEditor::press_in_search(const KeyPress& press) {
  switch (press.key) {
    case Key::text:
      search_->words += press.text;
      search_from(search_->found + 1);
      return true;
    case Key::erase_before: {
      EditedText words;
      words.set(search_->words);
      words.cut_to(words.before());
      search_->words = words.text();
      search_->found = history_.lines().size();
      search_from(search_->found);
      return true;
    }
    case Key::search:
      search_from(search_->found);
      return true;
    case Key::interrupt:
    case Key::leave_search:
      leave_search();
      return true;
    default:
      // From now on the line that was found is edited, and this key is the first to do so.
      search_.reset();
      draw();
      return press.key == Key::escape;
  }
}

void LineEditor::begin_search() {
  search_ = Search{"", text_.text(), text_.cursor(), history_.lines().size(), false};
  draw();
}

void LineEditor::search_from(std::size_t before) {
  const auto found = search_->words.empty() ? std::nullopt : history_.search(search_->words, before);
  search_->failed = !found && !search_->words.empty();
  if (found) {
    search_->found = *found;
    history_.go_to(*found, search_->line_before);
    const std::string& line = history_.lines()[*found];
    text_.set(line, line.rfind(search_->words));
  }
  draw();
}

void LineEditor::leave_search() {
  text_.set(search_->line_before, search_->cursor_before);
  history_.rewind();
  search_.reset();
  draw();
}

void LineEditor::clear_line() {
  search_.reset();
  text_.set("");
  history_.rewind();
}

std::string LineEditor::prompt() const {
  if (search_) return (search_->failed ? kNotFound : kSearching) + search_->words + kEndOfSearch;
  return before_.empty() ? options_.prompt : options_.continuation;
}

void LineEditor::draw() {
  const std::string drawn = painter_.paint(prompt(), text_.text(), text_.cursor());
  if (!drawn.empty()) host_.draw(drawn);
}

}  // namespace tlscam
