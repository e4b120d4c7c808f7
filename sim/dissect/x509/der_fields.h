#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "sim/dissect/tree/field_reader.h"
#include "sim/wire/der.h"

// How DER elements (X.690) become fields: what X.509 is made of. Every element is a field over all of its
// bytes. An element that has others inside begins with a field of its header; of any other the header is a
// part of it.

namespace tlscam {

/// An element with others inside, or bytes that are DER themselves, while it lives: a field of the whole, its
/// header, and what is read of its content. An element that is missing or of another type is a broken field,
/// and then there is nothing to read.
class DerElement {
 public:
  DerElement(FieldReader& in, const FieldKind& kind, std::uint8_t tag);
  /// Whether it is there.
  explicit operator bool() const { return block_.has_value(); }
  void set_value(std::string value) {
    if (group_) group_->set_value(std::move(value));
  }
  void set_broken(std::string_view reason) {
    if (group_) group_->set_broken(reason);
  }
  void set_kind(const FieldKind& kind) {
    if (group_) group_->set_kind(kind);
  }

 private:
  std::optional<FieldGroup> group_;
  std::optional<FieldBlock> block_;  // ends before its group does
};

/// The tag of the next element; 0 when there is none.
std::uint8_t next_der_tag(const FieldReader& in);

/// The next element as one field; its content. Nothing when it is missing or of another type, which is a
/// broken field then.
std::optional<ByteView> read_der(FieldReader& in, const FieldKind& kind, std::uint8_t tag);

/// Elements whose value shows.
void read_der_integer(FieldReader& in, const FieldKind& kind);
bool read_der_boolean(FieldReader& in, const FieldKind& kind);
/// The numbers of an OBJECT IDENTIFIER; its field has the name too.
std::string read_der_oid(FieldReader& in, const FieldKind& kind);
/// UTCTime or GeneralizedTime.
std::string read_der_time(FieldReader& in, const FieldKind& kind);
/// A text of any of the types that a name may have.
std::string read_der_text(FieldReader& in, const FieldKind& kind);
/// Bytes that nobody may see: no value but their number.
void read_der_secret(FieldReader& in, const FieldKind& kind, std::uint8_t tag);
/// The number in front of a BIT STRING's bits; of that which was just opened.
void read_unused_bits(FieldReader& in);

/// Any element, by its type alone, and what is inside of it.
void read_der_any(FieldReader& in, const FieldKind& kind);
void read_der_any(FieldReader& in);

/// The text of a string, with a dot for what cannot be shown; UTF-8 stays as it is.
std::string der_string_text(std::uint8_t tag, ByteView content);

/// "2048 bits": of a number that is too long to be read.
std::string der_number_text(ByteView content);

}  // namespace tlscam
