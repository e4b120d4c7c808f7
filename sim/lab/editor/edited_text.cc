#include "sim/lab/editor/edited_text.h"

#include <algorithm>

#include "sim/base/utf8.h"
#include "sim/lab/editor/text_cluster.h"

namespace tlscam {

void EditedText::set(std::string_view text) {
  text_ = without_controls(text);
  cursor_ = text_.size();
}

void EditedText::set(std::string_view text, std::size_t cursor) {
  set(text);
  cursor_ = std::min(cursor, text_.size());
  settle_cursor();
}

void EditedText::replace_before(std::size_t from, std::string_view text) {
  const std::string put = without_controls(text);
  text_.replace(from, cursor_ - from, put);
  cursor_ = from + put.size();
  settle_cursor();
}

std::string EditedText::cut_to(std::size_t place) {
  const std::size_t from = std::min(cursor_, place);
  const std::size_t to = std::max(cursor_, place);
  std::string cut = text_.substr(from, to - from);
  text_.erase(from, to - from);
  cursor_ = from;
  settle_cursor();
  return cut;
}

std::size_t EditedText::before() const {
  return cluster_before(text_, cursor_);
}

std::size_t EditedText::after() const {
  return cursor_ + first_cluster(std::string_view(text_).substr(cursor_)).size;
}

std::size_t EditedText::word_before() const {
  std::size_t place = cursor_;
  while (place > 0 && text_[place - 1] == ' ') --place;
  while (place > 0 && text_[place - 1] != ' ') --place;
  return place;
}

std::size_t EditedText::word_after() const {
  std::size_t place = cursor_;
  while (place < text_.size() && text_[place] == ' ') ++place;
  while (place < text_.size() && text_[place] != ' ') ++place;
  return place;
}

// The characters at the cursor may have joined those before it: a mark does, or the second letter of a flag.
void EditedText::settle_cursor() {
  std::size_t place = 0;
  while (place < cursor_) place += first_cluster(std::string_view(text_).substr(place)).size;
  cursor_ = place;
}

}  // namespace tlscam
