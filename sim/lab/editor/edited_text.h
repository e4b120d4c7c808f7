#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace tlscam {

/// Keeps a line of text and a cursor that stands between two of its clusters. Words are separated by spaces.
/// The text has no control characters: what is put in loses them.
class EditedText {
 public:
  const std::string& text() const { return text_; }
  /// Gives where the cursor stands, in bytes.
  std::size_t cursor() const { return cursor_; }

  /// Replaces the whole text; the cursor goes to its end.
  void set(std::string_view text);
  /// The same with the cursor at a place, which must be the beginning of a cluster or the end.
  void set(std::string_view text, std::size_t cursor);

  /// Puts `text` in place of what stands between `from` and the cursor, and the cursor after it.
  void replace_before(std::size_t from, std::string_view text);
  void insert(std::string_view text) { replace_before(cursor_, text); }

  void move_to(std::size_t place) { cursor_ = place; }
  /// Takes out what stands between the cursor and `place`, and gives it; the cursor then stands there.
  std::string cut_to(std::size_t place);

  /// Give the places to go to from the cursor.
  std::size_t before() const;
  std::size_t after() const;
  std::size_t word_before() const;
  std::size_t word_after() const;
  std::size_t end() const { return text_.size(); }

 private:
  void settle_cursor();

  std::string text_;
  std::size_t cursor_ = 0;
};

}  // namespace tlscam
