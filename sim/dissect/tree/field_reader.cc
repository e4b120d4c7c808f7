#include "sim/dissect/tree/field_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/hex.h"

namespace tlscam {
namespace {

/// A datagram of 64 KiB has no more fields that anybody could look at; a hostile one could have as many as
/// bytes.
constexpr std::size_t kMostFields = 8192;
/// As many as most trees have.
constexpr std::size_t kManyFields = 64;
/// Bytes that are shown one by one as a value. Longer ones are looked at in a hex view.
constexpr std::size_t kMostHex = 32;
constexpr std::size_t kMostText = 256;

constexpr FieldKind kMissing{"Missing bytes", "broken.missing"};
constexpr FieldKind kLeftOver{"Left over", "broken.left_over"};
constexpr FieldKind kTooMany{"Further fields", "broken.too_many"};

std::string left_text(std::size_t count) {
  return fmt::format("{} {} left", bytes_text(count), count == 1 ? "is" : "are");
}

std::string printable(ByteView bytes) {
  std::string out;
  for (const std::uint8_t byte : bytes.first(std::min(bytes.size(), kMostText))) {
    out += byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.';
  }
  if (bytes.size() > kMostText) out += fmt::format("... ({})", bytes_text(bytes.size()));
  return out;
}

}  // namespace

FieldReader::FieldReader(ByteView bytes, FieldLayer layer, FieldTree old)
    : bytes_(bytes), end_(bytes.size()), layer_(layer), tree_(std::move(old)) {
  tree_.nodes_.clear();
  tree_.nodes_.reserve(kManyFields);
  if (tree_.texts_.use_count() == 1) {
    tree_.texts_->clear();
  } else {
    tree_.texts_.reset();  // a copy of the old tree still has them
  }
}

Field& FieldReader::append(const FieldKind& kind, std::size_t offset, std::size_t size) {
  Field& field = tree_.nodes_.emplace_back();
  field.set_kind(kind);
  field.offset = static_cast<std::uint32_t>(offset);
  field.size = static_cast<std::uint32_t>(size);
  field.layer = layer_;
  return field;
}

Field* FieldReader::add(const FieldKind& kind, std::size_t offset, std::size_t size) {
  if (full_) return nullptr;
  last_ = static_cast<std::uint32_t>(tree_.nodes_.size());
  Field& field = append(kind, offset, size);
  if (tree_.nodes_.size() < kMostFields) return &field;
  full_ = true;
  failed_ = true;
  field.set_kind(kTooMany);
  put(field, fmt::format("more than {} fields are not shown", kMostFields));
  field.broken = true;
  return nullptr;
}

Field* FieldReader::add_note(const FieldKind& kind) {
  Field* const whole = last();
  if (!whole) return nullptr;
  ++whole->descendants_;
  const std::size_t offset = whole->offset;
  const std::size_t size = whole->size;
  return &append(kind, offset, size);
}

void FieldReader::remark(const FieldKind& kind, std::string_view value) {
  if (failed_) return;
  if (Field* field = add(kind, position_, 0)) put(*field, value);
}

void FieldReader::note_broken(const FieldKind& kind, std::string_view value) {
  Field* const field = add_note(kind);
  if (!field) return;
  put(*field, value);
  field->broken = true;
}

void FieldReader::put(Field& field, std::string_view text, Field::Form form) {
  if (!tree_.texts_) tree_.texts_ = std::make_shared<TextArena>();
  field.form_ = form;
  field.text_.chars = tree_.texts_->keep(text).data();
  field.first_ = text.size();
}

void FieldReader::put(Field& field, const char* literal) {
  field.form_ = Field::Form::text;
  field.text_.chars = literal;
  field.first_ = std::string_view(literal).size();
}

void FieldReader::put(Field& field, NumberText show, std::uint64_t number) {
  field.form_ = Field::Form::number;
  field.text_.number = show;
  field.first_ = number;
}

void FieldReader::put(Field& field, PairText show, std::uint64_t first, std::uint64_t second) {
  field.form_ = Field::Form::pair;
  field.text_.pair = show;
  field.first_ = first;
  field.second_ = second;
}

std::optional<ByteView> FieldReader::take(const FieldKind& kind, std::size_t size) {
  if (failed_) return std::nullopt;
  const std::size_t left = end_ - position_;
  if (size > left) {
    if (Field* field = add(kind, position_, left)) {
      put(*field,
          fmt::format("{} {} needed, {}", bytes_text(size), size == 1 ? "is" : "are", left_text(left)));
      field->broken = true;
    }
    position_ = end_;
    failed_ = true;
    return std::nullopt;
  }
  if (!add(kind, position_, size)) return std::nullopt;
  const ByteView taken = bytes_.subspan(position_, size);
  position_ += size;
  return taken;
}

std::uint64_t FieldReader::number(const FieldKind& kind, std::size_t size, NumberText show) {
  const auto taken = take(kind, size);
  if (!taken) return 0;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : *taken) value = value << 8 | byte;
  set_value(show, value);
  return value;
}

