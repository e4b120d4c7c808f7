#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "sim/lab/view/field_tree.h"

namespace tlscam {

/// `ReadMessage` is the message that is read byte by byte, and what of it is selected.
class ReadMessage {
 public:
  /// Shows a message. With `again` it is the same one, which has grown: what is selected stays.
  void show(std::shared_ptr<const MessageView> message, bool again);
  void clear();

  /// The message with what the keys open, or as an eavesdropper sees it; null: none is read.
  const MessageView* message() const { return shown_.get(); }
  /// Whether the keys open something of it.
  bool keys_open_something() const { return keys_open_something_; }
  bool with_keys() const { return with_keys_; }
  void set_keys(bool with_keys);

  /// The rows of its tree that are seen.
  const std::vector<FieldRow>& rows() const { return rows_; }
  /// The place of the selected one among them; none: it is not seen.
  std::optional<std::size_t> selected_row() const;
  std::optional<FieldPlace> selected() const { return selected_; }
  /// The selected part, or the one that the selected field belongs to; null: none.
  const PartView* part() const;
  /// Null: a part is selected, or nothing.
  const FieldView* field() const;
  /// Whether the selected field is the message itself.
  bool is_message() const;
  /// The byte of the part at which the cursor stands.
  std::uint32_t byte() const { return byte_; }
  /// The field of each byte of the part; -1: none.
  const std::vector<std::int32_t>& owners() const { return owners_; }
  /// The byte that is selected, counted from the message's own header on as faults are; -1: the last.
  std::int32_t message_byte() const;

  void select(FieldPlace place, std::optional<std::uint32_t> byte = {});
  /// Selects the innermost field of a byte of the part, with the cursor on the byte.
  void select_byte(std::int64_t at);
  void toggle(FieldPlace place);
  /// Opens all rows of a level that can be opened.
  void open_level(std::uint32_t level);
  /// Another number whenever something else is selected: views bring it into sight.
  std::uint64_t revision() const { return revision_; }

 private:
  void begin();
  void renew_rows();

  std::shared_ptr<const MessageView> full_;
  std::shared_ptr<const MessageView> shown_;
  bool with_keys_ = true;
  bool keys_open_something_ = false;
  OpenFields open_;
  std::vector<FieldRow> rows_;
  std::optional<FieldPlace> selected_;
  std::uint32_t byte_ = 0;
  std::vector<std::int32_t> owners_;
  std::uint64_t revision_ = 0;
};

}  // namespace tlscam
