#pragma once
#include <compare>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "sim/lab/protocol/reader_command.h"

// The tree of a message's fields as a window shows it: which rows are seen, and what stands around a field.
// web/src/store/field_tree.ts does the same for the page.

namespace tlscam {

/// A place in the tree of a message.
struct FieldPlace {
  std::uint32_t part = 0;   ///< of MessageView::parts
  std::int32_t field = -1;  ///< of PartView::fields; -1: the part itself
  auto operator<=>(const FieldPlace&) const = default;
};

/// A row of the tree that is seen.
struct FieldRow {
  FieldPlace place;
  std::uint32_t level = 0;  ///< 0: a part
  bool opens = false;       ///< it has rows within it
  bool open = false;        ///< and they are seen
};

/// The places whose rows within are seen.
using OpenFields = std::set<FieldPlace>;

/// `rows_of` gives the rows that are seen when just these places are open.
std::vector<FieldRow> rows_of(const MessageView& message, const OpenFields& open);

/// `parent_of` gives the field around a field; -1: the part itself.
std::int32_t parent_of(const std::vector<FieldView>& fields, std::int32_t field);

/// `reveal` opens everything around a place.
void reveal(FieldPlace place, const MessageView& message, OpenFields& open);

/// `first_open` is what is open at first: the way to the field that the message is, and that field.
OpenFields first_open(const MessageView& message);

/// `as_eavesdropper` is what somebody sees of a message who has no keys.
MessageView as_eavesdropper(const MessageView& message);

/// `fields_of_bytes` gives the innermost field of each byte of a part; -1: none.
std::vector<std::int32_t> fields_of_bytes(const PartView& part);

/// `rfc_of` gives the section of a field's RFC, or that of the nearest field around it; "" if none has one.
std::string rfc_of(const std::vector<FieldView>& fields, std::int32_t field);

/// `rfc_address` is the web address of "RFC 5246, 7.4.1.2".
std::string rfc_address(const std::string& rfc);

}  // namespace tlscam