std::uint8_t FieldReader::u8(const FieldKind& kind, NumberText show) {
  return static_cast<std::uint8_t>(number(kind, 1, show));
}

std::uint16_t FieldReader::u16(const FieldKind& kind, NumberText show) {
  return static_cast<std::uint16_t>(number(kind, 2, show));
}

std::uint32_t FieldReader::u24(const FieldKind& kind, NumberText show) {
  return static_cast<std::uint32_t>(number(kind, 3, show));
}

std::uint32_t FieldReader::u32(const FieldKind& kind, NumberText show) {
  return static_cast<std::uint32_t>(number(kind, 4, show));
}

std::uint64_t FieldReader::u48(const FieldKind& kind, NumberText show) {
  return number(kind, 6, show);
}

std::uint64_t FieldReader::u64(const FieldKind& kind, NumberText show) {
  return number(kind, 8, show);
}

MacAddress FieldReader::mac(const FieldKind& kind) {
  const std::size_t at = position_;
  number(kind, sizeof(MacAddress), mac_text);
  if (failed_) return {};
  Cursor in(bytes_.subspan(at, sizeof(MacAddress)));
  return read_mac(in);
}

Ipv4Address FieldReader::ipv4(const FieldKind& kind) {
  const std::size_t at = position_;
  number(kind, sizeof(Ipv4Address), ipv4_text);
  if (failed_) return {};
  Cursor in(bytes_.subspan(at, sizeof(Ipv4Address)));
  return read_ipv4(in);
}

ByteView FieldReader::bytes(const FieldKind& kind, std::size_t size) {
  const auto taken = take(kind, size);
  if (!taken) return {};
  if (size == 0) {
    set_value("empty");
  } else if (size > kMostHex) {
    set_value(bytes_text, size);
  } else if (Field* field = last()) {
    put(*field, as_text(*taken), Field::Form::hex);
  }
  return *taken;
}

ByteView FieldReader::text(const FieldKind& kind, std::size_t size) {
  const auto taken = take(kind, size);
  if (!taken) return {};
  set_value(std::string_view(printable(*taken)));
  return *taken;
}

ByteView FieldReader::rest(const FieldKind& kind) {
  return more() ? bytes(kind, remaining()) : ByteView();
}

void FieldReader::break_field(Field& field, std::string_view reason) {
  field.broken = true;
  std::string value = field.value();
  value += value.empty() ? "" : ": ";
  value += reason;
  put(field, value);
}

void FieldReader::open(const FieldKind& kind) {
  open_[depth_++] = {static_cast<std::uint32_t>(tree_.nodes_.size()), last_, layer_};
  append(kind, position_, 0);
  last_ = kNone;
}

void FieldReader::close() {
  const Open& made = open_[--depth_];
  layer_ = made.outer;
  Field& field = tree_.nodes_[made.field];
  field.size = static_cast<std::uint32_t>(position_ - field.offset);
  field.descendants_ = static_cast<std::uint16_t>(tree_.nodes_.size() - made.field - 1);
  last_ = made.field;
  const bool empty = field.descendants_ == 0 && field.size == 0;
  if (!empty || !(failed_ || full_)) return;
  tree_.nodes_.pop_back();
  last_ = made.last;
}

void FieldReader::narrow(std::size_t size) {
  const std::size_t left = end_ - position_;
  const bool cut = size > left && !failed_;
  window_[windows_++] = {end_, failed_, cut};
  if (failed_) return;
  if (cut) {
    if (Field* field = add(kMissing, position_, left)) {
      put(*field, fmt::format("the length says {}, {}", size, left_text(left)));
      field->broken = true;
    }
  }
  end_ = position_ + std::min(size, left);
}

void FieldReader::widen() {
  const Window outer = window_[--windows_];
  if (more() && add(kLeftOver, position_, end_ - position_)) {
    set_value(std::string_view(fmt::format("{} that nothing here explains", bytes_text(end_ - position_))));
    tree_.nodes_[last_].broken = true;
  }
  position_ = outer.failed ? position_ : end_;
  end_ = outer.end;
  // A block that was cut takes what is left: what should follow it is missing too, and said already.
  failed_ = outer.failed || outer.cut || full_;
}

FieldTree FieldReader::finish() {
  return std::exchange(tree_, {});
}

}  // namespace tlscam
