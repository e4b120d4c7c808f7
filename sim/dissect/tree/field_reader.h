#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "sim/base/bytes.h"
#include "sim/base/cursor.h"
#include "sim/dissect/tree/field.h"
#include "sim/dissect/tree/number_text.h"
#include "sim/wire/address.h"

namespace tlscam {

/// Reads bytes from outside, front to back, and makes the tree of fields as it goes: a field's label, bytes
/// and value come from the one call that reads it. Where bytes are missing it leaves a broken field that says
/// so; then every read gives zero or nothing and makes no field, until the block that is too short ends.
/// The number of fields is bounded. Borrows the bytes.
class FieldReader {
 public:
  /// `old`: a tree that nobody needs any more, for its memory.
  FieldReader(ByteView bytes, FieldLayer layer, FieldTree old = {});

  std::uint8_t u8(const FieldKind& kind, NumberText show = decimal_text);
  std::uint16_t u16(const FieldKind& kind, NumberText show = decimal_text);
  std::uint32_t u24(const FieldKind& kind, NumberText show = decimal_text);
  std::uint32_t u32(const FieldKind& kind, NumberText show = decimal_text);
  std::uint64_t u48(const FieldKind& kind, NumberText show = decimal_text);
  std::uint64_t u64(const FieldKind& kind, NumberText show = decimal_text);
  MacAddress mac(const FieldKind& kind);
  Ipv4Address ipv4(const FieldKind& kind);
  /// The value is the bytes in hexadecimal, or how many they are when they are many.
  ByteView bytes(const FieldKind& kind, std::size_t size);
  /// The value is the text, with a dot for what is not printable ASCII.
  ByteView text(const FieldKind& kind, std::size_t size);
  /// All bytes of the block that were not read yet, if there are any.
  ByteView rest(const FieldKind& kind);

  /// More about the field that was made last.
  void set_value(std::string_view value) {
    if (Field* field = last()) put(*field, value);
  }
  /// The text of a literal, or one that is made of numbers when somebody asks.
  void set_value(const char* literal) {
    if (Field* field = last()) put(*field, literal);
  }
  void set_value(NumberText show, std::uint64_t number) {
    if (Field* field = last()) put(*field, show, number);
  }
  /// The field that was made last is wrong. The value gets the reason after it.
  void set_broken(std::string_view reason) {
    if (Field* field = last()) break_field(*field, reason);
  }
  /// A part of the field that was made last, of the same bytes: a flag in them, or what follows from them.
  void note(const FieldKind& kind, std::string_view value) {
    if (Field* field = add_note(kind)) put(*field, value);
  }
  void note(const FieldKind& kind, const char* literal) {
    if (Field* field = add_note(kind)) put(*field, literal);
  }
  void note(const FieldKind& kind, NumberText show, std::uint64_t number) {
    if (Field* field = add_note(kind)) put(*field, show, number);
  }
  /// A field of no bytes, about what is read next.
  void remark(const FieldKind& kind, std::string_view value);
  /// A note that says what is wrong.
  void note_broken(const FieldKind& kind, std::string_view value);

  /// False once bytes were missing in this block.
  bool ok() const { return !failed_; }
  /// Whether there is more to read in this block.
  bool more() const { return !failed_ && position_ < end_; }
  std::size_t remaining() const { return failed_ ? 0 : end_ - position_; }
  std::size_t position() const { return position_; }
  /// The bytes of this block that were not read yet, without reading them.
  ByteView peek() const { return bytes_.subspan(position_, remaining()); }
  /// All bytes that the tree is about.
  ByteView all() const { return bytes_; }

  FieldLayer layer() const { return layer_; }

  /// Makes a field that has what is read while it lives: its fields, and all of their bytes.
  class Group {
   public:
    Group(FieldReader& in, const FieldKind& kind) : in_(in) { in_.open(kind); }
    ~Group() { in_.close(); }
    Group(const Group&) = delete;
    Group& operator=(const Group&) = delete;
    /// The value of the whole.
    void set_value(std::string_view value) { in_.put(in_.group(), value); }
    void set_value(const char* literal) { in_.put(in_.group(), literal); }
    void set_value(NumberText show, std::uint64_t number) { in_.put(in_.group(), show, number); }
    void set_value(PairText show, std::uint64_t first, std::uint64_t second) {
      in_.put(in_.group(), show, first, second);
    }
    void set_broken(std::string_view reason) { in_.break_field(in_.group(), reason); }
    /// From here on, and back to what it was at the end.
    void set_layer(FieldLayer layer) { in_.layer_ = in_.group().layer = layer; }
    /// For what shows only while it is read.
    void set_kind(const FieldKind& kind) { in_.group().set_kind(kind); }

   private:
    FieldReader& in_;
  };

  /// Ends the reading `size` bytes from here, while it lives. When fewer are left, a broken field says so.
  /// Bytes of it that nobody reads are a broken field too.
  class Block {
   public:
    Block(FieldReader& in, std::size_t size) : in_(in) { in_.narrow(size); }
    ~Block() { in_.widen(); }
    Block(const Block&) = delete;
    Block& operator=(const Block&) = delete;

   private:
    FieldReader& in_;
  };

  /// The tree. Bytes that were not read are in no field.
  FieldTree finish();

 private:
  /// Dissectors open groups and blocks in each other to a depth that their own code sets, not the bytes.
  static constexpr std::size_t kDeepest = 32;
  static constexpr std::uint32_t kNone = 0xffff'ffff;
  struct Window {
    std::size_t end;
    bool failed;
    bool cut;  ///< the block inside is longer than what is left
  };
  struct Open {
    std::uint32_t field;  ///< into the tree
    std::uint32_t last;   ///< the last one beside it before it, or kNone
    FieldLayer outer;
  };

  std::optional<ByteView> take(const FieldKind& kind, std::size_t size);
  std::uint64_t number(const FieldKind& kind, std::size_t size, NumberText show);
  Field* add(const FieldKind& kind, std::size_t offset, std::size_t size);
  Field* add_note(const FieldKind& kind);
  Field& append(const FieldKind& kind, std::size_t offset, std::size_t size);
  /// The field that was made last in this group, when there is one to say more about.
  Field* last() { return full_ || failed_ || last_ == kNone ? nullptr : &tree_.nodes_[last_]; }
  Field& group() { return tree_.nodes_[open_[depth_ - 1].field]; }
  void put(Field& field, std::string_view text, Field::Form form = Field::Form::text);
  static void put(Field& field, const char* literal);
  static void put(Field& field, NumberText show, std::uint64_t number);
  static void put(Field& field, PairText show, std::uint64_t first, std::uint64_t second);
  void break_field(Field& field, std::string_view reason);
  void open(const FieldKind& kind);
  void close();
  void narrow(std::size_t size);
  void widen();

  ByteView bytes_;
  std::size_t position_ = 0;
  std::size_t end_;
  bool failed_ = false;
  bool full_ = false;  ///< no more fields are made
  FieldLayer layer_;
  FieldTree tree_;
  std::uint32_t last_ = kNone;  ///< the field that was made last in this group
  std::size_t depth_ = 0;
  std::size_t windows_ = 0;
  std::array<Open, kDeepest> open_;
  std::array<Window, kDeepest> window_;
};

using FieldGroup = FieldReader::Group;
using FieldBlock = FieldReader::Block;

}  // namespace tlscam
