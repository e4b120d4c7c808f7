#include "sim/dissect/field_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "sim/base/hex.h"

namespace tlscam {
namespace {

/// A datagram of 64 KiB has no more fields that anybody could look at; a hostile one could have as many as
/// bytes.
constexpr std::size_t kMostFields = 8192;
/// Bytes that are shown one by one as a value. Longer ones are looked at in a hex view.
constexpr std::size_t kMostHex = 32;
constexpr std::size_t kMostText = 256;

constexpr FieldKind kMissing{"Missing bytes", "broken.missing"};
constexpr FieldKind kLeftOver{"Left over", "broken.left_over"};
constexpr FieldKind kTooMany{"Further fields", "broken.too_many"};

std::string bytes_text(std::size_t count) {
  return count == 1 ? "1 byte" : fmt::format("{} bytes", count);
}

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

std::string_view to_text(FieldLayer layer) {
  constexpr std::string_view kNames[] = {"ethernet",  "ip",        "transport",   "record",
                                         "handshake", "extension", "certificate", "application"};
  return kNames[static_cast<std::size_t>(layer)];
}

std::string decimal_text(std::uint64_t value) {
  return fmt::format_int(value).str();
}

std::string hex8_text(std::uint64_t value) {
  return fmt::format("0x{:02x}", value);
}

std::string hex16_text(std::uint64_t value) {
  return fmt::format("0x{:04x}", value);
}

std::string hex32_text(std::uint64_t value) {
  return fmt::format("0x{:08x}", value);
}

FieldReader::FieldReader(ByteView bytes, FieldLayer layer)
    : bytes_(bytes), end_(bytes.size()), layer_(layer) {}

Field* FieldReader::add(const FieldKind& kind, std::size_t offset, std::size_t size) {
  if (full_) return nullptr;
  std::vector<Field>& fields = siblings();
  Field& field = fields.emplace_back();
  field.label = kind.label;
  field.about = kind.about;
  field.rfc = kind.rfc;
  field.offset = static_cast<std::uint32_t>(offset);
  field.size = static_cast<std::uint32_t>(size);
  field.layer = layer_;
  if (++count_ < kMostFields) return &field;
  full_ = true;
  failed_ = true;
  field.label = kTooMany.label;
  field.about = kTooMany.about;
  field.rfc = {};
  field.value = fmt::format("more than {} fields are not shown", kMostFields);
  field.broken = true;
  return nullptr;
}

std::optional<ByteView> FieldReader::take(const FieldKind& kind, std::size_t size) {
  if (failed_) return std::nullopt;
  const std::size_t left = end_ - position_;
  if (size > left) {
    if (Field* field = add(kind, position_, left)) {
      field->value =
          fmt::format("{} {} needed, {}", bytes_text(size), size == 1 ? "is" : "are", left_text(left));
      field->broken = true;
    }
    position_ = end_;
    failed_ = true;
    return std::nullopt;
  }
  Cursor cursor(bytes_);
  cursor.skip(position_);
  if (!add(kind, position_, size)) return std::nullopt;
  position_ += size;
  return cursor.take(size);
}

std::uint64_t FieldReader::number(const FieldKind& kind, std::size_t size, NumberText show) {
  const auto taken = take(kind, size);
  if (!taken) return 0;
  std::uint64_t value = 0;
  for (const std::uint8_t byte : *taken) value = value << 8 | byte;
  set_value(show(value));
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
  const auto taken = take(kind, sizeof(MacAddress));
  if (!taken) return {};
  Cursor in(*taken);
  const MacAddress address = read_mac(in);
  set_value(to_text(address));
  return address;
}

Ipv4Address FieldReader::ipv4(const FieldKind& kind) {
  const auto taken = take(kind, sizeof(Ipv4Address));
  if (!taken) return {};
  Cursor in(*taken);
  const Ipv4Address address = read_ipv4(in);
  set_value(to_text(address));
  return address;
}

ByteView FieldReader::bytes(const FieldKind& kind, std::size_t size) {
  const auto taken = take(kind, size);
  if (!taken) return {};
  set_value(size == 0 ? "empty" : size <= kMostHex ? to_hex(*taken) : bytes_text(size));
  return *taken;
}

ByteView FieldReader::text(const FieldKind& kind, std::size_t size) {
  const auto taken = take(kind, size);
  if (!taken) return {};
  set_value(printable(*taken));
  return *taken;
}

ByteView FieldReader::rest(const FieldKind& kind) {
  return more() ? bytes(kind, remaining()) : ByteView();
}

void FieldReader::set_value(std::string value) {
  if (!full_ && !failed_ && !siblings().empty()) siblings().back().value = std::move(value);
}

void FieldReader::break_field(Field& field, std::string_view reason) {
  field.broken = true;
  field.value += field.value.empty() ? "" : ": ";
  field.value += reason;
}

void FieldReader::set_broken(std::string_view reason) {
  if (!full_ && !failed_ && !siblings().empty()) break_field(siblings().back(), reason);
}

void FieldReader::note(const FieldKind& kind, std::string value) {
  if (full_ || failed_ || siblings().empty()) return;
  const Field& whole = siblings().back();
  Field part{.label = kind.label,
             .value = std::move(value),
             .offset = whole.offset,
             .size = whole.size,
             .rfc = kind.rfc,
             .about = kind.about,
             .layer = layer_};
  siblings().back().fields.push_back(std::move(part));
  ++count_;
}

void FieldReader::open(const FieldKind& kind) {
  Open& made = open_.emplace_back();
  made.outer = layer_;
  made.field.label = kind.label;
  made.field.about = kind.about;
  made.field.rfc = kind.rfc;
  made.field.offset = static_cast<std::uint32_t>(position_);
  made.field.layer = layer_;
}

void FieldReader::close() {
  Open made = std::move(open_.back());
  open_.pop_back();
  layer_ = made.outer;
  Field& field = made.field;
  field.size = static_cast<std::uint32_t>(position_ - field.offset);
  const bool empty = field.fields.empty() && field.size == 0;
  if (empty && (failed_ || full_)) return;
  siblings().push_back(std::move(field));
  ++count_;
}

void FieldReader::Group::set_kind(const FieldKind& kind) {
  in_.group().label = kind.label;
  in_.group().about = kind.about;
  in_.group().rfc = kind.rfc;
}

void FieldReader::narrow(std::size_t size) {
  const std::size_t left = end_ - position_;
  const bool cut = size > left && !failed_;
  windows_.push_back({end_, failed_, cut});
  if (failed_) return;
  if (cut) {
    if (Field* field = add(kMissing, position_, left)) {
      field->value = fmt::format("the length says {}, {}", size, left_text(left));
      field->broken = true;
    }
  }
  end_ = position_ + std::min(size, left);
}

void FieldReader::widen() {
  const Window outer = windows_.back();
  windows_.pop_back();
  if (more() && add(kLeftOver, position_, end_ - position_)) {
    set_value(fmt::format("{} that nothing here explains", bytes_text(end_ - position_)));
    siblings().back().broken = true;
  }
  position_ = outer.failed ? position_ : end_;
  end_ = outer.end;
  // A block that was cut takes what is left: what should follow it is missing too, and said already.
  failed_ = outer.failed || outer.cut || full_;
}

std::vector<Field> FieldReader::finish() {
  while (!open_.empty()) close();
  return std::exchange(fields_, {});
}

}  // namespace tlscam
